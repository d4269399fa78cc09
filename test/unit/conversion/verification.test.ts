import { describe, expect, it } from "vitest";
import {
  compareResult,
  type ConversionSpec,
  type Expectation,
  fromElsewhere,
  type MediaInfo,
  planConversion,
} from "../../../src/conversion/index.js";
import { picture, sound, source, subtitle } from "./sample-source.js";

const spec: ConversionSpec = {
  video: { height: 720, fps: 25 },
  audio: { bitrate: 128_000 },
  targetSize: 30_000_000,
};
const expected = planConversion(source({ subtitles: [subtitle()] }), spec).expectation;
const good = source({
  bytes: 29_000_000,
  video: [picture({ width: 1280, height: 720, frameRate: "25" })],
  subtitles: [subtitle({ codec: "mov_text" })],
});

const failed = (actual: MediaInfo, wanted: Expectation = expected) =>
  compareResult(wanted, actual).flatMap(({ name, ok }) => (ok ? [] : [name]));

describe("R49 a result is compared with what was promised", () => {
  it("passes when it is", () => {
    expect(failed(good)).toEqual([]);
    expect(compareResult(expected, good).length).toBeGreaterThanOrEqual(11);
  });

  it.each<[string, Partial<MediaInfo>, string[]]>([
    ["no picture", { video: [] }, ["video streams"]],
    ["only a cover", { video: [picture({ dispositions: ["attached_pic"] })] }, ["video streams"]],
    ["another codec", { video: [picture({ ...good.video[0], codec: "hevc" })] }, ["video codec"]],
    ["another size", { video: [picture({ width: 1280, height: 960, frameRate: "25" })] }, ["picture size"]],
    [
      "lying on its side",
      { video: [picture({ ...good.video[0], displayWidth: 720, displayHeight: 1280 })] },
      ["picture size"],
    ],
    [
      "a picture that ends early",
      { video: [picture({ ...good.video[0], duration: 50 })] },
      ["video duration"],
    ],
    ["another rate", { video: [picture({ ...good.video[0], frameRate: "30" })] }, ["frame rate"]],
    ["no sound", { audio: [] }, ["audio tracks"]],
    ["a track too many", { audio: [sound(), sound({ index: 2 })] }, ["audio tracks"]],
    ["sound of another codec", { audio: [sound({ codec: "ac3" })] }, ["audio 0 codec"]],
    ["fewer channels", { audio: [sound({ channels: 1 })] }, ["audio 0 channels"]],
    ["sound that ends early", { audio: [sound({ duration: 30 })] }, ["audio 0 duration"]],
    ["no subtitles", { subtitles: [] }, ["subtitle tracks"]],
    ["a film that ends early", { duration: 31 }, ["duration"]],
    ["a film of no length", { duration: undefined }, ["duration"]],
    ["a file too large", { bytes: 30_000_001 }, ["size"]],
    ["a file of unknown size", { bytes: undefined }, ["size"]],
  ])("fails for %s", (_what, changes, names) => {
    expect(failed({ ...good, ...changes })).toEqual(names);
  });

  it("says what it expected and what it found", () => {
    const check = compareResult(expected, { ...good, duration: 31 }).find(({ name }) => name === "duration");
    expect(check).toEqual({ name: "duration", expected: 60, actual: 31, ok: false });
  });

  it("uses the film's length for a stream that does not say its own", () => {
    const streams = {
      video: [picture({ ...good.video[0], duration: undefined })],
      audio: [sound({ duration: undefined })],
    };
    expect(failed({ ...good, ...streams })).toEqual([]);
    expect(failed({ ...good, ...streams, duration: 50 })).toEqual([
      "video duration",
      "audio 0 duration",
      "duration",
    ]);
  });
});

describe("E29 E30 the tolerance", () => {
  it.each([
    ["two frames of a slow film", 1, { frameRate: "5" }, 0.4],
    ["a tenth of a second", 1, { frameRate: "60" }, 0.1],
    ["half a percent of a long one", 1000, { frameRate: "25" }, 5],
  ])("is %s", (_what, duration, stream, seconds) => {
    const video = [picture({ ...stream, duration })];
    const { tolerance } = planConversion(source({ duration, video, audio: [] }), {}).expectation;
    expect(tolerance).toBeCloseTo(seconds, 6);
  });

  it("a stream is held to its own length, not to the film's", () => {
    const from = source({ duration: 60, audio: [sound({ duration: 20 })] });
    const { expectation } = planConversion(from, {});
    expect(failed(from, expectation)).toEqual([]);
    expect(failed({ ...from, audio: [sound({ duration: 60 })] }, expectation)).toEqual(["audio 0 duration"]);
  });

  it("E6 a pixel of rounding is none", () => {
    const wanted = { ...expected, video: { ...expected.video!, displayWidth: 1278 } };
    expect(failed(good, wanted)).toEqual([]);
    expect(failed(good, { ...wanted, video: { ...wanted.video, displayWidth: 1276 } })).toEqual([
      "picture size",
    ]);
  });
});

describe("E7 a copy is shown as the source is", () => {
  it.each<[ConversionSpec, number, number]>([
    [{}, 1080, 1920],
    [{ video: { codec: "copy" } }, 1080, 1920],
    [{ video: { crf: 20 } }, 1080, 1920],
    [{ video: { height: 480 } }, 480, 854],
  ])("%j", (asked, displayWidth, displayHeight) => {
    const from = source({ video: [picture({ rotation: 90 })] });
    expect(planConversion(from, asked).expectation.video).toMatchObject({ displayWidth, displayHeight });
  });
});

describe("R49 what somebody else made", () => {
  const copied = planConversion(source({ subtitles: [subtitle()] }), {}).expectation;

  it("may be of another codec that plays, unless one was asked for", () => {
    const made = { ...good, video: [picture()], audio: [sound({ codec: "mp3" })], subtitles: [] };
    expect(failed(made, copied)).toEqual(["audio 0 codec", "subtitle tracks"]);
    expect(failed(made, fromElsewhere(copied, {}))).toEqual([]);
    expect(failed(made, fromElsewhere(copied, { audio: { codec: "aac" } }))).toEqual(["audio 0 codec"]);
  });

  it("is held to size, length and tracks all the same", () => {
    const lax = fromElsewhere(expected, spec);
    const bad = { ...good, bytes: 30_000_001, duration: 10, audio: [] };
    expect(failed(bad, lax)).toEqual(["audio tracks", "duration", "size"]);
    expect(failed({ ...good, video: [picture({ ...good.video[0], codec: "vp9" })] }, lax)).toEqual([
      "video codec",
    ]);
  });
});
