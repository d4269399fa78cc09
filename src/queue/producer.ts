import { dirname } from "node:path";
import type { Queue } from "bullmq";
import type { ConversionSpec } from "../conversion/index.js";
import { NemoError } from "../errors/index.js";
import type { BatchTask, ConversionResult, loadWorkflows } from "../nemo-converter.js";
import { forgetCancellations } from "./cancellations.js";
import type { Connection } from "./connect.js";
import { type FileJob, jobId, toJobOptions } from "./file-job.js";
import type { Follower } from "./follower.js";
import type { Ledger, LedgerEntry } from "./ledger.js";
import type { EnqueueOptions } from "./queue-options.js";

type Parts = Awaited<ReturnType<typeof loadWorkflows>>;

export interface ProducerOptions {
  parts: Parts;
  connection: Connection;
  queue: Queue<FileJob, ConversionResult>;
  ledger: Ledger;
  follower: Follower;
  tally: InstanceType<Parts["Tally"]>;
  batch: string;
  spec: ConversionSpec;
  digest: string;
  options: EnqueueOptions;
}

interface Prepared {
  task: BatchTask;
  job: string;
  /** What its source is known by. */
  source: string;
}

// What is finished is kept for batches that are followed later; results themselves say for ever what they are.
const keptSeconds = 7 * 24 * 3600;
const mostResultsKept = 10_000;

/** Enqueues files: each content once for each wish and folder, and none that was done before. */
export class Producer {
  readonly #with: ProducerOptions;

  constructor(options: ProducerOptions) {
    this.#with = options;
  }

  async enqueue(tasks: readonly BatchTask[]): Promise<void> {
    const { ledger, follower, connection } = this.#with;
    const prepared = (await Promise.all(tasks.map((task) => this.#prepare(task)))).filter(
      (each) => each !== undefined,
    );
    if (prepared.length === 0) return;
    const known = await ledger.enter(prepared.map(({ job, task }) => [job, toEntry(task)]));
    const own: Prepared[] = [];
    for (const [index, each] of prepared.entries()) {
      const { job, task } = each;
      const before = known[index];
      if (before && (before.input !== task.entry.name || follower.has(job)))
        await this.#repeated(task, before);
      else {
        follower.follow(job, task);
        own.push(each);
      }
    }
    const states = await Promise.all(own.map((each) => this.#makeRoom(each)));
    const added = own.filter((_, index) => states[index] === "new");
    await forgetCancellations(
      connection,
      added.map(({ job }) => job),
    );
    await this.#add(added);
    for (const { job } of own) follower.queued(job);
  }

  /** Undefined for what needs no job, or cannot be one; that is told. */
  async #prepare(task: BatchTask): Promise<Prepared | undefined> {
    const { parts, digest } = this.#with;
    let source: string | undefined;
    try {
      source = await parts.sourceIdentity(task.entry.input);
      if (source === undefined) throw notForOthers(task);
    } catch (error) {
      await this.#refuse(task, asSourceError(error, task));
      return undefined;
    }
    if (await this.#isResult(task.output, source)) {
      await this.#skip(task, `It was done before: ${task.output}`, task.output);
      return undefined;
    }
    return { task, source, job: jobId({ source, digest, folder: dirname(task.output) }) };
  }

  /** Whether a job can be added: one that came to its end is removed, unless its result is still there. */
  async #makeRoom({ job, task, source }: Prepared): Promise<"new" | "queued" | "done"> {
    const { queue, follower } = this.#with;
    const state = await queue.getJobState(job);
    if (state === "unknown") return "new";
    if (state !== "completed" && state !== "failed") return "queued";
    const path = state === "completed" ? (await queue.getJob(job))?.returnvalue.path : undefined;
    if (path !== undefined && (await this.#isResult(path, source))) {
      follower.drop(job);
      await this.#skip(task, `It was done before: ${path}`, path);
      return "done";
    }
    await queue.remove(job);
    return "new";
  }

  async #isResult(path: string, source: string): Promise<boolean> {
    const { parts, digest } = this.#with;
    const mark = await parts.markOf(path);
    return mark?.source === source && mark?.spec === digest;
  }

  async #add(files: readonly Prepared[]): Promise<void> {
    const { queue, batch, spec, options } = this.#with;
    const { attempts = 3, backoffMs = 5000 } = options;
    const jobs = files.map(({ job, task }) => ({
      name: "convert",
      data: {
        ...{ batch, spec, output: task.output },
        source: task.path ?? task.entry.name,
        options: toJobOptions(options),
      },
      opts: {
        ...{ jobId: job, attempts, stackTraceLimit: 1 },
        backoff: { type: "exponential", delay: backoffMs },
        removeOnComplete: { age: keptSeconds, count: mostResultsKept },
        removeOnFail: { age: keptSeconds },
      },
    }));
    if (jobs.length > 0) await queue.addBulk(jobs);
  }

  /** The same content comes twice: for one folder, one result. */
  async #repeated(task: BatchTask, { input, output }: LedgerEntry): Promise<void> {
    await this.#skip(task, `It is the same as ${input}, whose result is ${output}`, output);
  }

  async #skip(task: BatchTask, reason: string, output: string): Promise<void> {
    const { ledger, tally } = this.#with;
    await ledger.note({ ...toEntry(task), output, skipped: reason });
    await tally.skipped(task, { reason, output });
  }

  async #refuse(task: BatchTask, error: NemoError): Promise<void> {
    const { ledger, tally } = this.#with;
    await ledger.note({ ...toEntry(task), error: error.toJSON() });
    await tally.failed(task, error, false);
  }
}

function toEntry({ entry, output, bytes }: BatchTask): LedgerEntry {
  return { input: entry.name, output, ...(bytes !== undefined && { bytes }) };
}

function notForOthers({ entry }: BatchTask): NemoError {
  return new NemoError(
    "invalid-request",
    `${entry.name} is a Blob or a stream, which no other machine can read; use a path on shared storage or a URL.`,
  );
}

function asSourceError(error: unknown, { entry }: BatchTask): NemoError {
  if (NemoError.isInstance(error)) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  return new NemoError("source-missing", `${entry.name} cannot be read: ${message}`, {
    details: { path: entry.name, systemCode: code },
  });
}
