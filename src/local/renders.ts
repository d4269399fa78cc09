import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { NemoError, throwIfAborted } from "../errors/index.js";
import { type ConversionSpec, normalizeSpec, planConversion } from "../conversion/index.js";
import { renderPlan } from "../media/index.js";
import { type Draft, isObject } from "../wire/index.js";
import type { Account } from "./accounts.js";
import { badRequest, notFound } from "./api-error.js";
import type { ResolvedLocalOptions } from "./options.js";
import type { Project, StoredMedia } from "./projects.js";
import type { Workspace } from "./workspace.js";

/** A render, from its submission until the backend is closed. */
export interface Job {
  readonly id: string;
  readonly account: Account;
  /** Under which a signed link names the result; nobody can guess it. */
  readonly linkName: string;
  status: "pending" | "processing" | "completed" | "failed";
  percent: number;
  /** Seconds of video a second. */
  speed?: number;
  remainingMs?: number;
  /** Where the result is, once it is completed. */
  path?: string;
  error?: NemoError;
  /** What ffmpeg was given. */
  arguments?: string[];
}

/** The queue of renders: so many at a time, the others in the order in which they came. */
export class Renders {
  readonly #options: ResolvedLocalOptions;
  readonly #workspace: Workspace;
  readonly #jobs = new Map<string, { job: Job; abort: AbortController; ended: Promise<void> }>();
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(options: ResolvedLocalOptions, workspace: Workspace) {
    this.#options = options;
    this.#workspace = workspace;
  }

  /** @param folder a `file:` URL; the result appears there, under a hidden name */
  submit(project: Project, id: string, draft: Draft, folder: string | undefined): Job {
    const key = keyOf(project.account, id);
    if (this.#jobs.has(key)) throw badRequest(`The render id ${id} was used before.`);
    const { media, spec } = contentOf(project, draft);
    const job: Job = {
      id,
      account: project.account,
      linkName: `${crypto.randomUUID()}.mp4`,
      status: "pending",
      percent: 0,
    };
    const abort = new AbortController();
    const ended = this.#run(job, media, spec, folder, abort.signal);
    this.#jobs.set(key, { job, abort, ended });
    return job;
  }

  find(account: Account, id: string): Job {
    const found = this.#jobs.get(keyOf(account, id));
    if (!found) throw notFound("such render");
    return found.job;
  }

  /** Ends a render and removes what it has written. */
  async cancel(account: Account, id: string): Promise<void> {
    const found = this.#jobs.get(keyOf(account, id));
    if (!found) throw notFound("such render");
    found.abort.abort();
    await found.ended;
    if (found.job.path !== undefined) await rm(found.job.path, { force: true });
  }

  async close(): Promise<void> {
    for (const { abort } of this.#jobs.values()) abort.abort();
    await Promise.all([...this.#jobs.values()].map(({ ended }) => ended));
    this.#jobs.clear();
  }

  async #run(
    job: Job,
    media: StoredMedia,
    spec: ConversionSpec,
    folder: string | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    await this.#turn();
    try {
      throwIfAborted(signal);
      const name = `.nemo-converter-${crypto.randomUUID()}.part`;
      const output =
        folder === undefined ? await this.#workspace.newPath(".mp4") : join(fileURLToPath(folder), name);
      job.status = "processing";
      const plan = planConversion(media.info, spec);
      const { arguments: used } = await renderPlan({
        ...this.#options,
        source: media.path,
        info: media.info,
        spec,
        plan,
        output,
        signal,
        onProgress: ({ percent, speed, remainingMs }) => {
          job.percent = Math.max(job.percent, percent ?? 0);
          if (speed !== undefined) job.speed = speed;
          if (remainingMs !== undefined) job.remainingMs = remainingMs;
        },
      });
      Object.assign(job, {
        status: "completed",
        percent: 100,
        path: output,
        arguments: used,
      } satisfies Partial<Job>);
    } catch (error) {
      job.status = "failed";
      job.error = NemoError.isInstance(error) ? error : new NemoError("render-failed", String(error));
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }

  async #turn(): Promise<void> {
    if (this.#running >= this.#options.concurrency) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#running += 1;
  }
}

function keyOf(account: Account, id: string): string {
  return `${account.token} ${id}`;
}

/** The file and the spec that a draft names: in its first track that has both. */
function contentOf(project: Project, draft: Draft): { media: StoredMedia; spec: ConversionSpec } {
  for (const { sg = [], m } of Array.isArray(draft.t) ? draft.t : []) {
    const segment = sg.find(isObject);
    const media = project.media.find(({ id }) => id === segment?.["media"]);
    if (media && isObject(m) && isObject(m["spec"])) return { media, spec: normalizeSpec(m["spec"]) };
  }
  throw badRequest("The draft names no uploaded file with what is to become of it.");
}
