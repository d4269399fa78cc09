import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ConversionSpec, mergeSpecs, presets } from "../../../src/conversion/index.js";

type Case = [earlier: ConversionSpec, later: ConversionSpec, merged: ConversionSpec];

describe("R41 preset < words < spec", () => {
  it("goes by key, the last one wins", () => {
    const preset: ConversionSpec = {
      video: { preset: "slow", fps: 30 },
      audio: { bitrate: 128_000 },
      faststart: true,
    };
    const words: ConversionSpec = { video: { fps: 25, codec: "hevc" }, streams: { audio: "default" } };
    const spec: ConversionSpec = { video: { codec: "h264" }, streams: { video: 1 }, faststart: false };
    expect(mergeSpecs(preset, words, spec)).toStrictEqual({
      video: { preset: "slow", fps: 25, codec: "h264" },
      audio: { bitrate: 128_000 },
      streams: { audio: "default", video: 1 },
      faststart: false,
    });
  });

  it.each<Case>([
    [{ video: { crf: 20 } }, { video: false }, { video: false }],
    [{ video: false }, { video: { crf: 20 } }, { video: { crf: 20 } }],
    [{ audio: false }, { audio: { bitrate: 1 } }, { audio: { bitrate: 1 } }],
    [{ audio: { bitrate: 1 } }, { audio: false }, { audio: false }],
    [{ audio: { bitrate: 1 } }, { audio: { channels: 2 } }, { audio: { bitrate: 1, channels: 2 } }],
    [{ useCase: "web" }, { useCase: "mobile" }, { useCase: "mobile" }],
  ])("%j and %j", (earlier, later, merged) => {
    expect(mergeSpecs(earlier, later)).toStrictEqual(merged);
  });

  it("skips what is missing and changes nothing that it was given", () => {
    const earlier = Object.freeze({ video: Object.freeze({ crf: 20 }) });
    expect(mergeSpecs(undefined, earlier, undefined, { targetSize: 5 })).toStrictEqual({
      targetSize: 5,
      video: {},
    });
    expect(mergeSpecs()).toStrictEqual({});
    expect(earlier).toEqual({ video: { crf: 20 } });
  });
});

describe("R46 a rate control is replaced as a whole", () => {
  it.each<Case>([
    [{ video: { crf: 20, maxBitrate: 9 } }, { video: { bitrate: 4 } }, { video: { bitrate: 4 } }],
    [{ video: { bitrate: 4, maxBitrate: 9 } }, { video: { crf: 20 } }, { video: { crf: 20 } }],
    [{ video: { crf: 20 } }, { video: { maxBitrate: 9 } }, { video: { crf: 20, maxBitrate: 9 } }],
    [{ video: { crf: 20, fps: 30 } }, { targetSize: 5 }, { video: { fps: 30 }, targetSize: 5 }],
    [{ video: { bitrate: 4 } }, { targetSize: 5, video: { fps: 30 } }, { video: { fps: 30 }, targetSize: 5 }],
    [{ targetSize: 5 }, { video: { crf: 20 } }, { video: { crf: 20 } }],
    [{ targetSize: 5 }, { video: { bitrate: 4 } }, { video: { bitrate: 4 } }],
    [{ targetSize: 5 }, { video: { height: 720 } }, { targetSize: 5, video: { height: 720 } }],
    [{ targetSize: 5 }, { audio: { bitrate: 4 } }, { targetSize: 5, audio: { bitrate: 4 } }],
  ])("%j and %j", (earlier, later, merged) => {
    expect(mergeSpecs(earlier, later)).toStrictEqual(merged);
  });

  it("never leaves a CRF beside a bit rate", () => {
    const rate = fc.constantFrom<ConversionSpec>(
      { video: { crf: 20 } },
      { video: { bitrate: 4 } },
      { targetSize: 5 },
      { video: { maxBitrate: 6 } },
      ...Object.values(presets).map((preset) => preset.spec),
    );
    fc.assert(
      fc.property(fc.array(rate), (specs) => {
        const { video, targetSize } = mergeSpecs(...specs);
        const { crf, bitrate } = video || {};
        expect([crf, bitrate, targetSize].filter((value) => value !== undefined).length).toBeLessThanOrEqual(
          1,
        );
      }),
    );
  });
});

describe("E9 a size is replaced as a whole", () => {
  it.each<Case>([
    [{ video: { height: 1080 } }, { video: { width: 640 } }, { video: { width: 640 } }],
    [{ video: { width: 640, height: 360 } }, { video: { height: 720 } }, { video: { height: 720 } }],
    [{ video: { height: 720 } }, { video: { fps: 30 } }, { video: { height: 720, fps: 30 } }],
  ])("%j and %j: a width alone would become a box with the height of another", (earlier, later, merged) => {
    expect(mergeSpecs(earlier, later)).toStrictEqual(merged);
  });
});
