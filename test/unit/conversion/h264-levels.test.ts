import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareLevels, lowestLevel, mostReferences } from "../../../src/conversion/h264-levels.js";

const need = (width: number, height: number, framesPerSecond: number, bitrate?: number, isHigh = true) =>
  lowestLevel({ width, height, framesPerSecond, isHigh, ...(bitrate !== undefined && { bitrate }) });

describe("E60 the lowest level that holds the picture", () => {
  it.each([
    [176, 144, 15, "1.0"],
    [352, 288, 30, "1.3"],
    [720, 480, 30, "3.0"],
    [720, 576, 25, "3.0"],
    [854, 480, 30, "3.1"],
    [1280, 720, 30, "3.1"],
    [1280, 720, 60, "3.2"],
    [1920, 1080, 24, "4.0"],
    [1920, 1080, 30, "4.0"],
    [1080, 1920, 30, "4.0"],
    [1920, 1080, 50, "4.2"],
    [1920, 1080, 60, "4.2"],
    [2560, 1440, 30, "5.0"],
    [3840, 2160, 30, "5.1"],
    [3840, 2160, 60, "5.2"],
    [7680, 4320, 30, "6.0"],
    [7680, 4320, 60, "6.1"],
    [7680, 4320, 120, "6.2"],
  ])("%dx%d at %d is %s", (width, height, fps, level) => {
    expect(need(width, height, fps)).toBe(level);
  });

  it("grows with the bit rate, of which High may have a quarter more", () => {
    expect(need(1280, 720, 30, 14_000_000, false)).toBe("3.1");
    expect(need(1280, 720, 30, 17_000_000, false)).toBe("3.2");
    expect(need(1280, 720, 30, 17_000_000, true)).toBe("3.1");
    expect(need(1920, 1080, 30, 50_000_000)).toBe("4.1");
  });

  it("counts a long side, too: a decoder of 1.0 need not take 3000 pixels", () => {
    expect(need(3000, 16, 1)).toBe("3.2");
    expect(need(16, 3000, 1)).toBe("3.2");
  });

  it("answers the highest for what no level holds", () => {
    expect(need(16_000, 16_000, 300)).toBe("6.2");
  });

  const size = fc.integer({ min: 16, max: 4096 });
  const rate = fc.integer({ min: 1, max: 120 });

  it("is never too low: frame, rate and bit rate are within table A-1", () => {
    // MaxFS, MaxMBPS, MaxBR of Rec. ITU-T H.264, for the levels that are met in practice.
    const most: Record<string, readonly [number, number, number]> = {
      "1.3": [396, 11_880, 768_000],
      "2.1": [792, 19_800, 4_000_000],
      "3.0": [1620, 40_500, 10_000_000],
      "3.1": [3600, 108_000, 14_000_000],
      "3.2": [5120, 216_000, 20_000_000],
      "4.0": [8192, 245_760, 20_000_000],
      "4.1": [8192, 245_760, 50_000_000],
      "4.2": [8704, 522_240, 50_000_000],
      "5.0": [22_080, 589_824, 135_000_000],
      "5.1": [36_864, 983_040, 240_000_000],
    };
    fc.assert(
      fc.property(
        size,
        size,
        rate,
        fc.integer({ min: 0, max: 200_000_000 }),
        (width, height, fps, bitrate) => {
          const table = most[need(width, height, fps, bitrate, false)];
          if (!table) return;
          const frame = Math.ceil(width / 16) * Math.ceil(height / 16);
          expect(frame).toBeLessThanOrEqual(table[0]);
          expect(frame * fps).toBeLessThanOrEqual(table[1]);
          expect(bitrate).toBeLessThanOrEqual(table[2]);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("does not fall when the picture grows", () => {
    fc.assert(
      fc.property(size, size, rate, fc.nat(500), (width, height, fps, more) => {
        const before = need(width, height, fps);
        expect(compareLevels(need(width + more, height, fps), before)).toBeGreaterThanOrEqual(0);
        expect(compareLevels(need(width, height, fps + more), before)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe("E60 reference frames that fit the level's buffer", () => {
  it.each([
    ["4.0", 1920, 1080, 4],
    ["3.1", 1280, 720, 5],
    ["3.0", 720, 576, 5],
    ["5.1", 1920, 1080, 16],
    ["1.0", 1920, 1080, 1],
  ])("%s at %dx%d: %d", (level, width, height, references) => {
    expect(mostReferences(level, width, height)).toBe(references);
  });
});
