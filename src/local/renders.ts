import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { NemoError, throwIfAborted } from "../errors/index.js";
import { placeTrim, planConversion, uniqueLosses } from "../conversion/index.js";
import { type RenderProgress, renderTimeline, renderVariants } from "../media/index.js";
import { processToken } from "../options/index.js";
import type { Draft } from "../wire/index.js";
import type { Account } from "./accounts.js";
import { badRequest, notFound } from "./api-error.js";
import type { Job, RenderResult } from "./job.js";
import type { ResolvedLocalOptions } from "./options.js";
import type { Project } from "./projects.js";
import { type Content, readContent, type RenderLimits } from "./render-content.js";
import { renderOne } from "./render-one.js";
import type { Workspace } from "./workspace.js";

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
    const content = readContent(draft, project.media);
    const job: Job = {
      id,
      account: project.account,
      status: "pending",
      percent: 0,
      results: [],
      warnings: [],
      losses: [],
      news: new EventTarget(),
    };
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
      job.news.dispatchEvent(new Event("news"));
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }

  async #render(
    job: Job,
    content: Content,
    limits: RenderLimits,
    signal: AbortSignal,
  ): Promise<RenderResult[]> {
    const run = { ...this.#options, signal, onProgress: (progress: RenderProgress) => follow(job, progress) };
    return content.kind === "montage"
      ? this.#renderMontage(job, content, limits, run)
      : this.#renderSource(job, content, limits, run);
  }

  async #renderMontage(
    job: Job,
    content: Extract<Content, { kind: "montage" }>,
    { folder, mostBytes, threads }: RenderLimits,
    run: Run,
  ): Promise<RenderResult[]> {
    const output = await this.#newOutput(folder);
    const newPath = () => this.#workspace.newPath();
    const made = await renderTimeline({ ...run, ...content, output, newPath, mostBytes, threads });
    job.warnings.push(...made.warnings);
    job.losses = made.losses;
    return [{ path: output, linkName: newLinkName(), arguments: made.arguments }];
  }

  async #renderSource(
    job: Job,
    { media, specs }: Extract<Content, { kind: "source" }>,
    { folder, mostBytes, threads, isResumable = false }: RenderLimits,
    run: Run,
  ): Promise<RenderResult[]> {
    const variants = specs.map(async ([name, asked]) => {
      const spec = placeTrim(asked, media.info);
      const plan = planConversion(media.info, spec);
      return { name: name ?? "", spec, plan, output: await this.#newOutput(folder) };
    });
    const planned = await Promise.all(variants);
    job.losses = uniqueLosses(planned.flatMap(({ plan }) => plan.losses));
    const from = { ...run, source: media.path, info: media.info };
    const made =
      specs.length > 1
        ? await renderVariants({ ...from, variants: planned })
        : [
            await renderOne(
              { ...from, ...planned[0]!, mostBytes, threads },
              isResumable ? folder : undefined,
            ),
          ];
    return planned.map(({ output }, position) => ({
      ...made[position]!,
      ...(specs[position]![0] !== undefined && { variant: specs[position]![0] }),
      path: output,
      linkName: newLinkName(),
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

/** What all renders are given. */
type Run = ResolvedLocalOptions & { signal: AbortSignal; onProgress: (progress: RenderProgress) => void };

function follow(job: Job, { percent, speed, remainingMs }: RenderProgress): void {
  job.percent = Math.max(job.percent, percent ?? 0);
  if (speed !== undefined) job.speed = speed;
  if (remainingMs !== undefined) job.remainingMs = remainingMs;
  job.news.dispatchEvent(new Event("news"));
}

function newLinkName(): string {
  return `${crypto.randomUUID()}.mp4`;
}

function keyOf(account: Account, id: string): string {
  return `${account.token} ${id}`;
}
