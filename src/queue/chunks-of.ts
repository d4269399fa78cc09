import { wait } from "../time/index.js";

/**
 * Items some at a time: so many, or fewer where the next one lets itself be waited for.
 *
 * @throws what the items' iterator throws; NemoError `aborted`
 */
export async function* chunksOf<Item>(
  items: AsyncIterable<Item>,
  { size, idleMs, signal }: { size: number; idleMs: number; signal: AbortSignal },
): AsyncGenerator<Item[], undefined> {
  const iterator = items[Symbol.asyncIterator]();
  let chunk: Item[] = [];
  let isWaiting = false;
  const ask = () => {
    isWaiting = true;
    const next = iterator.next().finally(() => {
      isWaiting = false;
    });
    // It is heard of when it is waited for, which may be later.
    next.catch(() => undefined);
    return next;
  };
  try {
    let next = ask();
    for (;;) {
      const settled = await within(next, chunk.length === 0 ? undefined : idleMs, signal);
      if (settled?.done) break;
      if (settled) {
        chunk.push(settled.value);
        next = ask();
        if (chunk.length < size) continue;
      }
      yield chunk;
      chunk = [];
    }
    if (chunk.length > 0) yield chunk;
  } finally {
    // One that is still waiting for its next would never answer.
    const left = iterator.return?.();
    if (isWaiting) left?.catch(() => undefined);
    else await left;
  }
}

const longestMs = 2 ** 31 - 1;

/** Undefined when it takes longer. */
async function within<T>(
  work: Promise<T>,
  ms: number | undefined,
  signal: AbortSignal,
): Promise<T | undefined> {
  const over = new AbortController();
  const timer = wait(ms ?? longestMs, { signal: AbortSignal.any([signal, over.signal]) });
  try {
    return await Promise.race([work, timer.then(() => undefined)]);
  } finally {
    timer.catch(() => undefined);
    over.abort();
  }
}
