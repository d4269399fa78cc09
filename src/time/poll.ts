import { type Clock, systemClock } from "./clock.js";
import { wait } from "./wait.js";

export interface PollOptions<T> {
  /** Asks for the present state. */
  read: (signal: AbortSignal | undefined) => Promise<T>;
  isDone: (value: T) => boolean;
  intervalMs: number;
  /** How long it may go on with no reading for which `hasMoved` holds. */
  timeoutMs: number;
  /** Whether a reading shows progress over the one before; it starts the time allowed anew. */
  hasMoved: (value: T, before: T | undefined) => boolean;
  /** The error when the time allowed is over. */
  onTimeout: (last: T) => Error;
  signal?: AbortSignal;
  clock?: Clock;
}

/** Reads until it is done, waiting between the readings; every wait ends at once when `signal` aborts. */
export async function poll<T>(options: PollOptions<T>): Promise<T> {
  const { read, isDone, intervalMs, timeoutMs, hasMoved, onTimeout, signal, clock = systemClock } = options;
  let before: T | undefined;
  let movedAt = clock.now();
  for (;;) {
    const value = await read(signal);
    if (isDone(value)) return value;
    if (hasMoved(value, before)) movedAt = clock.now();
    if (clock.now() - movedAt >= timeoutMs) throw onTimeout(value);
    before = value;
    await wait(intervalMs, { signal, clock });
  }
}
