import { createHash } from "node:crypto";
import type { BatchTask } from "../nemo-converter.js";
import type { Connection } from "./connect.js";

/** What is known of one file of a batch besides its job. */
export interface LedgerEntry {
  input: string;
  output: string;
  /** Absolute, for a file. */
  path?: string;
  /** Of the source. */
  bytes?: number;
  /** Of files of its kind, where they wait for a canary. */
  group?: string;
  /** Why it needs no job, now: it was done before. */
  skipped?: string;
  /** Why nothing is to be done with it. */
  leftOut?: string;
  /** Why it has no job: it cannot be one. */
  error?: Record<string, unknown>;
}

/** What is known of a batch besides its files. */
export interface BatchFacts {
  /** Where its report goes by default. */
  folder: string;
  /** The folder that was named, if one was. */
  root?: string;
  /** The sentence that named the files, if one did. */
  request?: string;
}

const keptSeconds = 7 * 24 * 3600;
const listed = "listed";
const facts = "facts";

/** The files of a batch, kept in Redis, so that whoever knows its id can follow it. */
export class Ledger {
  readonly #redis: Connection["redis"];
  readonly #key: string;

  constructor({ redis, prefix, name }: Connection, batch: string) {
    this.#redis = redis;
    this.#key = `${prefix}:${name}:nemo-batch:${batch}`;
  }

  /**
   * Enters files with their jobs, in the place of what was said of them before.
   *
   * @returns for each what was entered for its job before, by this batch
   */
  async enter(entries: readonly [job: string, entry: LedgerEntry][]): Promise<(LedgerEntry | undefined)[]> {
    const pipeline = this.#redis.pipeline();
    for (const [job, entry] of entries) {
      pipeline.hdel(this.#key, withoutJob(entry));
      pipeline.hsetnx(this.#key, job, JSON.stringify(entry)).hget(this.#key, job);
    }
    pipeline.expire(this.#key, keptSeconds);
    const answers = (await pipeline.exec()) ?? [];
    const known = entries.map((_, index) => {
      const [error, wasNew] = answers[3 * index + 1] ?? [];
      if (error) throw error;
      return wasNew === 1 ? undefined : (JSON.parse(answers[3 * index + 2]![1] as string) as LedgerEntry);
    });
    await this.#renew(entries.filter(([, { input }], at) => known[at]?.skipped && known[at].input === input));
    return known;
  }

  /** Of those that needed no job for a time. */
  async #renew(entries: readonly [job: string, entry: LedgerEntry][]): Promise<void> {
    if (entries.length === 0) return;
    await this.#redis.hset(this.#key, new Map(entries.map(([job, entry]) => [job, JSON.stringify(entry)])));
  }

  /** Enters a file that needs no job, or cannot have one: in the place of its job, if it has one in this batch. */
  async note(entry: LedgerEntry, job?: string): Promise<void> {
    const before = job === undefined ? null : await this.#redis.hget(this.#key, job);
    const isOwn = before !== null && (JSON.parse(before) as LedgerEntry).input === entry.input;
    const field = isOwn && job !== undefined ? job : withoutJob(entry);
    await this.#redis.hset(this.#key, field, JSON.stringify(entry));
    if (isOwn) await this.#redis.hdel(this.#key, withoutJob(entry));
  }

  async open(known: BatchFacts): Promise<void> {
    await this.#redis.hset(this.#key, facts, JSON.stringify(known));
    await this.#redis.expire(this.#key, keptSeconds);
  }

  /** Undefined where there is no such batch. */
  async facts(): Promise<BatchFacts | undefined> {
    const text = await this.#redis.hget(this.#key, facts);
    return text === null ? undefined : (JSON.parse(text) as BatchFacts);
  }

  async close(): Promise<void> {
    await this.#redis.hset(this.#key, listed, "1");
    await this.#redis.expire(this.#key, keptSeconds);
  }

  async isListed(): Promise<boolean> {
    return (await this.#redis.hexists(this.#key, listed)) === 1;
  }

  /** All files, some at a time. Those without a job have no `job`. */
  async *read(): AsyncGenerator<{ job?: string; entry: LedgerEntry }[]> {
    // A scan may give a file twice when the table grows meanwhile; each is followed once.
    const seen = new Set<string>();
    let cursor = "0";
    do {
      const [next, found] = await this.#redis.hscan(this.#key, cursor, "COUNT", 200);
      cursor = next;
      const chunk: { job?: string; entry: LedgerEntry }[] = [];
      for (let at = 0; at < found.length; at += 2) {
        const field = found[at]!;
        if (field === listed || field === facts || seen.has(field)) continue;
        seen.add(field);
        const entry = JSON.parse(found[at + 1]!) as LedgerEntry;
        chunk.push({ entry, ...(!field.startsWith("none-") && { job: field }) });
      }
      yield chunk;
    } while (cursor !== "0");
  }
}

/** The field of a file that has no job. */
function withoutJob({ input }: LedgerEntry): string {
  return `none-${createHash("sha256").update(input).digest("hex").slice(0, 32)}`;
}

export function toEntry({ entry, output, path, bytes, leftOut }: BatchTask, group?: string): LedgerEntry {
  return {
    ...{ input: entry.name, output },
    ...(path !== undefined && { path }),
    ...(bytes !== undefined && { bytes }),
    ...(leftOut !== undefined && { leftOut }),
    ...(group !== undefined && { group }),
  };
}
