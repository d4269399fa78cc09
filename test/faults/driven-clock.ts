import type { Clock } from "../../src/time/index.js";

interface Timer {
  at: number;
  callback: () => void;
}

const longestTimerMs = 2 ** 31 - 1;
// Turns of the event loop without anything happening, after which only time can bring something.
const quietTurns = 12;
// A machine with much to do hands a packet over late, and nothing tells that it is under way; short waits cannot hurt by it.
const leapMs = 1000;
const packetMs = 3;
// What Node does in the background: as long as one of these is open, nobody is waiting for time alone.
const busy = /Req|Connect|Write|Shutdown|ProcessWrap/;

/**
 * Time that moves on when nothing else happens. So half a minute of waiting takes a moment, and a slow machine changes
 * nothing.
 */
export class DrivenClock implements Clock {
  #now = Date.now();
  #next = 1;
  #activity = 0;
  readonly #timers = new Map<number, Timer>();
  readonly #ours = new Set<number>();

  now(): number {
    return this.#now;
  }

  setTimeout(callback: () => void, ms: number): unknown {
    if (!(ms >= 0 && ms <= longestTimerMs)) throw new RangeError(`A timer cannot wait for ${ms} ms.`);
    this.#activity += 1;
    const id = this.#next++;
    this.#timers.set(id, { at: this.#now + ms, callback });
    return id;
  }

  clearTimeout(handle: unknown): void {
    if (this.#timers.delete(handle as number)) this.#activity += 1;
  }

  /** Something happened on the wire. */
  note(): void {
    this.#activity += 1;
  }

  /** A wait of the laboratory's own. */
  pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const id = this.setTimeout(() => {
        this.#ours.delete(id as number);
        resolve();
      }, ms);
      this.#ours.add(id as number);
    });
  }

  /** How many timers the client has left. */
  get left(): number {
    return this.#timers.size - this.#ours.size;
  }

  /** Moves time on until `work` is over; gives false when it never is. */
  async drive(work: Promise<unknown>, patienceMs: number): Promise<boolean> {
    let isOver = false;
    const over = () => void (isOver = true);
    work.then(over, over);
    let happenedAt = Date.now();
    while (!isOver) {
      await this.untilQuiet(() => isOver);
      if (!isOver && this.#isBeforeLeap()) await this.#awaitPackets(() => isOver);
      if (isOver) return true;
      if (this.#fireNext()) happenedAt = Date.now();
      else if (Date.now() - happenedAt > patienceMs) return false;
    }
    return true;
  }

  /** Until nothing happens any more, but for what time would bring. */
  async untilQuiet(isOver: () => boolean = () => false): Promise<void> {
    let seen = this.#activity;
    for (let quiet = 0; quiet < quietTurns && !isOver(); quiet += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      const isBusy =
        quiet === quietTurns - 1 && process.getActiveResourcesInfo().some((name) => busy.test(name));
      if (this.#activity === seen && !isBusy) continue;
      if (isBusy) await new Promise((resolve) => setTimeout(resolve, 1));
      seen = this.#activity;
      quiet = -1;
    }
  }

  #isBeforeLeap(): boolean {
    const next = this.#nextTimer();
    return next !== undefined && next[1].at - this.#now >= leapMs;
  }

  /** Until nothing happened for as long as a packet may take. */
  async #awaitPackets(isOver: () => boolean): Promise<void> {
    for (let seen = -1; seen !== this.#activity && !isOver();) {
      seen = this.#activity;
      await new Promise((resolve) => setTimeout(resolve, packetMs));
      await this.untilQuiet(isOver);
    }
  }

  #nextTimer(): [number, Timer] | undefined {
    return [...this.#timers].sort(([, a], [, b]) => a.at - b.at)[0];
  }

  #fireNext(): boolean {
    const next = this.#nextTimer();
    if (!next) return false;
    const [id, { at, callback }] = next;
    this.#timers.delete(id);
    this.#now = Math.max(this.#now, at);
    this.#activity += 1;
    callback();
    return true;
  }
}
