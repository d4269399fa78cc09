import type { Queue } from "bullmq";
import type { NemoError } from "../errors/index.js";
import type { Connection } from "./connect.js";
import { reviveError } from "./file-job.js";

const keptSeconds = 7 * 24 * 3600;
// Somebody may be about to start another one.
const mostLooksWithout = 5;

/** Leaves word of why a worker takes no more files, for whoever waits for them. */
export async function leaveWord({ redis, prefix, name }: Connection, error: NemoError): Promise<void> {
  const word = JSON.stringify({ id: crypto.randomUUID(), error: error.toJSON() });
  await redis.set(keyOf(prefix, name), word, "EX", keptSeconds);
}

/** Finds out when all workers have given up, so that nobody waits for them in vain. */
export class WorkersWatch {
  readonly #connection: Connection;
  readonly #queue: Queue;
  readonly #before: Promise<string | null>;
  #looksWithout = 0;
  #isLooking = false;
  #stopped: NemoError | undefined;

  constructor(connection: Connection, queue: Queue) {
    this.#connection = connection;
    this.#queue = queue;
    // Word of last week is none.
    this.#before = this.#word().catch(() => null);
  }

  /** Why all workers gave up. */
  get stopped(): NemoError | undefined {
    return this.#stopped;
  }

  /** @returns why all workers gave up, once */
  async look(): Promise<NemoError | undefined> {
    if (this.#isLooking || this.#stopped) return undefined;
    this.#isLooking = true;
    try {
      const word = await this.#word();
      const isNew = word !== null && word !== (await this.#before);
      const isWithout = isNew && (await this.#queue.getWorkersCount()) === 0;
      this.#looksWithout = isWithout ? this.#looksWithout + 1 : 0;
      if (this.#looksWithout < mostLooksWithout) return undefined;
      const { error } = JSON.parse(word!) as { error: Record<string, unknown> };
      this.#stopped = reviveError(error);
      return this.#stopped;
    } catch {
      // Redis is away, or does not tell who is connected: then it is waited for.
      return undefined;
    } finally {
      this.#isLooking = false;
    }
  }

  async #word(): Promise<string | null> {
    const { redis, prefix, name } = this.#connection;
    return redis.get(keyOf(prefix, name));
  }
}

function keyOf(prefix: string, name: string): string {
  return `${prefix}:${name}:nemo-gave-up`;
}
