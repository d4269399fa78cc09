import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ProgressMeter } from "../../../src/time/index.js";
import { ManualClock } from "../../support/manual-clock.js";

describe("R53 ProgressMeter", () => {
  it("tells percent, speed and time left", async () => {
    const clock = new ManualClock();
    const meter = new ProgressMeter(clock);
    await clock.advance(2000);
    expect(meter.measure(500, 2000)).toEqual({
      bytes: 500,
      totalBytes: 2000,
      percent: 25,
      speed: 250,
      remainingMs: 6000,
    });
  });

  it("knows no rate in the first moments", async () => {
    const clock = new ManualClock();
    const meter = new ProgressMeter(clock);
    await clock.advance(249);
    expect(meter.measure(500, 1000)).toEqual({ bytes: 500, totalBytes: 1000, percent: 50 });
  });

  it("gives no percentage of an unknown or empty whole", () => {
    const meter = new ProgressMeter(new ManualClock());
    expect(meter.measure(500, undefined)).toEqual({ bytes: 500 });
    expect(meter.measure(0, 0)).toEqual({ bytes: 0 });
  });

  it("never falls, never leaves 0 to 100, is never NaN", async () => {
    const reading = fc.record({
      ms: fc.integer({ min: 0, max: 10_000 }),
      bytes: fc.integer({ min: 0, max: 2 ** 40 }),
      total: fc.option(fc.integer({ min: 0, max: 2 ** 40 }), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(reading, { maxLength: 20 }), async (readings) => {
        const clock = new ManualClock();
        const meter = new ProgressMeter(clock);
        let before = 0;
        for (const { ms, bytes, total } of readings) {
          await clock.advance(ms);
          const { percent = before, speed = 1, remainingMs = 0 } = meter.measure(bytes, total);
          expect(percent).toBeGreaterThanOrEqual(before);
          expect(percent).toBeLessThanOrEqual(100);
          expect(Number.isFinite(speed) && speed > 0).toBe(true);
          expect(Number.isFinite(remainingMs) && remainingMs >= 0).toBe(true);
          before = percent;
        }
      }),
    );
  });
});
