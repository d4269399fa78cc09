import type { Job, Queue } from "bullmq";
import { NemoError } from "../errors/index.js";
import type { BatchTask, loadWorkflows } from "../nemo-converter.js";
import type { Connection } from "./connect.js";
import { errorOf, type FileJob, type FileOutcome, reviveError } from "./file-job.js";
import type { GroupRecord, QueuedGroups } from "./queued-groups.js";

type Parts = Awaited<ReturnType<typeof loadWorkflows>>;

export interface TellerOptions {
  batch: string;
  connection: Connection;
  queue: Queue<FileJob, FileOutcome>;
  groups: QueuedGroups;
  tally: InstanceType<Parts["Tally"]>;
  parts: Parts;
}

/** A job that is followed. */
export interface Followed {
  job: string;
  task: BatchTask;
  /** Of files of its kind, where there is a canary. */
  group?: string;
  isStarted: boolean;
  /** Whether its job is in the queue, or held back, for certain. */
  isQueued: boolean;
}

/** What is to be said of a job. */
export type Finding =
  | { kind: "open" }
  | { kind: "active" }
  | { kind: "gone" }
  | { kind: "given-up"; record: GroupRecord }
  | { kind: "over"; found: Job<FileJob, FileOutcome>; outcome: FileOutcome | NemoError };

/** Finds out what became of jobs, and says it. */
export class JobTeller {
  readonly #with: TellerOptions;

  constructor(options: TellerOptions) {
    this.#with = options;
  }

  /** What became of a job; asked of many at once, it is about one exchange with Redis. */
  async find({ job, group, isQueued }: Followed): Promise<Finding> {
    const { queue, groups } = this.#with;
    // First this and then the queue: what leaves here is there already.
    if (group !== undefined && (await groups.held(group).has(job))) {
      const record = await groups.find(group);
      return typeof record?.outcome === "object" ? { kind: "given-up", record } : { kind: "open" };
    }
    const state = await queue.getJobState(job);
    if (state === "active") return { kind: "active" };
    if (state === "unknown" && isQueued) return { kind: "gone" };
    if (state !== "completed" && state !== "failed") return { kind: "open" };
    const found = await queue.getJob(job);
    // It may have been enqueued anew between the two questions.
    if (!found || found.finishedOn === undefined) return { kind: "open" };
    const { returnvalue, data, failedReason } = found;
    return {
      kind: "over",
      found,
      outcome: state === "completed" ? returnvalue : errorOf(data, failedReason),
    };
  }

  async start(followed: Followed): Promise<void> {
    if (followed.isStarted) return;
    followed.isStarted = true;
    await this.#with.tally.started(followed.task);
  }

  /**
   * Says how a job came out.
   *
   * @returns whether others of its group are given up with it
   */
  async end(followed: Followed, finding: Exclude<Finding, { kind: "open" | "active" }>): Promise<boolean> {
    if (finding.kind === "over") return this.#over(followed, finding);
    if (finding.kind === "given-up") await this.#givenUp(followed, finding.record);
    else await this.#gone(followed);
    return false;
  }

  /**
   * Takes a job out of the queue, unless somebody works on it. Of what was paid for it nobody knows from then on but who hears it
   * here.
   */
  async takeOut({ job, task }: Followed): Promise<boolean> {
    const { queue, tally, parts } = this.#with;
    const sent = (await queue.getJob(job))?.data.sent;
    if ((await queue.remove(job)) !== 1) return false;
    if (!sent) return true;
    const message = `${task.entry.name} was taken back after its message was sent.`;
    const error = parts.inProject(new NemoError("aborted", message), { id: sent.sessionId }, "en");
    await tally.failed(task, error, false);
    return true;
  }

  async #over(followed: Followed, { found, outcome }: Finding & { kind: "over" }): Promise<boolean> {
    const { tally, groups } = this.#with;
    const { task, group, job } = followed;
    const isError = NemoError.isInstance(outcome);
    if (!isError && "skipped" in outcome) {
      if (group !== undefined) await groups.settle(group, job, "skipped");
      await tally.skipped(task, { reason: outcome.skipped, output: outcome.path });
      return false;
    }
    await this.start(followed);
    const verdict = isError ? outcome : "passed";
    const record = group === undefined ? undefined : await groups.settle(group, job, verdict);
    const isCanary = record?.canary === job;
    const { finishedOn = 0, processedOn = finishedOn } = found;
    task.startedAt = performance.now() - (finishedOn - processedOn);
    if (isError) await tally.failed(task, outcome, isCanary);
    else await tally.done(task, outcome, isCanary);
    return isCanary && isError;
  }

  /** One whose group's canary failed, before it was in the queue. */
  async #givenUp({ task }: Followed, { input, name, outcome }: GroupRecord): Promise<void> {
    const { tally, parts } = this.#with;
    const error = reviveError(typeof outcome === "object" ? outcome : {});
    await tally.failed(task, parts.canaryFailed(input, name, error), false);
  }

  /** Somebody removed it, or it was done so long ago that the queue has forgotten it. */
  async #gone({ job, task }: Followed): Promise<void> {
    const { tally, parts } = this.#with;
    const { output } = task;
    if (await parts.markOf(output)) {
      await tally.skipped(task, { reason: `It was done before: ${output}`, output });
      return;
    }
    const message = `${task.entry.name} was taken out of the queue before it was converted.`;
    await tally.failed(task, new NemoError("aborted", message, { details: { job } }), false);
  }
}
