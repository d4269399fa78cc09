import { describe, expect, it } from "vitest";
import { type ConversionSpecInput, normalizeSpec } from "../../../src/conversion/index.js";
import { failureOf } from "../../support/failure-of.js";

const refusal = (input: unknown) => failureOf(() => normalizeSpec(input as ConversionSpecInput));

const bitrate = 'a bit rate such as 4000000, "4000k" or "4M"';
const pixels = "a whole number of pixels above 0";
const time = 'a time such as 90 or "1:30"';
const flag = "true or false";

describe("R41 what a key does not take is refused with key, value and what it takes", () => {
  it.each<[input: unknown, key: string, value: string, expected: string]>([
    [{ video: 5 }, "video", "5", "false or an object"],
    [{ video: true }, "video", "true", "false or an object"],
    [{ audio: "none" }, "audio", '"none"', "false or an object"],
    [{ video: { codec: "vp9" } }, "video.codec", '"vp9"', 'one of "auto", "copy", "h264", "hevc", "av1"'],
    [{ audio: { codec: "mp3" } }, "audio.codec", '"mp3"', 'one of "auto", "copy", "aac"'],
    [{ video: { crf: 64 } }, "video.crf", "64", "a number from 0 to 63"],
    [{ video: { crf: "good" } }, "video.crf", '"good"', "a number from 0 to 63"],
    [{ video: { crf: -1 } }, "video.crf", "-1", "a number from 0 to 63"],
    [{ video: { crf: NaN } }, "video.crf", "NaN", "a number from 0 to 63"],
    [{ video: { bitrate: "fast" } }, "video.bitrate", '"fast"', bitrate],
    [{ video: { bitrate: 0 } }, "video.bitrate", "0", bitrate],
    [{ video: { bitrate: {} } }, "video.bitrate", "{}", bitrate],
    [{ video: { maxBitrate: -5 } }, "video.maxBitrate", "-5", bitrate],
    [{ video: { width: 0 } }, "video.width", "0", pixels],
    [{ video: { height: "tall" } }, "video.height", '"tall"', pixels],
    [{ video: { height: 719.5 } }, "video.height", "719.5", pixels],
    [{ video: { fps: 0 } }, "video.fps", "0", 'a frame rate such as 30, 29.97 or "30000/1001"'],
    [{ video: { fps: "1/0" } }, "video.fps", '"1/0"', 'a frame rate such as 30, 29.97 or "30000/1001"'],
    [{ video: { allowUpscale: "yes" } }, "video.allowUpscale", '"yes"', flag],
    [{ video: { profile: "high10" } }, "video.profile", '"high10"', 'one of "baseline", "main", "high"'],
    [{ video: { level: 7 } }, "video.level", "7", 'a level such as "4.1"'],
    [{ video: { level: "4.5" } }, "video.level", '"4.5"', 'a level such as "4.1"'],
    [{ video: { preset: 5 } }, "video.preset", "5", 'an encoder preset such as "slow"'],
    [{ video: { preset: "-y" } }, "video.preset", '"-y"', 'an encoder preset such as "slow"'],
    [{ video: { rotate: 45 } }, "video.rotate", "45", "one of 0, 90, 180, 270"],
    [
      { video: { keyframeInterval: 0 } },
      "video.keyframeInterval",
      "0",
      "a number of seconds from 0.04 to 600",
    ],
    [{ video: { deinterlace: "yes" } }, "video.deinterlace", '"yes"', 'one of "auto", true, false'],
    [{ video: { hdr: true } }, "video.hdr", "true", 'one of "auto", "keep", "tonemap"'],
    [{ audio: { bitrate: "loud" } }, "audio.bitrate", '"loud"', bitrate],
    [{ audio: { channels: 9 } }, "audio.channels", "9", "a whole number from 1 to 8"],
    [{ audio: { channels: 2.5 } }, "audio.channels", "2.5", "a whole number from 1 to 8"],
    [{ audio: { sampleRate: 0 } }, "audio.sampleRate", "0", 'a sample rate such as 48000 or "44.1kHz"'],
    [{ audio: { normalize: 1 } }, "audio.normalize", "1", flag],
    [{ subtitles: true }, "subtitles", "true", 'one of "keep", "drop", "burn"'],
    [{ streams: "all" }, "streams", '"all"', "an object"],
    [{ streams: { video: -1 } }, "streams.video", "-1", "a whole number from 0"],
    [{ streams: { video: 0.5 } }, "streams.video", "0.5", "a whole number from 0"],
    [
      { streams: { audio: "first" } },
      "streams.audio",
      '"first"',
      '"all", "default", a list of numbers or a list of languages',
    ],
    [{ targetSize: "small" }, "targetSize", '"small"', 'a size such as 25000000 or "25MB"'],
    [{ targetSize: 0 }, "targetSize", "0", 'a size such as 25000000 or "25MB"'],
    [{ trim: 5 }, "trim", "5", "an object"],
    [{ trim: { start: "soon" } }, "trim.start", '"soon"', time],
    [{ trim: { end: -1 } }, "trim.end", "-1", time],
    [{ trim: { start: 5, end: 5 } }, "trim.end", "5", "a time after trim.start"],
    [{ faststart: "yes" }, "faststart", '"yes"', flag],
    [{ fragmented: 0 }, "fragmented", "0", flag],
    [{ reencode: null }, "reencode", "null", flag],
    [
      { video: { crf: 20, bitrate: 4_000_000 } },
      "video.bitrate",
      "4000000",
      "left out when video.crf is set: they contradict each other",
    ],
  ])("%j", async (input, key, value, expected) => {
    const error = await refusal(input);
    expect(error.code).toBe("invalid-request");
    expect(error.message).toBe(`spec.${key} is ${value}; it must be ${expected}.`);
    expect(error.details).toMatchObject({ key: `spec.${key}`, expected });
  });

  it.each([[null], [undefined], ["mp4"], [5], [[]]])("%j as a whole", async (input) => {
    const shown = JSON.stringify(input) ?? "undefined";
    expect((await refusal(input)).message).toBe(`spec is ${shown}; it must be an object.`);
  });

  it("names an unknown use with all that are known", async () => {
    const { message } = await refusal({ useCase: "tiktok" });
    expect(message).toMatch(
      /^spec\.useCase is "tiktok"; it must be one of "youtube", "vimeo", .*"preview"\.$/,
    );
  });

  it("names the first wrong entry of a list", async () => {
    expect((await refusal({ streams: { audio: [0, -1] } })).message).toContain("spec.streams.audio");
  });

  it("shows a value that JSON has no words for", async () => {
    expect((await refusal({ targetSize: 5n })).message).toContain("spec.targetSize is 5;");
    expect((await refusal({ faststart: () => true })).message).toContain("spec.faststart is function;");
    const endless: Record<string, unknown> = {};
    endless["self"] = endless;
    expect((await refusal({ targetSize: endless })).message).toContain("spec.targetSize is object;");
  });
});

describe("R41 a key that does not exist is refused, with the one that was meant", () => {
  it.each([
    [{ video: { bitRate: 1 } }, "video.bitRate", "bitrate"],
    [{ video: { birtate: 1 } }, "video.birtate", "bitrate"],
    [{ video: { heigth: 720 } }, "video.heigth", "height"],
    [{ video: { Codec: "h264" } }, "video.Codec", "codec"],
    [{ audio: { chanels: 2 } }, "audio.chanels", "channels"],
    [{ trim: { begin: 1, ends: 2 } }, "trim.begin", undefined],
    [{ trim: { ends: 2 } }, "trim.ends", "end"],
    [{ streams: { vidio: 0 } }, "streams.vidio", "video"],
    [{ targetsize: 5 }, "targetsize", "targetSize"],
    [{ vidoe: {} }, "vidoe", "video"],
    [{ container: "mkv" }, "container", undefined],
    [{ video: { bitdepth: 8 } }, "video.bitdepth", undefined],
  ])("%j", async (input, key, meant) => {
    const { code, message, details } = await refusal(input);
    expect(code).toBe("invalid-request");
    expect(message).toContain(`spec.${key} is not known; `);
    expect(message).toContain(meant === undefined ? "known are " : `did you mean "${meant}"?`);
    expect(details["known"]).toContain(meant ?? (details["known"] as string[])[0]);
  });
});
