import type { Clock } from "../../time/index.js";
import type { Frame } from "../../transport/index.js";

/**
 * What `pending` brings, or `"waiting"` when it brings nothing within `ms`; then it is asked again. Rejects at once when
 * `signal` aborts, also where the stream itself takes no notice of it. Leaves no timer and no listener.
 */
export function nextFrames(
  pending: Promise<Frame[] | undefined>,
  ms: number,
  signal: AbortSignal,
  clock: Clock,
): Promise<Frame[] | undefined | "waiting"> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      clock.clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
    };
    const onAbort = () => {
      settle();
      reject(signal.reason as Error);
    };
    const timer = clock.setTimeout(
      () => {
        settle();
        resolve("waiting");
      },
      Math.max(0, ms),
    );
    if (signal.aborted) {
      onAbort();
      return;
    }
    signal.addEventListener("abort", onAbort, { once: true });
    pending.then(
      (frames) => {
        settle();
        resolve(frames);
      },
      (error: unknown) => {
        settle();
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}
