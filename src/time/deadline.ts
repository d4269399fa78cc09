import { abortedError, type NemoError } from "../errors/index.js";
import { type Clock, systemClock } from "./clock.js";

export interface DeadlineOptions {
  signal?: AbortSignal;
  clock?: Clock;
  /** Makes the error with which the deadline aborts. */
  onTimeout: () => NemoError;
}

/** Time allowed for something: a signal that aborts when it is over or when the caller's own signal does. */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #clock: Clock;
  readonly #parent: AbortSignal | undefined;
  readonly #onTimeout: () => NemoError;
  #timer: unknown;
  #endsAt: number;

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
    if (this.signal.aborted) return;
    this.#clock.clearTimeout(this.#timer);
    this.#endsAt += ms;
    this.#start();
  }

  /** Starts the time allowed anew. */
  restart(ms: number): void {
    this.extend(this.#clock.now() + ms - this.#endsAt);
  }

  abort(reason: NemoError): void {
    this.release();
    this.#controller.abort(reason);
  }

  /** Lets go of the timer and the caller's signal. Call it when the work is over, however it ended. */
  release(): void {
    this.#clock.clearTimeout(this.#timer);
    this.#parent?.removeEventListener("abort", this.#onAbort);
  }

  #start(): void {
    const ms = this.#endsAt - this.#clock.now();
    if (ms === Infinity) return;
    this.#timer = this.#clock.setTimeout(() => this.abort(this.#onTimeout()), Math.max(0, ms));
  }

  readonly #onAbort = (): void => this.abort(abortedError(this.#parent!));
}
