import { abortedError } from "../errors/index.js";

/** Waits for shared work that goes on without us: rejects as soon as `signal` aborts, and leaves no listener behind. */
export function raceAbort<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(abortedError(signal));
    if (signal.aborted) {
      onAbort();
      // Nobody hears of its failure any more.
      work.catch(() => undefined);
      return;
    }
    signal.addEventListener("abort", onAbort, { once: true });
    const letGo = () => signal.removeEventListener("abort", onAbort);
    work.finally(letGo).then(resolve, reject);
  });
}
