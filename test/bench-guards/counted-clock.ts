import { type Clock, systemClock } from "../../src/time/index.js";

/** The time of the system; counts the timers that were set, and those that are neither over nor cleared. */
export class CountedClock implements Clock {
  set = 0;
  readonly #open = new Set<unknown>();

  get open(): number {
    return this.#open.size;
  }

  now(): number {
    return systemClock.now();
  }

  setTimeout(callback: () => void, ms: number): unknown {
    this.set += 1;
    const handle = systemClock.setTimeout(() => {
      this.#open.delete(handle);
      callback();
    }, ms);
    this.#open.add(handle);
    return handle;
  }

  clearTimeout(handle: unknown): void {
    this.#open.delete(handle);
    systemClock.clearTimeout(handle);
  }
}
