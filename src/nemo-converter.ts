import type {
  CheckReport,
  ConversionPlan,
  ConversionSpecInput,
  MediaInfo,
  PresetName,
  Verification,
} from "./conversion/index.js";
import { type ConverterContext, createContext, type Turns } from "./conversation/index.js";
import type { Auth, Credits, Render, Sessions, Sse, State, Upload } from "./modules/index.js";
import type { MediaInput, NemoConverterOptions } from "./options/index.js";
import { type Clock, DrivenRun } from "./time/index.js";
import type {
  AskOptions,
  BatchEvent,
  BatchInput,
  BatchOptions,
  BatchRun,
  BatchSummary,
  CheckOptions,
  ConversionResult,
  ConvertOptions,
  ExportOptions,
  ExportResult,
  Reply,
  VerifyOptions,
} from "./workflows/index.js";

export type * from "./workflows/index.js";

/** What the queue puts its batches together from, too. */
export const loadWorkflows = () => import("./workflows/index.js");

/**
 * Turns any video into a right, small, playable MP4: through the NemoVideo cloud or, with `localBackend()`, offline with
 * your own ffmpeg. The modules are there for whatever the workflows do not cover.
 *
 * @example
 * import { NemoConverter } from "nemo-converter";
 * import { localBackend } from "nemo-converter/local";
 *
 * await using nemo = new NemoConverter({ backend: localBackend() });
 * const { path, verification } = await nemo.convert("clip.mov", { request: "1080p, under 25MB" });
 */
export class NemoConverter implements AsyncDisposable {
  readonly auth: Auth;
  readonly session: Sessions;
  readonly upload: Upload;
  readonly sse: Sse;
  readonly state: State;
  readonly credits: Credits;
  readonly render: Render;
  readonly turns: Turns;
  readonly #context: ConverterContext;
  #closing: Promise<void> | undefined;

  /**
   * @param clock what its waits run on; default: the system's. For tests, see `manualClock()` of `nemo-converter/testing`
   * @throws NemoError `invalid-request` for an option that cannot be used
   */
  constructor(options: NemoConverterOptions = {}, clock?: Clock) {
    const context = createContext(options, clock);
    this.#context = context;
    this.session = context.sessions;
    ({ auth: this.auth, upload: this.upload, state: this.state, sse: this.sse } = context);
    ({ credits: this.credits, render: this.render, turns: this.turns } = context);
  }

  /**
   * What a file holds, by ffprobe.
   *
   * @throws NemoError `source-missing`, `not-media`, `source-damaged`, `source-encrypted`, `ffmpeg-missing`
   */
  async probe(input: MediaInput, options: { signal?: AbortSignal } = {}): Promise<MediaInfo> {
    const { probeInput } = await import("./workflows/index.js");
    return probeInput(this.#context, input, options.signal);
  }

  /**
   * Looks for what is wrong with a file: whether it is cut short, lacks its index, has damaged frames (with `depth: "full"`,
   * which decodes all of it), is copy protected or no video at all; with a preset also what the place it is meant for would
   * encode again. What is found is told, not thrown. `depth` is `"quick"` by default.
   *
   * @throws NemoError `source-missing`, `ffmpeg-missing`, `ffmpeg-failed`, `invalid-request`, `aborted`
   * @example
   * const { ok, findings } = await nemo.check("upload.mp4", { depth: "full", preset: "youtube" });
   */
  async check(input: MediaInput, options: CheckOptions = {}): Promise<CheckReport> {
    const { checkInput } = await import("./workflows/index.js");
    return checkInput(this.#context, input, options);
  }

  /**
   * What a conversion would do: the route of each stream and why, ffmpeg's arguments, what would be lost, what it costs, and a
   * guess at size and time. Nothing is written, and nothing sent; with `backend: "auto"` the balance is read where there is a token.
   *
   * @throws NemoError what `convert` throws before it starts, `loss-refused` with `strict` among it
   * @example
   * const { route, losses, passes } = await nemo.plan("clip.mkv", { preset: "web" });
   */
  async plan(input: MediaInput, options: ConvertOptions = {}): Promise<ConversionPlan> {
    const { planWithCost } = await import("./workflows/index.js");
    return planWithCost(this.#context, input, options);
  }

  /**
   * Converts one file. Streams that fit are copied, the rest is encoded; the result is checked against the source and
   * only then gets its name. The source is never written to.
   *
   * @throws NemoError `invalid-request`, `source-missing`, `not-media`, `no-video`, `output-exists`, `disk-full`,
   * `target-unreachable`, `loss-refused`, `ffmpeg-missing`, `ffmpeg-failed`, `verification-failed`, `aborted`; on the cloud also what its
   * modules throw
   */
  async convert(input: MediaInput, options: ConvertOptions = {}): Promise<ConversionResult> {
    const { convertPaid } = await import("./workflows/index.js");
    return convertPaid(this.#context, input, options);
  }

  /**
   * Makes several MP4s of one file, each a spec or a preset under a name of its own, and decodes the file once where it is
   * done in process. What `options` say holds for all; `output` is a folder, in which they are called `<name>.<variant>.mp4`.
   * Encoded pictures have their keyframes at the same times, every two seconds unless a variant says otherwise. When one
   * fails, none of them appears.
   *
   * @example
   * const { hd, preview } = await nemo.variants("master.mov", {
   *   hd: { video: { height: 1080 } },
   *   preview: "preview",
   * });
   * @throws NemoError as `convert`; `invalid-request` also for a name that cannot be part of a file's
   */
  async variants<K extends string>(
    input: MediaInput,
    variants: Record<K, ConversionSpecInput | PresetName>,
    options: ConvertOptions = {},
  ): Promise<Record<K, ConversionResult>> {
    const { makeVariantsAnywhere } = await import("./workflows/index.js");
    return makeVariantsAnywhere(this.#context, input, variants, options);
  }

  /**
   * Whether an MP4 is what a conversion of `source` has to be, whoever made it: that it plays, and that its duration,
   * picture, tracks and size fit the source and what `options` say was wanted. What is not right is told, not thrown.
   *
   * @throws NemoError `source-missing`, `not-media`, `no-video`, `ffmpeg-missing`, `invalid-request`, `aborted`
   * @example
   * const { ok, checks } = await nemo.verify("camera.mts", "upload.mp4", { depth: "full" });
   */
  async verify(source: MediaInput, result: string, options: VerifyOptions = {}): Promise<Verification> {
    const { verifyResult } = await import("./workflows/index.js");
    return verifyResult(this.#context, source, result, options);
  }

  /**
   * Converts many files: a folder with its tree, a glob, a list, a stream of any length, or what a sentence names; one of each
   * kind first. A second run goes on where the first one stopped. See `BatchOptions`, `BatchRun`.
   *
   * @throws NemoError from the events and from `summary`: `invalid-request`, `source-missing`, `journal-locked`, `aborted`
   * @example
   * const { done, failed } = await nemo.batch("Convert all MKV files in ./footage to MP4").summary;
   */
  batch(inputs: BatchInput, options: BatchOptions = {}): BatchRun {
    return new DrivenRun<BatchEvent, BatchSummary>(
      async (stage) => (await loadWorkflows()).runBatch(this.#context, inputs, options, stage),
      { isPassing: ({ type }) => type === "file-progress" },
    );
  }

  /**
   * One turn of a conversation, in English or Chinese. What asks for the export, the credits, the state or an upload is
   * answered without the agent; all else is one message to it, sent once. The reply is never empty: where the agent is
   * silent, it tells what changed. Turns in one session follow one another.
   *
   * @throws NemoError `outcome-unknown`, `session-not-found` (the next turn has a new project), `insufficient-credits`,
   * `export-blocked`, `rate-limited`, `agent-failed`, `invalid-request`, and what uploads and `export` throw
   */
  async ask(text: string, options: AskOptions = {}): Promise<Reply> {
    const { ask } = await import("./workflows/index.js");
    return ask(this.#context, text, options);
  }

  /**
   * Renders the project as it stands. Free of charge. Without `output` nothing is downloaded; `url` is the signed link.
   *
   * @throws NemoError `nothing-to-export`, `export-blocked`, `render-failed`, `output-exists`
   */
  async export(options: ExportOptions = {}): Promise<ExportResult> {
    const { exportProject } = await import("./workflows/index.js");
    return exportProject(this.#context, options);
  }

  /** Ends what is under way with `closed` and lets go of connections and of the backend that was given. */
  close(): Promise<void> {
    return (this.#closing ??= this.#context.close());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
