import { pathToFileURL } from "node:url";
import { NemoError } from "../../errors/index.js";
import type { MediaInput, Notice, Progress } from "../../options/index.js";
import { ProgressMeter } from "../../time/index.js";
import { multipartCall, type Transport, type UploadBody } from "../../transport/index.js";
import { parseAnswer, uploadAnswer, withRaw } from "../../wire/index.js";
import { type Session, Sessions } from "../session.js";
import { mimeTypeOf, unsupportedFileError } from "./formats.js";
import { resolveSource } from "./resolve-source.js";

/** A file as the backend knows it. */
export interface UploadedMedia {
  name: string;
  bytes?: number;
  url?: string;
  /** The backend's answer as it came; not enumerable, so that printing the rest does not print it. */
  raw: unknown;
}

export interface UploadOptions {
  session?: Session;
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
  onNotice?: (notice: Notice) => void;
}

// A connection that takes no byte for so many request timeouts is dead.
const stallFactor = 4;
// With the last byte sent, the backend looks at the whole file before it answers.
const answerFactor = 10;

/**
 * Brings media to the backend, in constant memory whatever their size.
 *
 * @example
 * const upload = new Upload(createTransport());
 * await upload.file("clip.mov", { onProgress: ({ percent }) => console.log(percent) });
 */
export class Upload {
  readonly #transport: Transport;
  readonly #sessions: Sessions;
  /** What went into projects that others may export later: nothing may be written there. @internal */
  readonly paths = new Set<string>();

  constructor(transport: Transport, sessions: Sessions = new Sessions(transport)) {
    this.#transport = transport;
    this.#sessions = sessions;
  }

  /**
   * Sends one file; an `https:` URL is fetched by the backend itself.
   *
   * @throws NemoError `unsupported-file` before a byte is sent, `source-missing`, `file-too-large`, `source-damaged` when
   * the file changes while it is read
   */
  async file(source: MediaInput, options: UploadOptions = {}): Promise<UploadedMedia> {
    const resolved = await resolveSource(source);
    if (resolved.kind === "url") return (await this.urls([resolved.url], options))[0]!;
    const { body } = resolved;
    if (body.path !== undefined && !options.session) this.paths.add(body.path);
    if (this.#transport.options.localFiles && body.path !== undefined) {
      return (await this.urls([pathToFileURL(body.path).href], options))[0]!;
    }
    const mimeType = this.#mimeTypeOf(body);
    // One for all attempts: what was told does not fall when the file is sent again.
    const meter = new ProgressMeter(this.#transport.clock);
    return this.#sessions.use({ ...options, isRepeatable: true }, (session) =>
      this.#send(body, mimeType, session, meter, options),
    );
  }

  /** Lets the backend fetch media by URL, in one request. Links to streaming services are not taken. */
  async urls(urls: string[], options: UploadOptions = {}): Promise<UploadedMedia[]> {
    if (urls.length === 0) throw new NemoError("invalid-request", "There is no URL to upload from.");
    return this.#sessions.use({ ...options, isRepeatable: true }, async (session) => {
      const call = {
        method: "POST",
        path: uploadPath(session),
        kind: "upload",
        json: { urls, source_type: "url" },
        onNotice: options.onNotice,
      } as const;
      const ms = this.#transport.options.timing.requestTimeoutMs * answerFactor;
      const deadline = this.#transport.startDeadline(ms, options.signal, `POST ${call.path}`);
      try {
        const stored = await this.#transport.request(call, toUploadedMedia, deadline);
        return urls.map((url, index) => first(stored.slice(index), { name: nameOf(url), url }));
      } finally {
        this.#transport.release(deadline);
      }
    });
  }

  /** A backend of one's own says itself what it takes; the cloud's list is known before anything is sent. */
  #mimeTypeOf({ name }: UploadBody): string {
    const mimeType = mimeTypeOf(name);
    if (mimeType === undefined && !this.#transport.options.localFiles) throw unsupportedFileError(name);
    return mimeType ?? "application/octet-stream";
  }

  async #send(
    body: UploadBody,
    mimeType: string,
    session: Session,
    meter: ProgressMeter,
    options: UploadOptions,
  ): Promise<UploadedMedia> {
    const transport = this.#transport;
    const path = uploadPath(session);
    const { requestTimeoutMs } = transport.options.timing;
    const deadline = transport.startDeadline(requestTimeoutMs * stallFactor, options.signal, `POST ${path}`);
    let isOver = false;
    const onBytes = (bytes: number) => {
      // The system may take the last bytes after an answer that came early.
      if (isOver) return;
      const isWhole = bytes === body.size;
      deadline.restart(requestTimeoutMs * (isWhole ? answerFactor : stallFactor));
      options.onProgress?.({ stage: "upload", ...meter.measure(bytes, body.size) });
    };
    try {
      const sending = await multipartCall(transport, body, { field: "files", mimeType }, onBytes);
      const call = { method: "POST", path, kind: "upload", onNotice: options.onNotice, ...sending } as const;
      const stored = await transport.request(call, toUploadedMedia, deadline);
      return first(stored, { name: body.name, bytes: body.size });
    } finally {
      isOver = true;
      transport.release(deadline);
    }
  }
}

function uploadPath({ id }: Session): string {
  return `/api/upload-video/nemo_agent/me/${encodeURIComponent(id)}`;
}

function toUploadedMedia(value: unknown, endpoint: string): UploadedMedia[] {
  return parseAnswer(uploadAnswer, value, endpoint).map((file) => {
    const { url } = file;
    const name = file.name ?? file.file_name ?? file.filename ?? (url === undefined ? "" : nameOf(url));
    const bytes = file.bytes ?? file.size;
    return withRaw({ name, ...(bytes !== undefined && { bytes }), ...(url !== undefined && { url }) }, file);
  });
}

/** What the backend says of a file, and what it leaves out as it was sent. */
function first([found]: UploadedMedia[], sent: Omit<UploadedMedia, "raw">): UploadedMedia {
  return withRaw({ ...sent, ...found, name: found?.name || sent.name }, found?.raw ?? {});
}

function nameOf(url: string): string {
  const last = url.replace(/[?#].*$/, "").replace(/^.*\//, "");
  try {
    return decodeURIComponent(last) || url;
  } catch {
    return last;
  }
}
