import type { Job, Queue } from "bullmq";
import { NemoError } from "../errors/index.js";
import type { BatchTask, ConversionResult, loadWorkflows } from "../nemo-converter.js";
import type { Connection } from "./connect.js";
import { errorOf, type FileJob, reviveError } from "./file-job.js";
import type { GroupRecord, QueuedGroups } from "./queued-groups.js";

type Parts = Awaited<ReturnType<typeof loadWorkflows>>;

export interface TellerOptions {
  connection: Connection;
  queue: Queue<FileJob, ConversionResult>;
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
  | { kind: "over"; found: Job<FileJob, ConversionResult>; isDone: boolean };

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
    return { kind: "over", found, isDone: state === "completed" };
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

  async #over(followed: Followed, { found, isDone }: Finding & { kind: "over" }): Promise<boolean> {
    const { tally, groups } = this.#with;
    const { task, group, job } = followed;
    await this.start(followed);
    const error = isDone ? undefined : errorOf(found.data, found.failedReason);
    const record = group === undefined ? undefined : await groups.settle(group, job, error);
    const isCanary = record?.canary === job;
    const { finishedOn = 0, processedOn = finishedOn } = found;
    task.startedAt = performance.now() - (finishedOn - processedOn);
    if (!error) await tally.done(task, found.returnvalue, isCanary);
    else await tally.failed(task, error, isCanary);
    return isCanary && error !== undefined;
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
