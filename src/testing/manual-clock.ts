import { setImmediate, setTimeout as setRealTimeout } from "node:timers";
import type { Clock } from "../time/index.js";

interface Timer {
  at: number;
  callback: () => void;
}

// What a timer of Node can hold; a longer one fires at once there.
const longestTimerMs = 2 ** 31 - 1;
const patienceMs = 4000;

/** Time that stands still until a test moves it. Made by `manualClock()`. */
export class ManualClock implements Clock {
  #now: number;
  #next = 1;
  readonly #timers = new Map<number, Timer>();

  /** @param now milliseconds since the epoch at which it starts */
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

  /** How long each timer still has to run, in milliseconds, the shortest first. Empty once all work is over. */
  get pending(): number[] {
    return [...this.#timers.values()].map(({ at }) => at - this.#now).sort((a, b) => a - b);
  }

  /**
   * Waits, in real time, until something waits for exactly `ms` of this clock.
   *
   * @throws Error after 4 s, with what is waited for in its place
   */
  async untilWaitingFor(ms: number): Promise<void> {
    for (let tries = 0; tries < patienceMs; tries += 1) {
      if (this.pending.includes(ms)) return;
      await new Promise((resolve) => setRealTimeout(resolve, 1));
    }
    throw new Error(`Nothing waits for ${ms} ms, only ${JSON.stringify(this.pending)}.`);
  }

  /** Moves time on; each timer fires at its own moment, and what it set off gets its turn before the next one. */
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

/**
 * A clock that a test moves by hand, for what takes minutes: renders, recovery after a cut, the 15 minutes of a message.
 *
 * @param now milliseconds since the epoch at which it starts; default: the beginning of 2030
 * @example
 * const clock = manualClock();
 * const nemo = new NemoConverter({ token: "nmv_usr_test" }, clock);
 * const waiting = nemo.render.wait("render_1");
 * await clock.untilWaitingFor(30_000);
 * await clock.advance(30_000);
 */
export function manualClock(now?: number): ManualClock {
  return new ManualClock(now);
}

/** Lets everything run that needs no time of its own. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
