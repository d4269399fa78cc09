import { DelayedError, type Job, Queue, UnrecoverableError, WaitingError, Worker } from "bullmq";
import type { NemoError } from "../errors/index.js";
import { type ConverterContext, loadWorkflows } from "../nemo-converter.js";
import { wait } from "../time/index.js";
import { requestedCancellations } from "./cancellations.js";
import type { Connection } from "./connect.js";
import { convertJob } from "./convert-job.js";
import { errorOf, type FileJob, type FileOutcome, type SentMessage } from "./file-job.js";
import { isFetchedAgain, isStillMade, type PaidJobOptions } from "./paid-job.js";
import { settleCanary } from "./queued-groups.js";
import type { QueueWorker, QueueWorkerOptions } from "./queue-options.js";
import { forgetBatches } from "./waiting-batches.js";
import { leaveWord } from "./workers-watch.js";

type FileWork = Job<FileJob, FileOutcome>;

/** Why a job that is under way is stopped. */
type StopReason = "closing" | "cancelled" | "lost";

interface HowItWasHeld extends PaidJobOptions {
  reason: StopReason | undefined;
  /** By an earlier worker. */
  sent: SentMessage | undefined;
}

// A file that takes its workers down with it must not take down all of them.
const mostTakeovers = 3;
const cancellationsMs = 1000;
const longestSilenceMs = 30_000;

/** A worker at work. See `createWorker`. */
export class RunningWorker implements QueueWorker {
  readonly name: string;
  readonly ended: Promise<void>;
  readonly #context: ConverterContext;
  readonly #connection: Connection;
  readonly #options: QueueWorkerOptions;
  readonly #worker: Worker<FileJob, FileOutcome>;
  /** For what a canary lets go. */
  readonly #queue: Queue<FileJob, FileOutcome>;
  readonly #underWay = new Map<string, AbortController>();
  readonly #watch: NodeJS.Timeout;
  #settle: (error?: NemoError) => void = () => undefined;
  #closing: Promise<void> | undefined;

  constructor(name: string, context: ConverterContext, connection: Connection, options: QueueWorkerOptions) {
    this.name = name;
    this.#context = context;
    this.#connection = connection;
    this.#options = options;
    this.ended = new Promise((resolve, reject) => {
      this.#settle = (error) => (error ? reject(error) : resolve());
    });
    // Whoever asks hears of it; nobody has to.
    this.ended.catch(() => undefined);
    const { concurrency = 1, limit, lockMs = longestSilenceMs } = options;
    const { redis, prefix } = connection;
    this.#queue = new Queue(connection.name, { connection: redis, prefix });
    this.#queue.on("error", () => undefined);
    this.#worker = new Worker(connection.name, (job: FileWork, token?: string) => this.#process(job, token), {
      ...{ connection: redis, prefix, name, concurrency },
      ...{ lockDuration: lockMs, stalledInterval: lockMs, maxStalledCount: mostTakeovers },
      ...(limit && { limiter: { max: limit.max, duration: limit.durationMs } }),
    });
    this.#worker.on("error", ({ message }) => this.#options.logger?.warn("queue", { message }));
    // Jobs that took their workers down are given up without anybody having worked on them.
    this.#worker.on("failed", (job, { message }) => {
      if (job?.finishedOn === undefined || job.id === undefined) return;
      settleCanary(connection, this.#queue, job.id, errorOf(job.data, message)).catch(() => undefined);
    });
    this.#worker.on("lockRenewalFailed", (jobs) => this.#stop(jobs, "lost"));
    this.#watch = setInterval(() => void this.#stopCancelled(), cancellationsMs);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(error?: NemoError): Promise<void> {
    const { graceMs = 5000 } = this.#options;
    const ending = new AbortController();
    // Takes no more jobs from now on, and waits for those under way.
    const over = this.#worker.close();
    const patience = wait(graceMs, { signal: ending.signal }).then(
      () => this.#stop([...this.#underWay.keys()], "closing"),
      () => undefined,
    );
    await over.catch(() => undefined);
    ending.abort();
    await patience;
    clearInterval(this.#watch);
    await this.#context.close();
    if (error) await leaveWord(this.#connection, error).catch(() => undefined);
    await this.#queue.close();
    await this.#connection.close();
    this.#settle(error);
  }

  async #process(job: FileWork, token = ""): Promise<FileOutcome> {
    const id = job.id ?? "";
    const controller = new AbortController();
    this.#underWay.set(id, controller);
    const { logger, lockMs = longestSilenceMs } = this.#options;
    const { sent } = job.data;
    const held = { token, lockMs, signal: controller.signal };
    logger?.info("file begun", { source: job.data.source, attempt: job.attemptsMade + 1 });
    try {
      const result = await convertJob(this.#context, job, held);
      // Before the job is over, so that whoever takes it over from a worker that is killed here does it, too.
      const isSkipped = "skipped" in result;
      await settleCanary(this.#connection, this.#queue, id, isSkipped ? "skipped" : "passed");
      await forgetBatches(this.#connection, id);
      logger?.info(isSkipped ? "file skipped" : "file done", { source: job.data.source, path: result.path });
      return result;
    } catch (thrown) {
      const reason = controller.signal.reason as StopReason | undefined;
      throw await this.#failed(job, thrown, { ...held, reason, sent });
    } finally {
      this.#underWay.delete(id);
    }
  }

  /** What the queue is told: to give the job to somebody else, to try again later, or to give it up. */
  async #failed(
    job: FileWork,
    thrown: unknown,
    { token, lockMs, reason, sent }: HowItWasHeld,
  ): Promise<Error> {
    const { asNemoError, isOfTheBatch } = await loadWorkflows();
    const error = asNemoError(thrown);
    this.#options.logger?.warn("file failed", { source: job.data.source, code: error.code, reason });
    // Whoever has the job by now tells what becomes of it.
    if (reason === "lost" || (await job.extendLock(token, lockMs)) !== 1) return error;
    const isOfThisWorker = isOfTheBatch(error);
    if (reason === "closing" || isOfThisWorker) {
      if (isOfThisWorker) this.#closing ??= this.#close(error);
      // What was paid for with this worker's token others may not reach.
      if (reason === "closing" || error.charged === false) {
        await job.moveToWait(token);
        return new WaitingError(error.message);
      }
    }
    const { messageTimeoutMs, recoveryNextMs } = this.#context.transport.options.timing;
    if (reason !== "cancelled" && isStillMade(sent, error, messageTimeoutMs)) {
      await job.moveToDelayed(Date.now() + recoveryNextMs, token);
      return new DelayedError(error.message);
    }
    await job.updateData({ ...job.data, error: error.toJSON() });
    const isFinal = reason === "cancelled" || !(error.isRetryable || isFetchedAgain(job.data, error));
    if (isFinal || job.attemptsMade + 1 >= (job.opts.attempts ?? 1)) {
      await settleCanary(this.#connection, this.#queue, job.id ?? "", error);
    }
    return isFinal ? new UnrecoverableError(error.message) : error;
  }

  async #stopCancelled(): Promise<void> {
    try {
      this.#stop(await requestedCancellations(this.#connection, [...this.#underWay.keys()]), "cancelled");
    } catch {
      // Redis is away; it is asked again.
    }
  }

  #stop(jobs: readonly string[], reason: StopReason): void {
    for (const job of jobs) this.#underWay.get(job)?.abort(reason);
  }
}
