import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ConversionSpec, planConversion } from "../../../src/conversion/index.js";
import { defaultAudioBitrate, rateControl } from "../../../src/conversion/rate-control.js";
import { source, valueOf } from "./sample-source.js";

describe("R43 quality is the default way", () => {
  it.each([
    ["h264", 20],
    ["hevc", 24],
    ["av1", 32],
  ] as const)("%s at CRF %d", (codec, crf) => {
    expect(rateControl({}, codec, 60, false)).toEqual({ kind: "quality", crf });
    expect(rateControl({ video: { crf: 17 } }, codec, 60, false)).toEqual({ kind: "quality", crf: 17 });
  });
});

describe("E59 R46 a maximum comes with a buffer", () => {
  it("of two seconds for a preset's peak", () => {
    expect(rateControl({ video: { crf: 22, maxBitrate: 6_000_000 } }, "h264", 60, false)).toEqual({
      kind: "quality",
      crf: 22,
      maxBitrate: 6_000_000,
      bufferSize: 12_000_000,
    });
  });

  it("that the user's own maximum holds over the whole length, buffer included", () => {
    const length = fc.double({ min: 0.5, max: 40_000, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 10_000, max: 100_000_000 }), length, (maxBitrate, duration) => {
        const rate = rateControl({ video: { maxBitrate } }, "h264", duration, true);
        const average = rate.maxBitrate! + rate.bufferSize! / duration;
        // Half a bit of rounding, in rate and buffer.
        expect(average).toBeLessThanOrEqual(maxBitrate + 0.51 * (1 + 1 / duration));
        expect(rate.maxBitrate).toBeGreaterThan(0);
      }),
    );
  });

  it("and the maximum itself where the length is not known", () => {
    expect(rateControl({ video: { maxBitrate: 6_000_000 } }, "h264", undefined, true)).toMatchObject({
      maxBitrate: 6_000_000,
    });
  });
});

describe("R46 a bit rate becomes -b:v, -maxrate and -bufsize", () => {
  it.each([
    [{ bitrate: 4_000_000 }, { bitrate: 4_000_000, maxBitrate: 6_000_000, bufferSize: 8_000_000 }],
    [{ bitrate: 4_000_000, maxBitrate: 5_000_000 }, { maxBitrate: 5_000_000 }],
    [{ bitrate: 4_000_000, maxBitrate: 9_000_000 }, { maxBitrate: 6_000_000 }],
    [{ bitrate: 4_000_000, maxBitrate: 1_000_000 }, { maxBitrate: 4_000_000 }],
    [{ bitrate: 333_333 }, { maxBitrate: 500_000 }],
  ])("%j", (video, rate) => {
    expect(rateControl({ video }, "h264", 60, false)).toMatchObject({ kind: "bitrate", ...rate });
  });

  it.each<[ConversionSpec, number]>([
    [{ video: { bitrate: 4_000_000 } }, 2],
    [{ video: { codec: "hevc", bitrate: 4_000_000 } }, 2],
    [{ video: { codec: "av1", bitrate: 4_000_000 } }, 1],
    [{ video: { crf: 20 } }, 1],
    [{ targetSize: 20_000_000 }, 2],
    [{}, 1],
  ])("%j takes %d passes", (spec, passes) => {
    const plan = planConversion(source(), spec);
    expect(plan.passes).toHaveLength(passes);
    const numbers = plan.passes.map((args) => valueOf(args, "-pass"));
    expect(numbers).toEqual(passes === 2 ? ["1", "2"] : [undefined]);
  });

  it("never gives both a CRF and a bit rate", () => {
    for (const spec of [
      { video: { bitrate: 1_000_000 } },
      { targetSize: 20_000_000 },
      { video: { crf: 18 } },
    ]) {
      const args = planConversion(source(), spec).passes.at(-1)!;
      expect(args.includes("-crf")).toBe(!args.includes("-b:v:0"));
    }
  });
});

describe("R45 the sound's default", () => {
  it.each([
    [1, 96_000],
    [2, 160_000],
    [6, 384_000],
    [8, 512_000],
  ])("%d channels: %d b/s", (channels, bitrate) => {
    expect(defaultAudioBitrate(channels)).toBe(bitrate);
  });
});
