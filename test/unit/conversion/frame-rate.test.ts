import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { framesPerSecond, parseFrameRate } from "../../../src/conversion/index.js";
import { isSameRate, toRational } from "../../../src/conversion/frame-rate.js";

describe("E24 NTSC rates are fractions", () => {
  it.each([
    [23.976, "24000/1001"],
    ["23.98", "24000/1001"],
    [29.97, "30000/1001"],
    ["29.97fps", "30000/1001"],
    ["59.94 FPS", "60000/1001"],
    [47.952, "48000/1001"],
    [119.88, "120000/1001"],
    ["30000/1001", "30000/1001"],
    ["60000 / 1001", "60000/1001"],
  ])("%j is %s", (input, rate) => {
    expect(parseFrameRate(input)).toBe(rate);
  });
});

describe("R41 frame rates as people write them", () => {
  it.each([
    [30, 30],
    ["30", 30],
    ["30fps", 30],
    ["25 fps", 25],
    [12.5, "25/2"],
    ["60/1", 60],
    ["50/2", 25],
    [0.5, "1/2"],
    [1000, 1000],
  ])("%j is %j", (input, rate) => {
    expect(parseFrameRate(input)).toBe(rate);
  });

  it.each([
    0,
    -30,
    NaN,
    Infinity,
    1001,
    0.0001,
    "",
    "0/1",
    "1/0",
    "30/",
    "a",
    "30p",
    "-5/1",
    "100000000/3",
    "1e3",
  ])("%j is none", (input) => {
    expect(parseFrameRate(input)).toBeUndefined();
  });

  it("gives what it reads again as the same, within half a thousandth", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 1000, noNaN: true }), (value) => {
        const rate = parseFrameRate(value)!;
        expect(parseFrameRate(rate)).toEqual(rate);
        expect(Math.abs(framesPerSecond(String(rate)) - value)).toBeLessThan(0.0066);
      }),
    );
  });
});

describe("E22 E24 rates as ffprobe writes them", () => {
  it.each([
    ["30000/1001", 30_000 / 1001],
    ["25/1", 25],
    ["25", 25],
    ["0/0", 0],
    ["", 0],
    ["N/A", 0],
    ["-30/1", 0],
  ])("%j is %d frames per second", (rate, frames) => {
    expect(framesPerSecond(rate)).toBeCloseTo(frames, 10);
  });

  it("keeps numerator and denominator apart", () => {
    expect(toRational("24000/1001")).toEqual({ numerator: 24_000, denominator: 1001 });
    expect(toRational("0/0")).toBeUndefined();
  });

  it.each([
    ["30", "30/1", true],
    ["30000/1001", "29970/1000", true],
    ["30", "30000/1001", false],
    ["24", "24000/1001", false],
    ["0/0", "0/0", false],
    ["25", "0/0", false],
  ])("%s and %s: the same is %s", (one, other, same) => {
    expect(isSameRate(one, other)).toBe(same);
  });
});
