import { createHash } from "node:crypto";
import type { Queue } from "bullmq";
import type { NemoError } from "../errors/index.js";
import { loadWorkflows } from "../nemo-converter.js";
import type { Connection } from "./connect.js";
import type { FileJob, FileOutcome } from "./file-job.js";
import { cheapestOf, type HeldJob, HeldJobs } from "./held-jobs.js";

/** What is known of a group. */
export interface GroupRecord {
  /** What its streams are, in words. */
  name: string;
  /** The job that stands for all of them. */
  canary: string;
  /** That job's source. */
  input: string;
  /** How it came out: `"passed"`, or the error that they share. */
  outcome?: "passed" | Record<string, unknown>;
}

/** How a canary came out; one that was skipped says nothing of the others. */
export type CanaryVerdict = NemoError | "passed" | "skipped";

const keptSeconds = 7 * 24 * 3600;

/**
 * The groups of a batch and their canaries, kept in Redis: whoever sees a canary come to its end decides for its group, and
 * deciding twice changes nothing.
 */
export class QueuedGroups {
  readonly #connection: Connection;
  readonly #queue: Queue<FileJob, FileOutcome>;
  readonly #batch: string;
  readonly #records: string;

  constructor(connection: Connection, queue: Queue<FileJob, FileOutcome>, batch: string) {
    this.#connection = connection;
    this.#queue = queue;
    this.#batch = batch;
    this.#records = `${connection.prefix}:${connection.name}:nemo-groups:${batch}`;
  }

  held(group: string): HeldJobs {
    return new HeldJobs(this.#connection, this.#batch, group);
  }

  async find(group: string): Promise<GroupRecord | undefined> {
    const text = await this.#connection.redis.hget(this.#records, group);
    return text === null ? undefined : (JSON.parse(text) as GroupRecord);
  }

  /** Forgets a canary that will not decide any more, so that another one may. */
  async renew(group: string): Promise<void> {
    const record = await this.find(group);
    if (!record || record.outcome === "passed") return;
    const isWaiting = record.outcome === undefined && (await this.#isOpen(group, record.canary));
    if (!isWaiting) await this.#forget(group);
  }

  /**
   * Keeps jobs back until their group's canary has passed, which is one of them if there is none yet, and in the queue from
   * now on.
   */
  async hold(group: string, name: string, jobs: readonly HeldJob[]): Promise<GroupRecord> {
    const held = this.held(group);
    await held.add(jobs);
    const { redis } = this.#connection;
    const { job, input } = cheapestOf(jobs);
    const chosen: GroupRecord = { name, canary: job.opts.jobId, input };
    await redis.hsetnx(this.#records, group, JSON.stringify(chosen));
    await redis.expire(this.#records, keptSeconds);
    // The decision may have been made just now, before these were held.
    const record = (await this.find(group)) ?? chosen;
    if (record.outcome === "passed") await this.#release(group);
    else if (record.outcome === undefined) await this.#promote(group, record.canary);
    return record;
  }

  /**
   * Decides for a group by how its canary came out. One that failed for a reason of its own, or was not tried, gives way to
   * another.
   *
   * @returns what is known of the group, as far as it concerns this job
   */
  async settle(group: string, job: string, verdict: CanaryVerdict): Promise<GroupRecord | undefined> {
    const record = await this.find(group);
    if (record?.canary !== job) return undefined;
    if (typeof record.outcome === "object") return record;
    const { name, canary, input } = record;
    const { isOfTheGroup } = await loadWorkflows();
    if (verdict === "passed" || record.outcome === "passed") {
      await this.#write(group, { name, canary, input, outcome: "passed" });
      await this.#release(group);
    } else if (verdict !== "skipped" && isOfTheGroup(verdict))
      await this.#write(group, { name, canary, input, outcome: verdict.toJSON() });
    else await this.#replace(group, name);
    return this.find(group);
  }

  async #replace(group: string, name: string): Promise<void> {
    const next = await this.held(group).cheapest();
    if (!next) return this.#forget(group);
    await this.#write(group, { name, canary: next.job.opts.jobId, input: next.input });
    await this.#promote(group, next.job.opts.jobId);
  }

  async #write(group: string, record: GroupRecord): Promise<void> {
    await this.#connection.redis.hset(this.#records, group, JSON.stringify(record));
  }

  async #forget(group: string): Promise<void> {
    await this.#connection.redis.hdel(this.#records, group);
  }

  async #isOpen(group: string, job: string): Promise<boolean> {
    if (await this.held(group).has(job)) return true;
    const state = await this.#queue.getJobState(job);
    return !["completed", "failed", "unknown"].includes(state);
  }

  async #promote(group: string, job: string): Promise<void> {
    const found = await this.held(group).get(job);
    if (!found) return;
    const { redis } = this.#connection;
    const key = canaryKey(this.#connection, job);
    await redis.sadd(key, JSON.stringify([this.#batch, group]));
    await redis.expire(key, keptSeconds);
    const { name, data, opts } = found.job;
    // Many wait for it, so it waits for nobody.
    await this.#queue.add(name, data, { ...opts, lifo: true });
    await this.held(group).remove([job]);
  }

  /** First into the queue, then out of here: who is killed between the two adds what is there already. */
  async #release(group: string): Promise<void> {
    const held = this.held(group);
    for await (const jobs of held.read()) {
      await this.#queue.addBulk(jobs.map(({ job }) => job));
      await held.remove(jobs.map(({ job }) => job.opts.jobId));
    }
  }
}

/** The same for files of one kind that are to become the same. */
export function groupId(name: string, digest: string): string {
  return createHash("sha256").update(`${digest}\n${name}`).digest("hex").slice(0, 16);
}

/** Decides for all groups, of whatever batch, that wait for a job; costs one question where there is none. */
export async function settleCanary(
  connection: Connection,
  queue: Queue<FileJob, FileOutcome>,
  job: string,
  verdict: CanaryVerdict,
): Promise<void> {
  for (const member of await connection.redis.smembers(canaryKey(connection, job))) {
    const [batch, group] = JSON.parse(member) as [string, string];
    await new QueuedGroups(connection, queue, batch).settle(group, job, verdict);
  }
}

function canaryKey({ prefix, name }: Connection, job: string): string {
  return `${prefix}:${name}:nemo-canary:${job}`;
}
