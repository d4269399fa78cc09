import { abortedError } from "../errors/index.js";
import { type Clock, systemClock } from "./clock.js";

export interface WaitOptions {
  signal?: AbortSignal;
  clock?: Clock;
}

/**
 * Resolves after `ms` milliseconds.
 *
 * @throws NemoError `aborted` as soon as `signal` is aborted; timer and listener are gone by then.
 */
export function wait(ms: number, { signal, clock = systemClock }: WaitOptions = {}): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(abortedError(signal));
      return;
    }
    const onAbort = () => {
      clock.clearTimeout(timer);
      reject(abortedError(signal!));
    };
    const timer = clock.setTimeout(() => {
      signal?.removeEventListener("abort", onAbort);
      resolve();
    }, ms);
    signal?.addEventListener("abort", onAbort, { once: true });
  });
}
