import { QueueEvents } from "bullmq";
import type { NemoError } from "../errors/index.js";
import type { BatchTask } from "../nemo-converter.js";
import type { Progress } from "../options/index.js";
import { requestCancellation } from "./cancellations.js";
import type { Connection } from "./connect.js";
import { firstOf } from "./first-of.js";
import { type Finding, type Followed, JobTeller, type TellerOptions } from "./job-teller.js";
import { redisError } from "./redis-error.js";
import { leaveJob } from "./waiting-batches.js";
import { WorkersWatch } from "./workers-watch.js";

// Events can be missed: Redis keeps the last ten thousand. So jobs are looked at, too, these many in each round.
const roundMs = 1000;
const lookedAtInRound = 200;
const lookedAtOnce = 32;
const mostProgressBehind = 64;

/** Tells what becomes of the jobs that it knows, each once. */
export class Follower {
  readonly #with: TellerOptions;
  readonly #teller: JobTeller;
  readonly #listening: Connection["redis"];
  readonly #events: QueueEvents;
  readonly #workers: WorkersWatch;
  readonly #open = new Map<string, Followed>();
  readonly #pending = new Set<string>();
  /** Jobs that are no longer open and not yet told of. */
  #telling = 0;
  #work: Promise<void> = Promise.resolve();
  #isLooking = false;
  #rounds: NodeJS.Timeout | undefined;
  #failure: NemoError | undefined;
  #changed: (() => void)[] = [];

  constructor(options: TellerOptions) {
    this.#with = options;
    this.#teller = new JobTeller(options);
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
    this.#workers = new WorkersWatch(options.connection, options.queue);
    this.#rounds = setInterval(() => this.#round(), roundMs);
  }

  /** Why all workers gave up, if they did. */
  get stopped(): NemoError | undefined {
    return this.#workers.stopped;
  }

  has(job: string): boolean {
    return this.#open.has(job);
  }

  /** Before its job is enqueued, so that nothing of it is missed. */
  follow(job: string, task: BatchTask, group?: string): void {
    const isNew = { isStarted: false, isQueued: false };
    this.#open.set(job, { job, task, ...isNew, ...(group !== undefined && { group }) });
  }

  queued(job: string): void {
    const followed = this.#open.get(job);
    if (followed) followed.isQueued = true;
  }

  /** Of what became of it was told by somebody else. */
  drop(job: string): void {
    this.#open.delete(job);
  }

  /** Waits until at most so many jobs are open, or nobody works on them any more. */
  async until(most: number, signal: AbortSignal): Promise<void> {
    const wake = () => this.#wake();
    signal.addEventListener("abort", wake);
    try {
      while (this.#open.size + this.#telling > most && !signal.aborted) {
        if (this.#failure) throw this.#failure;
        await new Promise<void>((resolve) => this.#changed.push(resolve));
      }
      if (this.#failure) throw this.#failure;
    } finally {
      signal.removeEventListener("abort", wake);
    }
  }

  /** Takes the jobs out of the queue that nobody has begun, and has the others stopped; but for those of other batches, too. */
  async takeBack(): Promise<void> {
    const { connection, groups, batch } = this.#with;
    const left: string[] = [];
    // What is held back first, or a canary that passes would let it go.
    for (const { job, group } of this.#open.values()) {
      if (group !== undefined) await groups.held(group).remove([job]);
    }
    for (const [job, followed] of [...this.#open]) {
      const finding = await this.#teller.find({ ...followed, isQueued: false });
      if (finding.kind === "over") await this.#say(followed, finding);
      if (!this.#open.delete(job)) continue;
      if ((await leaveJob(connection, batch, job)) || (await this.#teller.takeOut(followed))) continue;
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
    for (const job of firstOf(this.#open.keys(), lookedAtInRound)) {
      const followed = this.#open.get(job)!;
      this.#open.delete(job);
      this.#open.set(job, followed);
      this.look(job);
    }
    if (this.#open.size > 0) void this.#giveUpWithWorkers();
  }

  /** Also what comes after they gave up. */
  async #giveUpWithWorkers(): Promise<void> {
    const error = this.stopped ?? (await this.#workers.look());
    if (!error) return;
    for (const { job, task } of this.#open.values()) {
      await this.#close(job, () => this.#with.tally.failed(task, error, false));
    }
  }

  /** Asks for what became of a job, before an event says so. */
  look(job: string): void {
    if (!this.#open.has(job)) return;
    this.#pending.add(job);
    if (this.#isLooking) return;
    this.#isLooking = true;
    this.#work = this.#lookAtAll().catch((error: unknown) => {
      this.#isLooking = false;
      this.#failure ??= redisError(error, this.#with.connection.url);
      this.#wake();
    });
  }

  async #lookAtAll(): Promise<void> {
    while (this.#pending.size > 0) {
      const some = firstOf(this.#pending, lookedAtOnce);
      for (const job of some) this.#pending.delete(job);
      const followed = some.map((job) => this.#open.get(job)).filter((each) => each !== undefined);
      const findings = await Promise.all(followed.map((each) => this.#teller.find(each)));
      for (const [index, each] of followed.entries()) await this.#say(each, findings[index]!);
    }
    this.#isLooking = false;
  }

  async #say(followed: Followed, finding: Finding): Promise<void> {
    const { job, group } = followed;
    // Somebody else may have told of it meanwhile.
    if (finding.kind === "open" || this.#open.get(job) !== followed) return;
    if (finding.kind === "active") return this.#teller.start(followed);
    await this.#close(job, async () => {
      const hasOthers = await this.#teller.end(followed, finding);
      for (const other of hasOthers ? this.#open.values() : [])
        if (other.group === group) this.look(other.job);
    });
  }

  /** Nobody else tells of it from now on, and nobody takes it for told before it is. */
  async #close(job: string, tell: () => Promise<void>): Promise<void> {
    this.#open.delete(job);
    this.#telling += 1;
    try {
      await tell();
    } finally {
      this.#telling -= 1;
      this.#wake();
    }
  }

  #progressed(job: string, progress: Progress): void {
    const followed = this.#open.get(job);
    if (followed?.isStarted && this.#pending.size < mostProgressBehind) {
      this.#with.tally.progressed(followed.task, progress);
    }
  }

  #wake(): void {
    for (const resolve of this.#changed.splice(0)) resolve();
  }
}
