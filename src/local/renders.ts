import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { NemoError, throwIfAborted } from "../errors/index.js";
import {
  type ConversionSpec,
  normalizeSpec,
  planConversion,
  readVariants,
  type VariantSpecs,
} from "../conversion/index.js";
import { renderVariants } from "../media/index.js";
import { type Draft, isObject } from "../wire/index.js";
import { processToken } from "../options/index.js";
import type { Account } from "./accounts.js";
import { badRequest, notFound } from "./api-error.js";
import type { ResolvedLocalOptions } from "./options.js";
import type { Project, StoredMedia } from "./projects.js";
import { renderOne } from "./render-one.js";
import type { Workspace } from "./workspace.js";

/** A render, from its submission until the backend is closed. */
export interface Job {
  readonly id: string;
  readonly account: Account;
  status: "pending" | "processing" | "completed" | "failed";
  percent: number;
  /** Seconds of video a second. */
  speed?: number;
  remainingMs?: number;
  /** Once it is completed: one, or one for each variant, by its name. */
  results: RenderResult[];
  error?: NemoError;
}

export interface RenderResult {
  /** Undefined where there is but one. */
  variant?: string;
  path: string;
  /** Under which a signed link names it; nobody can guess it. */
  linkName: string;
  /** What ffmpeg was given. */
  arguments: string[];
}

/** What of a render's request is for the embedded backend alone. */
export interface RenderLimits {
  /** A `file:` URL; the results appear there, under hidden names. */
  folder?: string;
  /** A render of one result that must become larger ends early. */
  mostBytes?: number;
  /** How many threads the encoder may use. Default: as many as it likes. */
  threads?: number;
  /** Whether a long encode of one result keeps its progress in the folder. */
  isResumable?: boolean;
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

  submit(project: Project, id: string, draft: Draft, limits: RenderLimits): Job {
    const key = keyOf(project.account, id);
    if (this.#jobs.has(key)) throw badRequest(`The render id ${id} was used before.`);
    const content = contentOf(project, draft);
    const job: Job = { id, account: project.account, status: "pending", percent: 0, results: [] };
    const abort = new AbortController();
    const ended = this.#run(job, content, limits, abort.signal);
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
    await Promise.all(found.job.results.map(({ path }) => rm(path, { force: true })));
  }

  async close(): Promise<void> {
    for (const { abort } of this.#jobs.values()) abort.abort();
    await Promise.all([...this.#jobs.values()].map(({ ended }) => ended));
    this.#jobs.clear();
  }

  async #run(job: Job, content: Content, limits: RenderLimits, signal: AbortSignal): Promise<void> {
    await this.#turn();
    try {
      throwIfAborted(signal);
      job.status = "processing";
      const results = await this.#render(job, content, limits, signal);
      Object.assign(job, { status: "completed", percent: 100, results } satisfies Partial<Job>);
    } catch (error) {
      job.status = "failed";
      job.error = NemoError.isInstance(error) ? error : new NemoError("render-failed", String(error));
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }

  async #render(
    job: Job,
    { media, specs }: Content,
    { folder, mostBytes, threads, isResumable = false }: RenderLimits,
    signal: AbortSignal,
  ): Promise<RenderResult[]> {
    const variants = specs.map(async ([name, spec]) => {
      const plan = planConversion(media.info, spec);
      return { name: name ?? "", spec, plan, output: await this.#newOutput(folder) };
    });
    const planned = await Promise.all(variants);
    const run = {
      ...this.#options,
      source: media.path,
      info: media.info,
      signal,
      onProgress: ({
        percent,
        speed,
        remainingMs,
      }: {
        percent?: number;
        speed?: number;
        remainingMs?: number;
      }) => {
        job.percent = Math.max(job.percent, percent ?? 0);
        if (speed !== undefined) job.speed = speed;
        if (remainingMs !== undefined) job.remainingMs = remainingMs;
      },
    };
    const made =
      specs.length > 1
        ? await renderVariants({ ...run, variants: planned })
        : [await renderOne({ ...run, ...planned[0]!, mostBytes, threads }, isResumable ? folder : undefined)];
    return planned.map(({ output }, position) => ({
      ...made[position]!,
      ...(specs[position]![0] !== undefined && { variant: specs[position]![0] }),
      path: output,
      linkName: `${crypto.randomUUID()}.mp4`,
    }));
  }

  async #newOutput(folder: string | undefined): Promise<string> {
    if (folder === undefined) return this.#workspace.newPath(".mp4");
    return join(fileURLToPath(folder), `.nemo-converter.${processToken()}-${crypto.randomUUID()}.part`);
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

/** A source and what is to become of it; a single result has no name. */
interface Content {
  media: StoredMedia;
  specs: [string | undefined, ConversionSpec][];
}

/** The file and the specs that a draft names: in its first track that has both. */
function contentOf(project: Project, draft: Draft): Content {
  for (const { sg = [], m } of Array.isArray(draft.t) ? draft.t : []) {
    const segment = sg.find(isObject);
    const media = project.media.find(({ id }) => id === segment?.["media"]);
    if (!media || !isObject(m)) continue;
    if (isObject(m["spec"])) return { media, specs: [[undefined, normalizeSpec(m["spec"])]] };
    const variants: VariantSpecs | undefined = readVariants(m["variants"]);
    if (variants) return { media, specs: Object.entries(variants) };
  }
  throw badRequest("The draft names no uploaded file with what is to become of it.");
}
