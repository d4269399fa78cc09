/** What came at once, and the signal that ends the whole. */
export interface Batch<T> {
  items: readonly T[];
  signal: AbortSignal;
}

/**
 * Gives the items of batches one by one. A generator that yields each item by itself costs more than reading it does.
 * An abort between two items is thrown into the source, whose error the caller gets.
 */
export class BatchedIterator<T> implements AsyncIterableIterator<T> {
  readonly #source: AsyncGenerator<Batch<T>, void, undefined>;
  #batch: Batch<T> | undefined;
  #at = 0;
  #waiting = 0;
  #lastPull: Promise<unknown> = Promise.resolve();

  constructor(source: AsyncGenerator<Batch<T>, void, undefined>) {
    this.#source = source;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<T, undefined>> {
    const batch = this.#batch;
    if (this.#waiting === 0 && batch && this.#at < batch.items.length && !batch.signal.aborted) {
      return Promise.resolve({ done: false, value: batch.items[this.#at++]! });
    }
    // Calls that come before an earlier one is answered take their turn.
    const pull = () => this.#pull();
    const mine = this.#waiting === 0 ? this.#pull() : this.#lastPull.then(pull, pull);
    this.#waiting += 1;
    this.#lastPull = mine;
    return mine;
  }

  async return(): Promise<IteratorResult<T, undefined>> {
    this.#batch = undefined;
    await this.#source.return();
    return { done: true, value: undefined };
  }

  async throw(error: unknown): Promise<IteratorResult<T, undefined>> {
    this.#batch = undefined;
    await this.#source.throw(error);
    return { done: true, value: undefined };
  }

  async #pull(): Promise<IteratorResult<T, undefined>> {
    try {
      for (;;) {
        const batch = this.#batch;
        if (batch && this.#at < batch.items.length) {
          if (batch.signal.aborted) return await this.throw(batch.signal.reason);
          return { done: false, value: batch.items[this.#at++]! };
        }
        const { done, value } = await this.#source.next();
        if (done) return { done: true, value: undefined };
        this.#batch = value;
        this.#at = 0;
      }
    } finally {
      this.#waiting -= 1;
    }
  }
}
