import { type Clock, systemClock } from "./clock.js";

export interface Measure {
  percent?: number;
  bytes: number;
  totalBytes?: number;
  /** Units a second, since the beginning. */
  speed?: number;
  remainingMs?: number;
}

// A rate over less time than this is noise.
const shortestMeasureMs = 250;

/** Turns "so many of so many" into percent, speed and time left; the percentage never falls. */
export class ProgressMeter {
  readonly #startedAt: number;
  readonly #clock: Clock;
  #percent = 0;

  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
    this.#startedAt = clock.now();
  }

  measure(bytes: number, totalBytes: number | undefined): Measure {
    const measure: Measure = { bytes };
    const elapsedMs = this.#clock.now() - this.#startedAt;
    const speed = elapsedMs >= shortestMeasureMs ? (bytes / elapsedMs) * 1000 : undefined;
    if (speed !== undefined && speed > 0) measure.speed = speed;
    if (totalBytes !== undefined && totalBytes > 0) {
      this.#percent = Math.max(this.#percent, Math.min(100, (bytes / totalBytes) * 100));
      measure.totalBytes = totalBytes;
      measure.percent = this.#percent;
      if (measure.speed) measure.remainingMs = Math.max(0, ((totalBytes - bytes) / measure.speed) * 1000);
    }
    return measure;
  }
}
