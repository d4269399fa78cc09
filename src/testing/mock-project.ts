import type { MockTurn } from "./scenario.js";

/** A file that was uploaded; `bytes` are missing for one that was named by its URL. */
export interface MockUpload {
  name: string;
  bytes?: Uint8Array;
  url?: string;
}

/** One project on the mocked cloud: what was uploaded, and the draft that the agent made of it. */
export class MockProject {
  readonly id: string;
  readonly uploads: MockUpload[] = [];
  draft: Record<string, unknown> | undefined;
  #revision = 0;

  constructor(id: string) {
    this.id = id;
  }

  /** Carries out what the agent does in a turn. */
  edit(draft: MockTurn["draft"] = "upload"): void {
    if (draft === "unchanged") return;
    this.#revision += 1;
    this.draft = draft === "upload" ? this.#draftOfUpload() : draft;
  }

  /** The `state` of its answer. */
  get state(): Record<string, unknown> {
    return {
      draft: this.draft ?? null,
      video_infos: this.uploads.map(({ name }) => ({ file: name })),
      canvas_config: {},
      generated_media: [],
    };
  }

  /** An edit always changes something, so that the state tells of it after a cut. */
  #draftOfUpload(): Record<string, unknown> {
    const name = this.uploads.at(-1)?.name ?? "video.mp4";
    const segment = { id: "segment_1", d: 1000, m: { name } };
    return { t: [{ tt: 0, sg: [segment] }], d: 1000, m: { revision: this.#revision } };
  }
}
