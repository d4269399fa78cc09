import { abortedError, type NemoError } from "../errors/index.js";
import { type Clock, systemClock } from "./clock.js";

export interface DeadlineOptions {
  signal?: AbortSignal;
  clock?: Clock;
  /** Makes the error with which the deadline aborts. */
  onTimeout: () => NemoError;
}

// What a timer of Node and browsers can hold; it fires at once beyond.
const longestTimerMs = 2 ** 31 - 1;

/** Time allowed for something: a signal that aborts when it is over or when the caller's own signal does. */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #clock: Clock;
  readonly #parent: AbortSignal | undefined;
  readonly #onTimeout: () => NemoError;
  #timer: unknown;
  #endsAt: number;
  #isReleased = false;

  /** @param ms milliseconds; `Infinity` for no limit but the caller's signal */
  constructor(ms: number, { signal, clock = systemClock, onTimeout }: DeadlineOptions) {
    this.#clock = clock;
    this.#onTimeout = onTimeout;
    this.#endsAt = clock.now() + ms;
    this.#parent = signal;
    if (signal?.aborted) {
      this.abort(abortedError(signal));
      return;
    }
    signal?.addEventListener("abort", this.#onAbort, { once: true });
    this.#start();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Adds time, for a wait that the other side asked for. */
  extend(ms: number): void {
    this.#moveTo(this.#endsAt + ms);
  }

  /** Starts the time allowed anew. */
  restart(ms: number): void {
    this.#moveTo(this.#clock.now() + ms);
  }

  abort(reason: NemoError): void {
    this.release();
    this.#controller.abort(reason);
  }

  /** Lets go of the timer and the caller's signal. Call it when the work is over, however it ended. */
  release(): void {
    this.#isReleased = true;
    this.#clock.clearTimeout(this.#timer);
    this.#parent?.removeEventListener("abort", this.#onAbort);
  }

  #moveTo(endsAt: number): void {
    // News of progress may come after the end; it must not bring the timer back.
    if (this.#isReleased) return;
    this.#clock.clearTimeout(this.#timer);
    this.#endsAt = endsAt;
    this.#start();
  }

  #start(): void {
    const ms = this.#endsAt - this.#clock.now();
    if (ms === Infinity) return;
    this.#timer = this.#clock.setTimeout(
      () => {
        if (ms > longestTimerMs) this.#start();
        else this.abort(this.#onTimeout());
      },
      Math.min(Math.max(0, ms), longestTimerMs),
    );
  }

  readonly #onAbort = (): void => this.abort(abortedError(this.#parent!));
}
