import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type SizeBudget,
  sizeFor,
  targetUnreachable,
  videoBitrateFor,
} from "../../../src/conversion/size-arithmetic.js";

const budget = fc.record<SizeBudget>({
  targetSize: fc.integer({ min: 10_000, max: 10_000_000_000 }),
  duration: fc.double({ min: 0.1, max: 40_000, noNaN: true }),
  framesPerSecond: fc.constantFrom(15, 24, 25, 30_000 / 1001, 30, 60, 120),
  audio: fc.array(
    fc.record({
      bitrate: fc.integer({ min: 0, max: 512_000 }),
      packetsPerSecond: fc.constantFrom(48_000 / 1024, 44_100 / 1024, 8000 / 1024),
    }),
    { maxLength: 4 },
  ),
});

/** What muxers were measured to write: 16.8 bytes a packet and a header of up to 2 KiB. */
function measuredSize(bitrate: number, { duration, framesPerSecond, audio }: SizeBudget): number {
  const packets =
    duration * (framesPerSecond + audio.reduce((sum, track) => sum + track.packetsPerSecond, 0));
  const bits = (bitrate + audio.reduce((sum, track) => sum + track.bitrate, 0)) * duration;
  return bits / 8 + 16.8 * packets + 2048;
}

describe("E57 R83 target size arithmetic", () => {
  it("leaves room for index and header: what it gives stays under the target, even half a percent off", () => {
    fc.assert(
      fc.property(budget, (wanted) => {
        const bitrate = videoBitrateFor(wanted);
        fc.pre(bitrate > 0);
        expect(measuredSize(bitrate, wanted) * 1.004).toBeLessThanOrEqual(wanted.targetSize * 1.0001);
      }),
    );
  });

  it("wastes no more than a percent", () => {
    fc.assert(
      fc.property(budget, (wanted) => {
        const bitrate = videoBitrateFor(wanted);
        fc.pre(bitrate > 0 && wanted.targetSize > 1_000_000);
        expect(measuredSize(bitrate, wanted)).toBeGreaterThan(wanted.targetSize * 0.985);
      }),
    );
  });

  it("gives more for more bytes, and less for more time, frames or sound", () => {
    fc.assert(
      fc.property(budget, (wanted) => {
        const bitrate = videoBitrateFor(wanted);
        expect(videoBitrateFor({ ...wanted, targetSize: wanted.targetSize + 1000 })).toBeGreaterThan(bitrate);
        expect(videoBitrateFor({ ...wanted, framesPerSecond: wanted.framesPerSecond + 1 })).toBeLessThan(
          bitrate,
        );
        const more = [...wanted.audio, { bitrate: 64_000, packetsPerSecond: 47 }];
        expect(videoBitrateFor({ ...wanted, audio: more })).toBeLessThan(bitrate);
      }),
    );
  });

  it("sizeFor is the other way round", () => {
    fc.assert(
      fc.property(budget, (wanted) => {
        const bitrate = videoBitrateFor(wanted);
        fc.pre(bitrate > 0);
        expect(Math.abs(sizeFor(bitrate, wanted) - wanted.targetSize)).toBeLessThanOrEqual(1.001);
      }),
    );
  });

  it("is the worked example of the case: 10 s at 25 fps with one track in 1 MB", () => {
    const audio = [{ bitrate: 128_000, packetsPerSecond: 46.875 }];
    const bitrate = videoBitrateFor({ targetSize: 1_000_000, duration: 10, framesPerSecond: 25, audio });
    // (995000 - 2048 - 17 * 718.75) * 8 / 10 - 128000
    expect(bitrate).toBeCloseTo(656_586.6, 1);
  });

  it("is negative when sound and index alone are too much", () => {
    const audio = [{ bitrate: 128_000, packetsPerSecond: 47 }];
    expect(videoBitrateFor({ targetSize: 10_000, duration: 60, framesPerSecond: 30, audio })).toBeLessThan(0);
  });

  it("says the least that is possible", () => {
    const error = targetUnreachable(1000, 50_000);
    expect(error.code).toBe("target-unreachable");
    expect(error.message).toContain("50000 bytes");
    expect(error.details).toEqual({ targetSize: 1000, leastBytes: 50_000 });
  });
});
