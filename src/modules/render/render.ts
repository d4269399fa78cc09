import { NemoError } from "../../errors/index.js";
import { type Notice, type Progress, tell } from "../../options/index.js";
import type { Transport } from "../../transport/index.js";
import { type Draft, isExportable, withRaw } from "../../wire/index.js";
import { loadLater } from "../load-later.js";
import { type Session, Sessions } from "../session.js";
import type { DownloadOptions, DownloadResult } from "./download-job.js";
import type { RenderJob } from "./render-job.js";

export interface RenderOptions {
  session?: Session;
  signal?: AbortSignal;
  onNotice?: (notice: Notice) => void;
}

export interface WaitOptions extends RenderOptions {
  onProgress?: (progress: Progress) => void;
}

export interface SubmitOptions extends RenderOptions {
  /** For a backend with `localFiles`: the folder on whose file system the result is to appear. */
  folder?: URL;
  /** For a backend with `localFiles`: it ends a render early that must become larger than so many bytes. */
  mostBytes?: number;
  /** For the embedded backend: how many threads an encoder may use. */
  threads?: number;
  /** For a backend with `localFiles`: whether a long encode keeps its progress in that folder. */
  isResumable?: boolean;
}

/** What it takes to submit a job once more. */
interface Submission {
  draft: Draft;
  options: SubmitOptions;
  hasRetried: boolean;
  /** Where the backend lets a render be ended. */
  cancelPath?: string;
}

/**
 * Exports: a draft becomes an MP4. Free of charge.
 *
 * @example
 * const { draft } = await state.get();
 * const job = await render.wait((await render.submit(draft)).id);
 * await render.download(job, "film.mp4");
 */
export class Render {
  readonly #transport: Transport;
  readonly #sessions: Sessions;
  readonly #submissions = new Map<string, Submission>();
  #lastTime = 0;

  constructor(transport: Transport, sessions: Sessions = new Sessions(transport)) {
    this.#transport = transport;
    this.#sessions = sessions;
  }

  /**
   * Starts a render under a new id. When it cannot be delivered it is submitted once more under another id.
   *
   * @throws NemoError `nothing-to-export` before anything is sent, `export-blocked`
   */
  async submit(draft: Draft, options: SubmitOptions = {}): Promise<RenderJob> {
    if (!isExportable(draft)) {
      throw new NemoError(
        "nothing-to-export",
        "The draft has no track with a segment: there is nothing to render.",
        { language: this.#transport.options.language },
      );
    }
    const submission: Submission = { draft, options, hasRetried: false };
    try {
      return await this.#submit(submission);
    } catch (error) {
      if (!isWorthRetrying(error)) throw error;
      submission.hasRetried = true;
      return this.#submit(submission);
    }
  }

  async status(id: string, { signal }: RenderOptions = {}): Promise<RenderJob> {
    const { readStatus } = await loadLater();
    return readStatus(this.#transport, id, signal);
  }

  /**
   * Polls until the render is completed. One that fails is submitted once more, where this instance submitted it; the
   * result then has the new id.
   *
   * @throws NemoError `render-failed`, or `timeout` after `timing.renderTimeoutMs` without progress
   */
  async wait(id: string, options: WaitOptions = {}): Promise<RenderJob> {
    const startedAt = this.#transport.clock.now();
    const over = (outcome: { status: string } | { code: string }) =>
      tell("nemo-converter:render", () => ({ id, ms: this.#transport.clock.now() - startedAt, ...outcome }));
    try {
      const job = await this.#wait(id, options, { percent: 0 });
      over({ status: job.status });
      return job;
    } catch (error) {
      over({ code: NemoError.isInstance(error) ? error.code : "unexpected" });
      throw error;
    }
  }

  async #wait(id: string, options: WaitOptions, shown: { percent: number }): Promise<RenderJob> {
    const { isWorthRepeating, pollRender, renderError } = await loadLater();
    const submission = this.#submissions.get(id);
    const job = await pollRender(this.#transport, id, options, shown).catch(async (error: unknown) => {
      await this.#cancel(submission);
      throw error;
    });
    const { redactor, options: resolved } = this.#transport;
    this.#submissions.delete(id);
    if (job.status === "completed") return job;
    if (!submission || submission.hasRetried || !isWorthRepeating(job)) {
      throw renderError(job, redactor);
    }
    resolved.logger.info(`Render ${id} failed; trying once more.`, { error: redactor.value(job.error) });
    submission.hasRetried = true;
    const { id: newId } = await this.#submit({
      ...submission,
      options: { ...submission.options, ...options },
    });
    return this.#wait(newId, options, shown);
  }

  /**
   * Writes a completed render to `path`: under a temporary name, resumed after a cut, checked for its length, then
   * renamed. Never replaces a file unless told to.
   *
   * @throws NemoError `output-exists`, `network`, `disk-full`
   */
  async download(job: RenderJob, path: string, options: DownloadOptions = {}): Promise<DownloadResult> {
    const { downloadJob } = await loadLater();
    return downloadJob(this.#transport, job, path, options);
  }

  async #submit(submission: Submission): Promise<RenderJob> {
    const { draft, options } = submission;
    const { session, signal, onNotice, folder, mostBytes, threads, isResumable } = options;
    const { parseAnswer, renderAcceptedAnswer } = await loadLater();
    const id = this.#newId();
    const raw = await this.#sessions.use({ session, signal, onNotice }, ({ id: sessionId }) => {
      const output = {
        format: "mp4",
        quality: "high",
        ...(folder && { folder: folder.href }),
        ...(mostBytes !== undefined && { most_bytes: mostBytes }),
        ...(threads !== undefined && { threads }),
        ...(isResumable === true && { resume: true }),
      };
      // The backend spells this one key in camel case.
      const json = { id, sessionId, draft, output };
      const call = {
        method: "POST",
        path: "/api/render/proxy/lambda",
        kind: "render",
        json,
        signal,
        onNotice,
      } as const;
      return this.#transport.request(call, (value, endpoint) =>
        parseAnswer(renderAcceptedAnswer, value, endpoint),
      );
    });
    this.#submissions.set(id, { ...submission, ...(raw.cancel !== undefined && { cancelPath: raw.cancel }) });
    return withRaw({ id, status: "pending" }, raw);
  }

  /** Nobody waits for it any more: where the backend can end a render, it is ended. */
  async #cancel(submission: Submission | undefined): Promise<void> {
    // Only a path: anything else could lead, with the bearer, to another host.
    if (!submission?.cancelPath?.startsWith("/")) return;
    const call = { method: "DELETE", path: submission.cancelPath, kind: "render" } as const;
    await this.#transport.request(call, () => undefined).catch(() => undefined);
  }

  /** `render_<ts>`, never the same twice. */
  #newId(): string {
    this.#lastTime = Math.max(this.#transport.clock.now(), this.#lastTime + 1);
    return `render_${this.#lastTime}`;
  }
}

/** A fault of the backend or of the way there; what it refused for a reason it would refuse again. */
function isWorthRetrying(error: unknown): boolean {
  return NemoError.isInstance(error) && (error.code === "network" || error.code === "backend-error");
}
