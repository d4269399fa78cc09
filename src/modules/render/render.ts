import { NemoError } from "../../errors/index.js";
import type { Notice, Progress } from "../../options/index.js";
import { poll } from "../../time/index.js";
import type { Transport } from "../../transport/index.js";
import { type Draft, isExportable, parseAnswer, renderAcceptedAnswer } from "../../wire/index.js";
import { type Session, Sessions } from "../session.js";
import { type DownloadOptions, downloadJob, type DownloadResult } from "./download-job.js";
import { isWorthRepeating, renderError, type RenderJob, toRenderJob } from "./render-job.js";

export interface RenderOptions {
  session?: Session;
  signal?: AbortSignal;
  onNotice?: (notice: Notice) => void;
}

export interface SubmitOptions extends RenderOptions {
  /** For a backend with `localFiles`: the folder on whose file system the result is to appear. */
  folder?: URL;
}

export interface WaitOptions extends RenderOptions {
  onProgress?: (progress: Progress) => void;
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
        {
          language: this.#transport.options.language,
        },
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
    const path = `/api/render/proxy/lambda/${encodeURIComponent(id)}`;
    return this.#transport.request({ method: "GET", path, kind: "render", signal }, (value, endpoint) =>
      toRenderJob(id, value, endpoint),
    );
  }

  /**
   * Polls until the render is completed. One that fails is submitted once more, where this instance submitted it; the
   * result then has the new id.
   *
   * @throws NemoError `render-failed`, or `timeout` after `timing.renderTimeoutMs` without progress
   */
  async wait(id: string, options: WaitOptions = {}): Promise<RenderJob> {
    const submission = this.#submissions.get(id);
    const job = await this.#poll(id, options).catch(async (error: unknown) => {
      await this.#cancel(submission);
      throw error;
    });
    this.#submissions.delete(id);
    if (job.status === "completed") return job;
    if (!submission || submission.hasRetried || !isWorthRepeating(job)) throw renderError(job);
    this.#transport.options.logger.info(`Render ${id} failed; trying once more.`, { error: job.error });
    submission.hasRetried = true;
    const { id: newId } = await this.#submit({
      ...submission,
      options: { ...submission.options, ...options },
    });
    return this.wait(newId, options);
  }

  /**
   * Writes a completed render to `path`: under a temporary name, resumed after a cut, checked for its length, then
   * renamed. Never replaces a file unless told to.
   *
   * @throws NemoError `output-exists`, `network`, `disk-full`
   */
  async download(job: RenderJob, path: string, options: DownloadOptions = {}): Promise<DownloadResult> {
    return downloadJob(this.#transport, job, path, options);
  }

  async #submit(submission: Submission): Promise<RenderJob> {
    const { draft, options } = submission;
    const { session, signal, onNotice, folder } = options;
    const id = this.#newId();
    const raw = await this.#sessions.use({ session, signal, onNotice }, ({ id: sessionId }) => {
      const output = { format: "mp4", quality: "high", ...(folder && { folder: folder.href }) };
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
    return { id, status: "pending", raw };
  }

  /** Nobody waits for it any more: where the backend can end a render, it is ended. */
  async #cancel(submission: Submission | undefined): Promise<void> {
    if (submission?.cancelPath === undefined) return;
    const call = { method: "DELETE", path: submission.cancelPath, kind: "render" } as const;
    await this.#transport.request(call, () => undefined).catch(() => undefined);
  }

  /** `render_<ts>`, never the same twice. */
  #newId(): string {
    this.#lastTime = Math.max(this.#transport.clock.now(), this.#lastTime + 1);
    return `render_${this.#lastTime}`;
  }

  #poll(id: string, { signal, onProgress }: WaitOptions): Promise<RenderJob> {
    const { timing, language } = this.#transport.options;
    let percent = 0;
    return poll({
      read: async (pollSignal) => {
        const job = await this.status(id, { signal: pollSignal });
        percent = Math.max(percent, job.status === "completed" ? 100 : (job.percent ?? 0));
        const { speed, remainingMs } = job;
        onProgress?.({
          stage: "render",
          ...(job.percent !== undefined && { percent }),
          ...(speed !== undefined && { speed }),
          ...(remainingMs !== undefined && { remainingMs }),
        });
        return job;
      },
      isDone: ({ status }) => status === "completed" || status === "failed",
      hasMoved: (job, before) => job.percent !== before?.percent || job.status !== before?.status,
      intervalMs: timing.renderPollMs,
      timeoutMs: timing.renderTimeoutMs,
      onTimeout: ({ status }) =>
        new NemoError(
          "timeout",
          `Render ${id} made no progress for ${timing.renderTimeoutMs} ms (${status}).`,
          {
            details: { id, status },
            language,
          },
        ),
      signal,
      clock: this.#transport.clock,
    });
  }
}

function isWorthRetrying(error: unknown): boolean {
  if (!NemoError.isInstance(error)) return false;
  return error.code === "network" || (error.code === "backend-error" && error.isRetryable);
}
