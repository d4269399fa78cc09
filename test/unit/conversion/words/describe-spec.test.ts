import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ConversionSpec,
  describeSpec,
  normalizeSpec,
  parseRequest,
} from "../../../../src/conversion/index.js";
import { anySpec, withoutEmpty } from "./any-spec.js";

describe("R84 a spec said as a sentence", () => {
  it.each(["en", "zh"] as const)("is read back as the same spec, whatever it asks for (%s)", (language) => {
    fc.assert(
      fc.property(anySpec, (input) => {
        const spec = withoutEmpty(normalizeSpec(input));
        const text = describeSpec(spec, language);
        const parsed = parseRequest(text);
        const { unrecognized, questions, selection } = parsed;
        if (
          isDeepStrictEqual(
            [parsed.spec, unrecognized, questions, selection],
            [spec, [], [], { batch: false }],
          )
        )
          return;
        expect({ text, ...parsed }).toEqual({ ...parsed, text, spec, unrecognized: [], questions: [] });
        expect(selection).toEqual({ batch: false });
      }),
      { numRuns: 10_000 },
    );
  });

  it.each<[ConversionSpec, string, string]>([
    [{}, "Convert to MP4.", "转换为 MP4。"],
    [{ video: {}, audio: {}, trim: {}, streams: {} }, "Convert to MP4.", "转换为 MP4。"],
    [
      { video: { codec: "h264", crf: 20 }, targetSize: 25_000_000 },
      "Convert to MP4: H.264, CRF 20, under 25 MB.",
      "转换为 MP4：H.264，CRF 20，不超过 25 MB。",
    ],
    [
      { video: { codec: "copy" }, audio: { codec: "copy" } },
      "Convert to MP4: without re-encoding.",
      "转换为 MP4：不要重新编码。",
    ],
    [
      { video: { height: 1080, bitrate: 4_000_000 }, audio: { codec: "aac", bitrate: 192_000 } },
      "Convert to MP4: 1080p, video bitrate 4000 kb/s, AAC audio, audio bitrate 192 kb/s.",
      "转换为 MP4：1080p，视频码率 4000 kb/s，AAC 音频，音频码率 192 kb/s。",
    ],
    [
      {
        video: {
          rotate: 270,
          profile: "high",
          level: "4.1",
          preset: "slow",
          keyframeInterval: 2,
          hdr: "tonemap",
        },
        audio: { channels: 2, sampleRate: 48_000, normalize: true },
        subtitles: "burn",
        trim: { start: 90, end: 165 },
        streams: { audio: ["eng", "jpn"] },
      },
      "Convert to MP4: High profile, level 4.1, encoder preset slow, rotate 90 degrees counterclockwise, " +
        "keyframes every 2 seconds, tone-map to SDR, stereo, sample rate 48000 Hz, normalize the loudness, " +
        "from 90 s to 165 s, burn in the subtitles, audio in English and Japanese.",
      "转换为 MP4：High profile，级别 4.1，编码预设 slow，逆时针旋转 90 度，关键帧间隔 2 秒，转为 SDR，立体声，" +
        "采样率 48000 Hz，响度标准化，从 90 秒到 165 秒，烧录字幕，只要英语 和 日语音轨。",
    ],
    [
      { video: false, streams: { audio: [1] }, faststart: false },
      "Convert to MP4: sound only, no faststart, audio tracks 2.",
      "转换为 MP4：只要声音，不要快速启动，音轨 2。",
    ],
  ])("%j", (value, english, chinese) => {
    expect(describeSpec(value, "en")).toBe(english);
    expect(describeSpec(value, "zh")).toBe(chinese);
  });
});

describe("R84 a spec that contradicts itself", () => {
  it.each<[ConversionSpec, string]>([
    [{ video: { codec: "copy", height: 720 } }, "video.codec"],
    [{ video: { codec: "copy" }, reencode: true }, "video.codec"],
    [{ audio: { codec: "copy", bitrate: 128_000 } }, "audio.codec"],
  ])("is said as it is, and read back with a question: %j", (spec, field) => {
    for (const language of ["en", "zh"] as const) {
      const { unrecognized, questions } = parseRequest(describeSpec(spec, language));
      expect(unrecognized).toEqual([]);
      expect(questions).toMatchObject([{ field, default: "auto" }]);
    }
  });
});
