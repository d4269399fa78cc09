import { setTimeout as pause } from "node:timers/promises";
import type { Clock } from "../../src/time/index.js";

interface Timer {
  at: number;
  callback: () => void;
}

// What a timer of Node can hold; a longer one fires at once there.
const longestTimerMs = 2 ** 31 - 1;

/** Time that stands still until a test moves it. */
export class ManualClock implements Clock {
  #now: number;
  #next = 1;
  readonly #timers = new Map<number, Timer>();

  constructor(now = Date.UTC(2030, 0, 1)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  setTimeout(callback: () => void, ms: number): unknown {
    if (!(ms >= 0 && ms <= longestTimerMs)) throw new RangeError(`A timer cannot wait for ${ms} ms.`);
    const id = this.#next++;
    this.#timers.set(id, { at: this.#now + ms, callback });
    return id;
  }

  clearTimeout(handle: unknown): void {
    this.#timers.delete(handle as number);
  }

  /** How long each timer still has to run, the shortest first. */
  get pending(): number[] {
    return [...this.#timers.values()].map(({ at }) => at - this.#now).sort((a, b) => a - b);
  }

  /** Waits, in real time, until something waits for exactly `ms` of this clock. */
  async untilWaitingFor(ms: number): Promise<void> {
    for (let tries = 0; tries < 4000; tries += 1) {
      if (this.pending.includes(ms)) return;
      await pause(1);
    }
    throw new Error(`Nothing waits for ${ms} ms, only ${JSON.stringify(this.pending)}.`);
  }

  /** Moves time on; each timer fires at its own moment, what it set off gets its turn before the next one. */
  async advance(ms: number): Promise<void> {
    await turn();
    const until = this.#now + ms;
    for (;;) {
      const due = [...this.#timers]
        .filter(([, { at }]) => at <= until)
        .sort(([, a], [, b]) => a.at - b.at)[0];
      if (!due) break;
      const [id, { at, callback }] = due;
      this.#timers.delete(id);
      this.#now = Math.max(this.#now, at);
      callback();
      await turn();
    }
    this.#now = until;
    await turn();
  }
}

/** Lets everything run that needs no time of its own. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
