import type { ToolProgress } from "../tool-definition.js";

/** As the protocol has it. */
export interface ProgressNote {
  progress: number;
  total: number;
  message: string;
}

// Nobody reads faster, and each is a message to the client.
const shortestMs = 250;
// The protocol asks for a number that grows with each note, also when nothing has come further.
const step = 0.001;

/** Passes progress on to a client, as notes whose numbers always grow. */
export class ProgressReporter {
  readonly #send: (note: ProgressNote) => Promise<void>;
  readonly #now: () => number;
  #last = -step;
  #lastAt = -Infinity;
  #message = "";

  constructor(send: (note: ProgressNote) => Promise<void>, now: () => number = () => performance.now()) {
    this.#send = send;
    this.#now = now;
  }

  tell({ percent = 0, message }: ToolProgress): void {
    const now = this.#now();
    if (message === this.#message && now - this.#lastAt < shortestMs) return;
    const progress = Math.max(percent, this.#last + step);
    this.#last = progress;
    this.#lastAt = now;
    this.#message = message;
    // A client that has gone needs no news.
    this.#send({ progress: Math.round(progress * 1000) / 1000, total: 100, message }).catch(() => undefined);
  }
}
