import { dirname } from "node:path";
import type { Queue } from "bullmq";
import type { ConversionSpec } from "../conversion/index.js";
import type { NemoError } from "../errors/index.js";
import type { BatchTask, loadWorkflows } from "../nemo-converter.js";
import { forgetCancellations } from "./cancellations.js";
import type { Connection } from "./connect.js";
import { type FileJob, type FileOutcome, jobId } from "./file-job.js";
import { whyFileStays } from "./file-there.js";
import type { Follower } from "./follower.js";
import type { HeldJob } from "./held-jobs.js";
import { type Ledger, type LedgerEntry, toEntry } from "./ledger.js";
import { makeJob, type Prepared } from "./make-job.js";
import type { EnqueueOptions } from "./queue-options.js";
import { groupId, type QueuedGroups } from "./queued-groups.js";
import { asSourceError, notForOthers } from "./source-errors.js";
import { forgetBatches, joinJobs, takeJob } from "./waiting-batches.js";

type Parts = Awaited<ReturnType<typeof loadWorkflows>>;

export interface ProducerOptions {
  parts: Parts;
  connection: Connection;
  queue: Queue<FileJob, FileOutcome>;
  ledger: Ledger;
  groups: QueuedGroups;
  follower: Follower;
  tally: InstanceType<Parts["Tally"]>;
  batch: string;
  spec: ConversionSpec;
  digest: string;
  /** Undefined where there is none, and files are of a kind by their names. */
  ffprobe: string | undefined;
  options: EnqueueOptions;
}

// Each reads megabytes and starts ffprobe.
const lookedAtOnce = 8;

/** Enqueues files: each content once for each wish and folder, none that was done before, one of each kind first. */
export class Producer {
  readonly #with: ProducerOptions;
  /** Groups that were met in this run, and whether their canary has passed. */
  readonly #met = new Map<string, boolean>();

  constructor(options: ProducerOptions) {
    this.#with = options;
  }

  async enqueue(tasks: readonly BatchTask[]): Promise<void> {
    const { batch, ledger, follower, connection } = this.#with;
    const prepared: Prepared[] = [];
    for (let at = 0; at < tasks.length; at += lookedAtOnce) {
      const some = tasks.slice(at, at + lookedAtOnce).map((task) => this.#prepare(task));
      prepared.push(...(await Promise.all(some)).filter((each) => each !== undefined));
    }
    if (prepared.length === 0) return;
    const known = await ledger.enter(prepared.map((each) => [each.job, toEntry(each.task, each.group)]));
    const own: Prepared[] = [];
    for (const [index, each] of prepared.entries()) {
      const { job, task, group } = each;
      const before = known[index];
      if (before && (before.input !== task.entry.name || follower.has(job)))
        await this.#repeated(task, before);
      else {
        follower.follow(job, task, group);
        own.push(each);
      }
    }
    await joinJobs(
      connection,
      batch,
      own.map(({ job }) => job),
    );
    const states = await Promise.all(own.map((each) => this.#makeRoom(each)));
    const added = own.filter((_, index) => states[index] === "new");
    const names = added.map(({ job }) => job);
    await forgetCancellations(connection, names);
    await this.#add(added);
    for (const { job } of own) follower.queued(job);
  }

  /** Undefined for what needs no job, or cannot be one; that is told. */
  async #prepare(task: BatchTask): Promise<Prepared | undefined> {
    const { parts, digest, spec, ffprobe, options } = this.#with;
    if (task.leftOut !== undefined) {
      await this.#leaveOut(task, task.leftOut);
      return undefined;
    }
    let source: string | undefined;
    try {
      source = await parts.sourceIdentity(task.entry.input);
      if (source === undefined) throw notForOthers(task);
    } catch (error) {
      await this.#refuse(task, asSourceError(error, task));
      return undefined;
    }
    const prepared = { task, source, job: jobId({ source, digest, folder: dirname(task.output) }) };
    if (await this.#isResult(task.output, source)) {
      await this.#skip(prepared, `It was done before: ${task.output}`, task.output);
      return undefined;
    }
    const why = await whyFileStays(task.output, options);
    if (why !== undefined) {
      await this.#skip(prepared, why, task.output);
      return undefined;
    }
    if (options.canary === false) return prepared;
    await parts.groupTask(task, { spec, ffprobe, signal: options.signal });
    return { ...prepared, ...(task.group !== undefined && { group: groupId(task.group, digest) }) };
  }

  /** Whether a job can be added: one that came to its end is removed, unless its result is still there. */
  async #makeRoom(prepared: Prepared): Promise<"new" | "queued" | "done"> {
    const { job, source } = prepared;
    const { batch, connection, queue, follower } = this.#with;
    const state = await queue.getJobState(job);
    if (state === "unknown") return "new";
    if (state !== "completed" && state !== "failed") return "queued";
    const before = await queue.getJob(job);
    const path = state === "failed" ? undefined : before?.returnvalue.path;
    if (path !== undefined && (await this.#isResult(path, source))) {
      follower.drop(job);
      await forgetBatches(connection, job);
      await this.#skip(prepared, `It was done before: ${path}`, path);
      return "done";
    }
    if (state === "failed" && before?.data.sent) prepared.sent = before.data.sent;
    await queue.remove(job);
    await takeJob(connection, batch, job);
    return "new";
  }

  async #isResult(path: string, source: string): Promise<boolean> {
    const { parts, digest } = this.#with;
    const mark = await parts.markOf(path);
    return mark?.source === source && mark?.spec === digest;
  }

  /** Those of groups whose canary is still to pass are held back. */
  async #add(files: readonly Prepared[]): Promise<void> {
    const { queue, groups, follower } = this.#with;
    const free: HeldJob["job"][] = [];
    const held = new Map<string, HeldJob[]>();
    for (const file of files) {
      const { group } = file;
      const made = makeJob(file, this.#with);
      if (group === undefined || this.#met.get(group)) free.push(made.job);
      else held.set(group, [...(held.get(group) ?? []), made]);
    }
    if (free.length > 0) await queue.addBulk(free);
    for (const [group, jobs] of held) {
      if (!this.#met.has(group)) await groups.renew(group);
      const { outcome } = await groups.hold(
        group,
        files.find((file) => file.group === group)?.task.group ?? "",
        jobs,
      );
      this.#met.set(group, outcome === "passed");
      // Those of a group that was given up are told of at once.
      if (typeof outcome === "object") for (const { job } of jobs) follower.look(job.opts.jobId);
    }
  }

  /** The same content comes twice: for one folder, one result. */
  async #repeated(task: BatchTask, { input, output }: LedgerEntry): Promise<void> {
    await this.#skip({ task }, `It is the same as ${input}, whose result is ${output}`, output);
  }

  /** `job` is its own, which another file of the same content may have. */
  async #skip(
    { task, job }: Pick<Prepared, "task"> & Partial<Prepared>,
    reason: string,
    output: string,
  ): Promise<void> {
    const { ledger, tally } = this.#with;
    await ledger.note({ ...toEntry(task), output, skipped: reason }, job);
    await tally.skipped(task, { reason, output });
  }

  async #leaveOut(task: BatchTask, reason: string): Promise<void> {
    const { ledger, tally } = this.#with;
    await ledger.note(toEntry(task));
    await tally.skipped(task, { reason });
  }

  async #refuse(task: BatchTask, error: NemoError): Promise<void> {
    const { ledger, tally } = this.#with;
    await ledger.note({ ...toEntry(task), error: error.toJSON() });
    await tally.failed(task, error, false);
  }
}
