import { type Queue, QueueEvents } from "bullmq";
import { NemoError } from "../errors/index.js";
import type { BatchTask, ConversionResult, loadWorkflows } from "../nemo-converter.js";
import type { Progress } from "../options/index.js";
import { requestCancellation } from "./cancellations.js";
import type { Connection } from "./connect.js";
import { type FileJob, reviveError } from "./file-job.js";
import { redisError } from "./redis-error.js";

type Parts = Awaited<ReturnType<typeof loadWorkflows>>;

export interface FollowerOptions {
  connection: Connection;
  queue: Queue<FileJob, ConversionResult>;
  tally: InstanceType<Parts["Tally"]>;
  markOf: Parts["markOf"];
}

interface Followed {
  task: BatchTask;
  isStarted: boolean;
  /** Whether its job is in the queue for certain. */
  isQueued: boolean;
}

// Events can be missed: Redis keeps the last ten thousand. So jobs are looked at, too, these many in each round.
const roundMs = 1000;
const lookedAtInRound = 200;
const mostProgressBehind = 64;

/** Tells what becomes of the jobs that it knows, each once. */
export class Follower {
  readonly #with: FollowerOptions;
  readonly #listening: Connection["redis"];
  readonly #events: QueueEvents;
  readonly #open = new Map<string, Followed>();
  readonly #pending = new Set<string>();
  #work: Promise<void> = Promise.resolve();
  #rounds: NodeJS.Timeout | undefined;
  #failure: NemoError | undefined;
  #changed: (() => void)[] = [];

  constructor(options: FollowerOptions) {
    this.#with = options;
    const { redis, name, prefix } = options.connection;
    // Waiting for events blocks a connection.
    this.#listening = redis.duplicate({ lazyConnect: false });
    this.#listening.on("error", () => undefined);
    this.#events = new QueueEvents(name, { connection: this.#listening, prefix });
    this.#events.on("error", () => undefined);
    for (const name of ["active", "completed", "failed", "removed"] as const) {
      this.#events.on(name, ({ jobId }: { jobId: string }) => this.look(jobId));
    }
    this.#events.on("progress", ({ jobId, data }) => this.#progressed(jobId, data as unknown as Progress));
    this.#rounds = setInterval(() => this.#round(), roundMs);
  }

  has(job: string): boolean {
    return this.#open.has(job);
  }

  /** Before its job is enqueued, so that nothing of it is missed. */
  follow(job: string, task: BatchTask): void {
    this.#open.set(job, { task, isStarted: false, isQueued: false });
  }

  queued(job: string): void {
    const followed = this.#open.get(job);
    if (followed) followed.isQueued = true;
  }

  /** Of what became of it was told by somebody else. */
  drop(job: string): void {
    this.#open.delete(job);
  }

  /** Waits until at most so many jobs are open. */
  async until(most: number, signal: AbortSignal): Promise<void> {
    const wake = () => this.#wake();
    signal.addEventListener("abort", wake);
    try {
      while (this.#open.size > most && !signal.aborted) {
        if (this.#failure) throw this.#failure;
        await new Promise<void>((resolve) => this.#changed.push(resolve));
      }
      if (this.#failure) throw this.#failure;
    } finally {
      signal.removeEventListener("abort", wake);
    }
  }

  /** Takes the jobs out of the queue that nobody has begun, and has the others stopped. */
  async takeBack(): Promise<void> {
    const { queue, connection } = this.#with;
    const left: string[] = [];
    for (const [job, followed] of [...this.#open]) {
      await this.#look(job);
      if (!this.#open.delete(job)) continue;
      if ((await queue.remove(job)) === 1) continue;
      // Whoever works on a job holds its lock, and it stays.
      this.#open.set(job, followed);
      left.push(job);
    }
    await requestCancellation(connection, left);
    this.#wake();
  }

  async close(): Promise<void> {
    clearInterval(this.#rounds);
    this.#open.clear();
    await this.#work;
    await this.#events.close();
    this.#listening.disconnect();
  }

  #round(): void {
    for (const job of [...this.#open.keys()].slice(0, lookedAtInRound)) {
      const followed = this.#open.get(job)!;
      this.#open.delete(job);
      this.#open.set(job, followed);
      this.look(job);
    }
  }

  /** Asks for what became of a job, before an event says so. */
  look(job: string): void {
    if (!this.#open.has(job) || this.#pending.has(job)) return;
    this.#pending.add(job);
    this.#work = this.#work
      .then(() => {
        this.#pending.delete(job);
        return this.#look(job);
      })
      .catch((error: unknown) => {
        this.#failure ??= redisError(error, this.#with.connection.url);
        this.#wake();
      });
  }

  async #look(job: string): Promise<void> {
    const followed = this.#open.get(job);
    if (!followed) return;
    const { queue, tally } = this.#with;
    const state = await queue.getJobState(job);
    if (state === "active") await this.#start(followed);
    if (state === "unknown" && followed.isQueued) await this.#gone(job, followed);
    if (state !== "completed" && state !== "failed") return;
    const found = await queue.getJob(job);
    // It may have been enqueued anew between the two questions.
    if (!found || found.finishedOn === undefined || !this.#open.delete(job)) return;
    await this.#start(followed);
    if (state === "completed") await tally.done(followed.task, found.returnvalue, false);
    else await tally.failed(followed.task, errorOf(found.data, found.failedReason), false);
    this.#wake();
  }

  async #start(followed: Followed): Promise<void> {
    if (followed.isStarted) return;
    followed.isStarted = true;
    await this.#with.tally.started(followed.task);
  }

  #progressed(job: string, progress: Progress): void {
    const followed = this.#open.get(job);
    if (followed?.isStarted && this.#pending.size < mostProgressBehind) {
      this.#with.tally.progressed(followed.task, progress);
    }
  }

  /** Somebody removed it, or it was done so long ago that the queue has forgotten it. */
  async #gone(job: string, { task }: Followed): Promise<void> {
    this.#open.delete(job);
    const { tally, markOf } = this.#with;
    const { output } = task;
    if (await markOf(output)) await tally.skipped(task, { reason: `It was done before: ${output}`, output });
    else {
      const message = `${task.entry.name} was taken out of the queue before it was converted.`;
      await tally.failed(task, new NemoError("aborted", message, { details: { job } }), false);
    }
    this.#wake();
  }

  #wake(): void {
    for (const resolve of this.#changed.splice(0)) resolve();
  }
}

function errorOf({ error, source }: FileJob, reason: string): NemoError {
  if (error) return reviveError(error);
  return new NemoError("outcome-unknown", `${source} was given up: ${reason}.`, {
    charged: "unknown",
    action: {
      kind: "report",
      message: "Its workers ended in the middle of it: see their logs, then enqueue it again.",
    },
  });
}
