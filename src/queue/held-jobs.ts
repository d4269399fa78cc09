import type { JobsOptions } from "bullmq";
import type { Connection } from "./connect.js";
import type { FileJob } from "./file-job.js";

/** A job as it goes into the queue. */
export interface NewJob {
  name: string;
  data: FileJob;
  opts: JobsOptions & { jobId: string };
}

/** A job that waits for its group's canary. */
export interface HeldJob {
  job: NewJob;
  /** As events call its source. */
  input: string;
  /** How much work it is, in any unit; undefined where nobody knows. */
  cost?: number;
}

const keptSeconds = 7 * 24 * 3600;
const chunkSize = 64;

/** The jobs of one group of a batch that wait for its canary, in Redis. */
export class HeldJobs {
  readonly #redis: Connection["redis"];
  readonly #key: string;

  constructor({ redis, prefix, name }: Connection, batch: string, group: string) {
    this.#redis = redis;
    this.#key = `${prefix}:${name}:nemo-held:${batch}:${group}`;
  }

  async add(jobs: readonly HeldJob[]): Promise<void> {
    const pipeline = this.#redis.pipeline();
    for (const each of jobs) pipeline.hset(this.#key, each.job.opts.jobId, JSON.stringify(each));
    await pipeline.expire(this.#key, keptSeconds).exec();
  }

  async has(job: string): Promise<boolean> {
    return (await this.#redis.hexists(this.#key, job)) === 1;
  }

  async get(job: string): Promise<HeldJob | undefined> {
    const text = await this.#redis.hget(this.#key, job);
    return text === null ? undefined : (JSON.parse(text) as HeldJob);
  }

  async remove(jobs: readonly string[]): Promise<void> {
    await this.#redis.hdel(this.#key, ...jobs);
  }

  /** All of them, some at a time. */
  async *read(): AsyncGenerator<HeldJob[]> {
    let cursor = "0";
    do {
      const [next, found] = await this.#redis.hscan(this.#key, cursor, "COUNT", chunkSize);
      cursor = next;
      const held = found.filter((_, at) => at % 2 === 1).map((text) => JSON.parse(text) as HeldJob);
      if (held.length > 0) yield held;
    } while (cursor !== "0");
  }

  async cheapest(): Promise<HeldJob | undefined> {
    let best: HeldJob | undefined;
    for await (const held of this.read()) best = cheapestOf(best ? [best, ...held] : held);
    return best;
  }
}

export function cheapestOf(jobs: readonly HeldJob[]): HeldJob {
  return jobs.reduce((best, each) => (costOf(each) < costOf(best) ? each : best));
}

function costOf({ cost = Infinity }: HeldJob): number {
  return cost;
}
