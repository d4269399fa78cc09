import { NemoError } from "../errors/index.js";
import type { FfmpegProgress } from "./progress-lines.js";

// What has been encoded says something of the rest from here on; and the rest may be simpler, hence the margin.
const fairShare = 0.3;
const margin = 1.4;

/** Ends an encode that must become larger than it may be: hours of work whose result would be thrown away. */
export class GrowthWatch {
  readonly #mostBytes: number;
  readonly #duration: number | undefined;
  readonly #controller = new AbortController();

  constructor(mostBytes: number, duration: number | undefined) {
    this.#mostBytes = mostBytes;
    this.#duration = duration;
  }

  /** Aborts when it is sure, or all but sure, that the result becomes too large. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  look({ bytes = 0, time }: FfmpegProgress): void {
    const expected = this.#expected(bytes, time);
    if (expected <= this.#mostBytes || this.signal.aborted) return;
    const expectedBytes = Math.round(expected);
    const message = `The result would have about ${expectedBytes} bytes; ${this.#mostBytes} are the most.`;
    const details = { expectedBytes, mostBytes: this.#mostBytes };
    this.#controller.abort(new NemoError("target-unreachable", message, { details }));
  }

  #expected(bytes: number, time: number): number {
    const share = this.#duration ? time / this.#duration : 0;
    if (bytes > this.#mostBytes || share < fairShare || share > 1) return bytes;
    const projected = bytes / share;
    return projected > this.#mostBytes * margin ? projected : 0;
  }
}
