import type { Job } from "./job.js";

const mostPatienceMs = 1000;

/** Resolves when a render has come further or is over, at the latest after a second, or when `signal` aborts. */
export async function awaitNews({ status, news }: Job, signal: AbortSignal): Promise<void> {
  if (status === "completed" || status === "failed" || signal.aborted) return;
  await new Promise<void>((resolve) => {
    const settle = () => {
      clearTimeout(timer);
      news.removeEventListener("news", settle);
      signal.removeEventListener("abort", settle);
      resolve();
    };
    const timer = setTimeout(settle, mostPatienceMs);
    news.addEventListener("news", settle);
    signal.addEventListener("abort", settle);
  });
}
