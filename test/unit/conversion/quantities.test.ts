import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseBitrate, parseSize, parseTime } from "../../../src/conversion/index.js";
import { parsePixels, parseSampleRate } from "../../../src/conversion/quantities.js";

const nonsense = [
  "",
  " ",
  "k",
  ".",
  "-5",
  "-5k",
  "1.2.3",
  "1e9",
  "0x10",
  "Infinity",
  "NaN",
  "five",
  "5 5",
  "٥",
];

describe("R41 bit rates as people write them", () => {
  it.each([
    [4_000_000, 4_000_000],
    ["4000k", 4_000_000],
    ["4000K", 4_000_000],
    ["4M", 4_000_000],
    ["4 Mbps", 4_000_000],
    ["4Mb/s", 4_000_000],
    ["2.5 Mbit/s", 2_500_000],
    ["192 kbits per second", 192_000],
    ["1,500,000", 1_500_000],
    ["128000 b/s", 128_000],
    ["500kb/s", 500_000],
    ["500 KBPS", 500_000],
    ["500kB/s", 4_000_000],
    ["500 KB/s", 4_000_000],
    ["2MB/s", 16_000_000],
    ["2 MBps", 16_000_000],
    ["16000 B/s", 128_000],
    ["500 kB per second", 4_000_000],
    ["500 kilobytes per second", 4_000_000],
    ["1g", 1_000_000_000],
    [1_234_567.8, 1_234_568],
  ])("%j is %d b/s", (input, bits) => {
    expect(parseBitrate(input)).toBe(bits);
  });

  it.each([...nonsense, "4MB/s/s", "4T", "0", 0, -1, NaN, Infinity, 1e300])("%j is none", (input) => {
    expect(parseBitrate(input)).toBeUndefined();
  });
});

describe("R41 R46 sizes as people write them", () => {
  it.each([
    [500_000_000, 500_000_000],
    ["500MB", 500_000_000],
    ["500 mb", 500_000_000],
    ["500m", 500_000_000],
    ["1.5 GiB", 1_610_612_736],
    ["25MiB", 26_214_400],
    ["800k", 800_000],
    ["1 T", 1_000_000_000_000],
    ["1024 bytes", 1024],
    ["2,000,000", 2_000_000],
  ])("%j is %d bytes", (input, bytes) => {
    expect(parseSize(input)).toBe(bytes);
  });

  it.each([...nonsense, "5 i", "5ib", "MB", "5 Mbps", "0MB", 0, -5, NaN, Infinity])("%j is none", (input) => {
    expect(parseSize(input)).toBeUndefined();
  });
});

describe("R41 pixels and sample rates as people write them", () => {
  it.each([
    [1080, 1080],
    ["1080", 1080],
    ["1080p", 1080],
    ["640 px", undefined],
    ["640px", 640],
    [0, undefined],
    [-720, undefined],
    [720.5, undefined],
    ["720.5", undefined],
    ["full", undefined],
  ])("%j is %s pixels", (input, pixels) => {
    expect(parsePixels(input)).toBe(pixels);
  });

  it.each([
    [48_000, 48_000],
    ["48000", 48_000],
    ["48k", 48_000],
    ["44.1 kHz", 44_100],
    ["22050Hz", 22_050],
    [0, undefined],
    [44_100.5, undefined],
    ["high", undefined],
  ])("%j is %s Hz", (input, hertz) => {
    expect(parseSampleRate(input)).toBe(hertz);
  });
});

describe("R41 times as people write them", () => {
  it.each([
    [90, 90],
    [0, 0],
    ["0", 0],
    ["90", 90],
    ["90.5", 90.5],
    ["90s", 90],
    ["90 sec", 90],
    ["1:30", 90],
    ["01:02:03.5", 3723.5],
    ["1m30s", 90],
    ["2 min", 120],
    ["1h 2m 3s", 3723],
    ["100:00:00", 360_000],
  ])("%j is %d seconds", (input, seconds) => {
    expect(parseTime(input)).toBe(seconds);
  });

  it.each(["", " ", "1:60", "1:2:3:4", ":30", "s", "-5", "1.5:30", -1, NaN, Infinity])(
    "%j is none",
    (input) => {
      expect(parseTime(input)).toBeUndefined();
    },
  );

  it("reads every clock back", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400_000 }), (seconds) => {
        const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
        const clock = [hours, minutes, seconds % 60].map((part) => String(part).padStart(2, "0")).join(":");
        expect(parseTime(clock)).toBe(seconds);
      }),
    );
  });
});

describe("R41 any text as a quantity", () => {
  it("is a positive whole number or nothing", () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[\d.,]{1,8} ?[kKmMgGtTi]?i?[bB]?$/));
    fc.assert(
      fc.property(text, (input) => {
        for (const parse of [parseBitrate, parseSize, parsePixels, parseSampleRate]) {
          expect(parse(input) ?? 1).toSatisfy((value: number) => Number.isSafeInteger(value) && value > 0);
        }
        expect(parseTime(input) ?? 0).toSatisfy((value: number) => Number.isFinite(value) && value >= 0);
      }),
    );
  });
});
