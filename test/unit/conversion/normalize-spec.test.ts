import { describe, expect, it } from "vitest";
import {
  type ConversionSpec,
  type ConversionSpecInput,
  normalizeSpec,
  presetNames,
} from "../../../src/conversion/index.js";

type Accepted = [input: ConversionSpecInput, spec: ConversionSpec];

const same = (spec: ConversionSpec): Accepted => [spec, spec];

describe("R41 numbers as people write them become numbers", () => {
  it.each<Accepted>([
    [{ video: { crf: "20.5" } }, { video: { crf: 20.5 } }],
    [{ video: { bitrate: "4000k" } }, { video: { bitrate: 4_000_000 } }],
    [{ video: { maxBitrate: "6 Mbps" } }, { video: { maxBitrate: 6_000_000 } }],
    [{ video: { width: "1280", height: "720p" } }, { video: { width: 1280, height: 720 } }],
    [{ video: { fps: 29.97 } }, { video: { fps: "30000/1001" } }],
    [{ video: { fps: "30fps" } }, { video: { fps: 30 } }],
    [{ video: { level: 4 } }, { video: { level: "4.0" } }],
    [{ video: { level: 4.1 } }, { video: { level: "4.1" } }],
    [{ video: { keyframeInterval: "2" } }, { video: { keyframeInterval: 2 } }],
    [{ audio: { bitrate: "192k" } }, { audio: { bitrate: 192_000 } }],
    [{ audio: { channels: "2" } }, { audio: { channels: 2 } }],
    [{ audio: { sampleRate: "44.1kHz" } }, { audio: { sampleRate: 44_100 } }],
    [{ targetSize: "500MB" }, { targetSize: 500_000_000 }],
    [{ trim: { start: "1:30", end: "2m" } }, { trim: { start: 90, end: 120 } }],
  ])("%j", (input, spec) => {
    expect(normalizeSpec(input)).toStrictEqual(spec);
  });
});

describe("R41 every key takes what it is documented to take", () => {
  it.each<Accepted>([
    same({}),
    same({ video: false }),
    same({ audio: false }),
    ...(["auto", "copy", "h264", "hevc", "av1"] as const).map((codec) => same({ video: { codec } })),
    ...(["auto", "copy", "aac"] as const).map((codec) => same({ audio: { codec } })),
    same({ video: { crf: 0 } }),
    same({ video: { crf: 63 } }),
    same({ video: { bitrate: 1, maxBitrate: 2 } }),
    same({ video: { allowUpscale: true, profile: "baseline", level: "3.1", preset: "slow", rotate: 270 } }),
    same({ video: { keyframeInterval: 0.5, deinterlace: "auto", hdr: "tonemap" } }),
    same({ video: { deinterlace: false, hdr: "keep", rotate: 0 } }),
    same({ audio: { channels: 8, normalize: true } }),
    ...(["keep", "drop", "burn"] as const).map((subtitles) => same({ subtitles })),
    same({ streams: { video: 1, audio: "all" } }),
    same({ streams: { audio: "default" } }),
    same({ streams: { audio: [0, 2] } }),
    same({ streams: { audio: ["eng", "chi"] } }),
    same({ trim: { start: 0 } }),
    same({ trim: { end: 0.5 } }),
    same({ faststart: false, fragmented: true, reencode: true }),
    ...presetNames.map((useCase) => same({ useCase })),
    [{ video: { crf: undefined }, audio: undefined }, { video: {} }],
  ])("%j", (input, spec) => {
    expect(normalizeSpec(input)).toStrictEqual(spec);
  });

  it("gives a spec that it takes again, and leaves its input alone", () => {
    const input = Object.freeze({
      video: Object.freeze({ fps: "29.97", bitrate: "4M" }),
      targetSize: undefined,
    });
    const spec = normalizeSpec(input);
    expect(normalizeSpec(spec)).toStrictEqual(spec);
    expect(input.video.bitrate).toBe("4M");
  });
});
