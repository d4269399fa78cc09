import { type Clock, systemClock } from "../../time/index.js";
import type { BatchProgress } from "./batch-options.js";

// A rate over less time than this is noise.
const shortestMeasureMs = 1000;

interface Total {
  files: number;
  bytes: number;
}

/**
 * How far a batch is, by the bytes of its sources: those that are finished, and of those under way the share that is
 * done. What was skipped counts as finished and says nothing about the speed.
 */
export class OverallProgress {
  readonly #clock: Clock;
  readonly #startedAt: number;
  readonly #underWay = new Map<object, { bytes: number; share: number }>();
  #total: Total | undefined;
  #finished: Total = { files: 0, bytes: 0 };
  #skippedBytes = 0;
  #percent = 0;

  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
    this.#startedAt = clock.now();
  }

  expect(total: Total): void {
    this.#total = total;
  }

  /** @param percent 0 to 100 */
  advance(task: object, bytes: number, percent: number): void {
    this.#underWay.set(task, { bytes, share: percent / 100 });
  }

  finish(task: object, bytes: number, wasConverted: boolean): void {
    this.#underWay.delete(task);
    this.#finished = { files: this.#finished.files + 1, bytes: this.#finished.bytes + bytes };
    if (!wasConverted) this.#skippedBytes += bytes;
  }

  measure(): BatchProgress {
    const { files: finished, bytes } = this.#finished;
    const started = [...this.#underWay.values()].reduce((sum, each) => sum + each.bytes * each.share, 0);
    const done = bytes + started;
    const elapsedMs = this.#clock.now() - this.#startedAt;
    const converted = done - this.#skippedBytes;
    const speed =
      elapsedMs >= shortestMeasureMs && converted > 0 ? (converted / elapsedMs) * 1000 : undefined;
    const pace = { finished, ...(speed !== undefined && { speed }) };
    const total = this.#total;
    if (!total) return pace;
    const share = total.bytes > 0 ? done / total.bytes : finished / Math.max(1, total.files);
    this.#percent = Math.max(this.#percent, Math.min(finished < total.files ? 99.9 : 100, share * 100));
    const left = Math.max(0, total.bytes - done);
    return {
      ...pace,
      total: total.files,
      percent: this.#percent,
      ...(speed !== undefined && { remainingMs: (left / speed) * 1000 }),
    };
  }
}
