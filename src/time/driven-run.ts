import { NemoError } from "../errors/index.js";

/** What work that reports events is given. */
export interface Stage<Event> {
  /** Resolves when there is room for more: at once where nobody listens. */
  emit: (event: Event) => Promise<void>;
  signal: AbortSignal;
}

export interface DrivenRunOptions<Event> {
  /** Whether an event may be left out for a listener who is behind; a later one says more. */
  isPassing?: (event: Event) => boolean;
  /** How many events wait for a listener before the work does. */
  mostWaiting?: number;
}

/**
 * Work that is driven by whoever follows it: it begins with the first look at its events or its summary. A listener who is
 * slow holds the work back; where the summary has been asked for, too, the work goes on and the oldest events are dropped.
 * Leaving the loop cancels the work unless its summary has been asked for by then.
 */
export class DrivenRun<Event, Summary> implements AsyncIterable<Event> {
  readonly #work: (stage: Stage<Event>) => Promise<Summary>;
  readonly #isPassing: (event: Event) => boolean;
  readonly #mostWaiting: number;
  readonly #controller = new AbortController();
  readonly #waiting: Event[] = [];
  #started: Promise<Summary> | undefined;
  #hasEnded = false;
  #isIterated = false;
  #isListening = false;
  #isSummaryWanted = false;
  #wakeListener: (() => void) | undefined;
  #makeRoom: (() => void)[] = [];

  constructor(
    work: (stage: Stage<Event>) => Promise<Summary>,
    { isPassing = () => false, mostWaiting = 256 }: DrivenRunOptions<Event> = {},
  ) {
    this.#work = work;
    this.#isPassing = isPassing;
    this.#mostWaiting = mostWaiting;
  }

  get summary(): Promise<Summary> {
    this.#isSummaryWanted = true;
    this.#letGo();
    return this.#start();
  }

  async cancel(): Promise<void> {
    this.#controller.abort();
    this.#letGo();
    await this.#start().catch(() => undefined);
  }

  /** @throws NemoError `invalid-request` for a second iteration */
  [Symbol.asyncIterator](): AsyncIterator<Event, undefined> {
    if (this.#isIterated) {
      throw new NemoError(
        "invalid-request",
        "The events of a run can be iterated once; this was done before.",
      );
    }
    this.#isIterated = true;
    this.#isListening = true;
    return {
      next: () => this.#next(),
      return: () => {
        this.#leave();
        return Promise.resolve({ done: true, value: undefined });
      },
    };
  }

  async #next(): Promise<IteratorResult<Event, undefined>> {
    const work = this.#start();
    for (;;) {
      const event = this.#waiting.shift();
      if (this.#waiting.length < this.#mostWaiting) this.#letGo();
      if (event !== undefined) return { done: false, value: event };
      if (!this.#isListening) return { done: true, value: undefined };
      if (this.#hasEnded) {
        this.#isListening = false;
        await work;
        return { done: true, value: undefined };
      }
      await new Promise<void>((resolve) => {
        this.#wakeListener = resolve;
      });
    }
  }

  #start(): Promise<Summary> {
    this.#started ??= this.#perform();
    return this.#started;
  }

  #perform(): Promise<Summary> {
    const { signal } = this.#controller;
    // A turn later, so that a listener who comes right after hears everything.
    const work = Promise.resolve().then(() => this.#work({ emit: (event) => this.#emit(event), signal }));
    const end = () => {
      this.#hasEnded = true;
      this.#wake();
    };
    // Whoever asks hears of a failure; nobody has to.
    work.then(end, end);
    return work;
  }

  #emit(event: Event): Promise<void> {
    if (!this.#isListening) return Promise.resolve();
    const isFull = this.#waiting.length >= this.#mostWaiting;
    if (isFull && this.#isPassing(event)) return Promise.resolve();
    this.#waiting.push(event);
    this.#wake();
    const isHeldBack = !this.#isSummaryWanted && !this.#controller.signal.aborted;
    if (isHeldBack && this.#waiting.length >= this.#mostWaiting) {
      return new Promise((resolve) => this.#makeRoom.push(resolve));
    }
    if (this.#isSummaryWanted && this.#waiting.length > 4 * this.#mostWaiting) this.#waiting.shift();
    return Promise.resolve();
  }

  #leave(): void {
    this.#isListening = false;
    this.#waiting.length = 0;
    this.#letGo();
    this.#wake();
    if (this.#hasEnded) return;
    // Whoever wants the summary after the loop asks for it on the next line.
    setTimeout(() => {
      if (!this.#isSummaryWanted) this.#controller.abort();
    }, 0);
  }

  #wake(): void {
    this.#wakeListener?.();
    this.#wakeListener = undefined;
  }

  #letGo(): void {
    for (const resolve of this.#makeRoom.splice(0)) resolve();
  }
}
