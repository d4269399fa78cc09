import { NemoError, throwIfAborted } from "../../errors/index.js";
import { wait } from "../../time/index.js";
import { errorOutcome } from "../error-outcome.js";
import type { ExecuteOptions } from "../tool-definition.js";
import { type JobRecord, newJobId } from "./job-record.js";
import type { JobStore } from "./job-store.js";
import { ownIdentity } from "./process-identity.js";
import { type JobStep, progressOf } from "./progress-of.js";

export type JobRequest = Pick<JobRecord, "tool" | "request" | "paths">;

/** The work itself, which ends soon after `signal` does. */
export type JobWork = (hooks: {
  signal: AbortSignal;
  onProgress: (progress: JobStep) => void;
}) => Promise<NonNullable<JobRecord["result"]>>;

interface RunningJob {
  record: JobRecord;
  controller: AbortController;
  /** What it becomes when it is stopped. */
  stoppedAs: "cancelled" | "interrupted";
  listeners: Set<() => void>;
  done: Promise<void>;
  saving: Promise<void>;
}

const readAgainMs = 1000;

/** Work that goes on after the call that started it has answered. */
export class Jobs {
  readonly #store: JobStore;
  readonly #heartbeatMs: number;
  readonly #charges: boolean;
  readonly #running = new Map<string, RunningJob>();
  #isClosed = false;

  /** @param charges whether the work costs credits */
  constructor(store: JobStore, heartbeatMs: number, charges: boolean) {
    this.#store = store;
    this.#charges = charges;
    this.#heartbeatMs = heartbeatMs;
  }

  /** Answers as soon as the job is on record. */
  async start(request: JobRequest, work: JobWork): Promise<JobRecord> {
    const now = new Date().toISOString();
    const owner = await ownIdentity();
    const record: JobRecord = {
      ...{ version: 1, id: newJobId(), ...request, owner },
      ...{ state: "running", createdAt: now, updatedAt: now },
      ...(this.#charges && { charges: true }),
    };
    await this.#store.write(record);
    if (this.#isClosed) throw new NemoError("closed", "The tools were closed.");
    const controller = new AbortController();
    const job: RunningJob = {
      ...{ record, controller, stoppedAs: "cancelled", listeners: new Set() },
      ...{ done: Promise.resolve(), saving: Promise.resolve() },
    };
    this.#running.set(record.id, job);
    job.done = this.#run(job, work);
    return record;
  }

  async #run(job: RunningJob, work: JobWork): Promise<void> {
    const { signal } = job.controller;
    const beat = setInterval(() => this.#update(job, {}), this.#heartbeatMs);
    beat.unref();
    const onProgress = (progress: JobStep) => {
      const isNewStage = progress.stage !== job.record.progress?.stage;
      job.record = { ...job.record, progress: progressOf(progress), updatedAt: new Date().toISOString() };
      // A process that is killed cannot say any more whether its message was on the way.
      if (isNewStage) this.#save(job);
      for (const listener of job.listeners) listener();
    };
    try {
      const result = await work({ signal, onProgress });
      this.#finish(job, { state: "done", result });
    } catch (error) {
      const state = signal.aborted ? job.stoppedAs : "failed";
      const { text, content } = errorOutcome(error);
      this.#finish(job, { state, error: { text, content } });
    } finally {
      clearInterval(beat);
      await job.saving;
      this.#running.delete(job.record.id);
    }
  }

  /** Undefined for a job that nobody knows, or that was too long ago. */
  find(id: string): Promise<JobRecord | undefined> {
    const job = this.#running.get(id);
    return job ? Promise.resolve(job.record) : this.#store.read(id);
  }

  /** The newest first. */
  async list(): Promise<JobRecord[]> {
    const records = await this.#store.list();
    return records.map((record) => this.#running.get(record.id)?.record ?? record);
  }

  /**
   * The job when it has ended, or as it stands after `ms` milliseconds.
   *
   * @throws NemoError `aborted`; the job itself goes on
   */
  async wait(record: JobRecord, ms: number, { signal, onProgress }: ExecuteOptions): Promise<JobRecord> {
    throwIfAborted(signal);
    const job = this.#running.get(record.id);
    if (!job) return this.#waitForOther(record, ms, signal);
    const over = new AbortController();
    const stop = () => over.abort();
    const tell = () => onProgress?.(told(job.record));
    signal?.addEventListener("abort", stop, { once: true });
    const beat = setInterval(tell, this.#heartbeatMs);
    job.listeners.add(tell);
    try {
      tell();
      await Promise.race([job.done, wait(ms, { signal: over.signal })]);
      return job.record;
    } finally {
      clearInterval(beat);
      job.listeners.delete(tell);
      signal?.removeEventListener("abort", stop);
      over.abort();
    }
  }

  /** One that another process works on is known by its file alone. */
  async #waitForOther(record: JobRecord, ms: number, signal: AbortSignal | undefined): Promise<JobRecord> {
    let current = record;
    for (let left = ms; current.state === "running" && left > 0; left -= readAgainMs) {
      await wait(Math.min(readAgainMs, left), { signal });
      current = (await this.#store.read(record.id)) ?? current;
    }
    return current;
  }

  /** Ends a job, and answers when its processes and its half-made files are gone. */
  async cancel(record: JobRecord): Promise<JobRecord> {
    const job = this.#running.get(record.id);
    if (!job) {
      if (record.state !== "running") return record;
      throw new NemoError(
        "invalid-request",
        `${record.id} belongs to another process (${record.owner.pid}), which alone can cancel it.`,
      );
    }
    job.controller.abort();
    await job.done;
    return job.record;
  }

  /** Ends all that runs; it is on record as interrupted then. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const jobs = [...this.#running.values()];
    for (const job of jobs) {
      job.stoppedAs = "interrupted";
      job.controller.abort();
    }
    await Promise.all(jobs.map(({ done }) => done));
  }

  #finish(job: RunningJob, changes: Pick<JobRecord, "state" | "result" | "error">): void {
    this.#update(job, { ...changes, finishedAt: new Date().toISOString() });
  }

  #update(job: RunningJob, changes: Partial<JobRecord>): void {
    job.record = { ...job.record, ...changes, updatedAt: new Date().toISOString() };
    this.#save(job);
    for (const listener of job.listeners) listener();
  }

  /** What cannot be written is still known here; the work is not given up for it. */
  #save(job: RunningJob): void {
    const { record } = job;
    job.saving = job.saving.then(() => this.#store.write(record)).catch(() => undefined);
  }
}

function told({ state, progress }: JobRecord) {
  const { stage, percent } = progress ?? { stage: "waiting" };
  return { message: state === "running" ? stage : state, ...(percent !== undefined && { percent }) };
}
