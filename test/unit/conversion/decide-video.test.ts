import { describe, expect, it } from "vitest";
import {
  type ConversionSpec,
  type MediaInfo,
  planConversion,
  type VideoStream,
} from "../../../src/conversion/index.js";
import { failureOf } from "../../support/failure-of.js";
import { hdr10, picture, source } from "./sample-source.js";

type Row = [what: string, stream: Partial<VideoStream>, spec: ConversionSpec, reason: RegExp];

function decisionOf(stream: Partial<VideoStream>, spec: ConversionSpec, more: Partial<MediaInfo> = {}) {
  const plan = planConversion(source({ video: [picture(stream)], ...more }), spec);
  return { ...plan.streams.find(({ index }) => index === 0)!, plan };
}

describe("R44 the picture is copied when it fits", () => {
  it.each<Row>([
    ["what plays everywhere", {}, {}, /fits/],
    ["Baseline", { profile: "Constrained Baseline" }, {}, /fits/],
    ["full range", { pixelFormat: "yuvj420p" }, {}, /fits/],
    ["variable frame rate", { isVariableFrameRate: true }, {}, /fits/],
    ["rotation, which MP4 can say", { rotation: 90 }, {}, /fits/],
    ["odd sizes", { width: 321, height: 241 }, {}, /fits/],
    [
      "the codec that was asked for",
      { codec: "hevc", profile: "Main" },
      { video: { codec: "hevc" } },
      /fits/,
    ],
    ["a size that it has", {}, { video: { height: 1080 } }, /fits/],
    ["a size that is larger", {}, { video: { height: 2160 } }, /fits/],
    ["a rate that it has", {}, { video: { fps: 30 } }, /fits/],
    ["an NTSC rate that it has", { frameRate: "30000/1001" }, { video: { fps: "30000/1001" } }, /fits/],
    ["a target that it meets", {}, { targetSize: 50_000_000 }, /fits/],
    ["a maximum that it meets", {}, { video: { maxBitrate: 8_000_000 } }, /fits/],
    ["a profile that holds it", { profile: "Main" }, { video: { profile: "high" } }, /fits/],
    ["a level that holds it", { level: 40 }, { video: { level: "4.0" } }, /fits/],
    ["a trim that takes nothing", {}, { trim: { start: 0, end: 100 } }, /fits/],
    ["HEVC with the HDR that is to be kept", hdr10, { video: { hdr: "keep" } }, /fits/],
    ["HLG the same", { ...hdr10, hdr: "hlg" }, { video: { hdr: "keep", codec: "auto" } }, /fits/],
    ["10 bits of HEVC for an archive", hdr10, { useCase: "archive" }, /fits/],
    ["what was asked to be copied", { codec: "mpeg4" }, { video: { codec: "copy" } }, /as asked/],
    ["interlaced, as asked", { fieldOrder: "tt" }, { video: { codec: "copy" } }, /as asked/],
  ])("%s", (_what, stream, spec, reason) => {
    const { action, reason: told, plan } = decisionOf(stream, spec);
    expect(action).toBe("copy");
    expect(told).toMatch(reason);
    expect(plan.passes.at(-1)).toContain("copy");
  });
});

describe("R44 E1 E2 E16 E19 E46 what does not play is encoded, and the reason told", () => {
  it.each<Row>([
    ["VP8", { codec: "vp8" }, {}, /MP4 cannot hold VP8/],
    ["ProRes", { codec: "prores" }, {}, /MP4 cannot hold ProRes/],
    ["MPEG-2", { codec: "mpeg2video" }, {}, /MPEG-2 does not play/],
    ["HEVC", { codec: "hevc" }, {}, /HEVC does not play/],
    ["4:4:4", { profile: "High 4:4:4 Predictive", pixelFormat: "yuv444p" }, {}, /profile High 4:4:4/],
    ["10 bits", { profile: "High 10", pixelFormat: "yuv420p10le", bitDepth: 10 }, {}, /profile High 10/],
    ["a camera's 4:2:2", { profile: "High 4:2:2", pixelFormat: "yuv422p10le" }, {}, /profile High 4:2:2/],
    ["4:2:2 under a plain profile", { pixelFormat: "yuv422p" }, {}, /pixel format yuv422p/],
    ["interlaced", { fieldOrder: "tt" }, {}, /interlaced/],
    ["HDR in H.264", { hdr: "hlg" }, {}, /HDR/],
    ["a level beyond phones", { level: 60 }, {}, /level 6 is above 5\.1/],
  ])("%s", (_what, stream, spec, reason) => {
    const { action, reason: told } = decisionOf(stream, spec);
    expect(action).toBe("encode");
    expect(told).toMatch(reason);
    expect(told).toContain("encoded as H.264");
  });
});

describe("R41 R44 what was asked for and only an encode gives", () => {
  it.each<[ConversionSpec, RegExp]>([
    [{ reencode: true }, /re-encoding was asked/],
    [{ video: { codec: "hevc" } }, /as HEVC: HEVC was asked/],
    [{ video: { codec: "av1" } }, /as AV1: AV1 was asked/],
    [{ video: { crf: 18 } }, /CRF 18/],
    [{ video: { bitrate: 4_000_000 } }, /4000 kb\/s/],
    [{ targetSize: 20_000_000 }, /smaller than 20000000/],
    [{ trim: { start: 5 } }, /exact cut/],
    [{ trim: { end: 30 } }, /exact cut/],
    [{ video: { height: 720 } }, /1280x720/],
    [{ video: { width: 640 } }, /640x360/],
    [{ video: { fps: 25 } }, /25 frames per second/],
    [{ video: { maxBitrate: 1_000_000 } }, /at most 1000 kb\/s/],
    [{ video: { rotate: 90 } }, /turning/],
    [{ video: { deinterlace: true } }, /deinterlacing/],
    [{ video: { profile: "main" } }, /profile main/],
    [{ video: { level: "3.1" } }, /level 3\.1/],
    [{ video: { keyframeInterval: 2 } }, /keyframe/],
    [{ video: { preset: "slow" } }, /encoder preset/],
  ])("%j", (spec, reason) => {
    const { action, reason: told } = decisionOf({}, spec);
    expect(action).toBe("encode");
    expect(told).toMatch(reason);
  });

  it.each(["1.0", "1.1", "1.3", "2.1", "2.2", "3.1", "4.1", "4.2", "5.1", "5.2", "6.1"])(
    "E60 a stream of level %s is not above that level",
    (level) => {
      const stream = { level: Math.round(Number(level) * 10) };
      const { reason } = decisionOf(stream, { video: { level } });
      expect(reason).not.toContain(`level ${level} was asked for`);
    },
  );

  it("burns subtitles only where there are some", () => {
    expect(decisionOf({}, { subtitles: "burn" }).action).toBe("copy");
    const subtitles = [{ index: 2, codec: "subrip", isBitmap: false, dispositions: [] }];
    expect(decisionOf({}, { subtitles: "burn" }, { subtitles }).reason).toMatch(/burnt/);
  });

  it("takes a source of unknown size for one that is too large", () => {
    expect(decisionOf({}, { targetSize: 1e9 }, { bytes: undefined }).action).toBe("encode");
    expect(
      decisionOf({ bitrate: undefined }, { video: { maxBitrate: 1e9 } }, { bitrate: undefined }).action,
    ).toBe("encode");
  });
});

describe("R43 what is beyond the intended use", () => {
  it.each<Row>([
    ["too large", {}, { useCase: "mobile" }, /profile High|1080p is more than 720p/],
    ["too large for a phone", { profile: "Main" }, { useCase: "mobile" }, /1080p is more than 720p/],
    [
      "portrait counts by its short side",
      { width: 1080, height: 1920 },
      { useCase: "preview" },
      /1080p is more/,
    ],
    [
      "too fast",
      { width: 1280, height: 720, profile: "Main", level: 31, frameRate: "60" },
      { useCase: "mobile" },
      /60 frames/,
    ],
    ["too many bits", { bitrate: 20_000_000 }, { useCase: "web" }, /20000 kb\/s are more than 9000/],
    ["too high a level", { level: 51, bitrate: 1 }, { useCase: "web" }, /level 5\.1 is above 4\.2/],
    ["variable frames for YouTube", { isVariableFrameRate: true }, { useCase: "youtube" }, /variable/],
    ["pixels that are not square", { width: 720, height: 576, sar: "64:45" }, { useCase: "web" }, /square/],
    ["HDR for the web", { ...hdr10, codec: "h264", profile: "High" }, { useCase: "web" }, /HDR|pixel format/],
  ])("%s", (_what, stream, spec, reason) => {
    const { action, reason: told } = decisionOf(stream, spec);
    expect(action).toBe("encode");
    expect(told).toMatch(reason);
  });

  it("R83 a mail's size is a promise of the preset: what is larger is encoded, what is smaller is copied", () => {
    const { action, plan } = decisionOf({}, { useCase: "email" }, { bytes: 40_000_000 });
    expect(action).toBe("encode");
    expect(plan.expectation.mostBytes).toBe(18_000_000);
    expect(decisionOf({}, { useCase: "email" }, { bytes: 4_000_000 }).action).toBe("copy");
  });
});

describe("E46 an explicit copy that MP4 cannot hold is refused", () => {
  it.each(["vp8", "prores", "ffv1", "wmv2", "theora", "flv1", "rawvideo"])("%s", async (codec) => {
    const error = await failureOf(() => decisionOf({ codec }, { video: { codec: "copy" } }));
    expect(error.code).toBe("preset-constraint");
    expect(error.message).toContain("copy");
    expect(error.details).toMatchObject({ stream: 0, codec });
  });
});

describe("R44 HDR that is to be kept", () => {
  it.each<[string, Partial<VideoStream>, ConversionSpec]>([
    ["HEVC without any", { codec: "hevc", profile: "Main" }, { video: { hdr: "keep" } }],
    ["H.264 by name", hdr10, { video: { hdr: "keep", codec: "h264" } }],
    ["VP9", { ...hdr10, codec: "vp9", profile: "Profile 2" }, { video: { hdr: "keep" } }],
  ])("does not make a copy of %s", (_what, stream, spec) => {
    expect(decisionOf(stream, spec).action).toBe("encode");
  });
});

describe("R41 a copy beside what only an encode gives is refused", () => {
  it.each<[string, ConversionSpec["video"], RegExp]>([
    ["a CRF", { crf: 30 }, /CRF 30/],
    ["a bit rate", { bitrate: 1_000_000 }, /1000 kb/],
    ["a size", { height: 360 }, /640x360/],
    ["a frame rate", { fps: 25 }, /25 frames/],
    ["a maximum", { maxBitrate: 1_000_000 }, /1000 kb/],
    ["a turn", { rotate: 90 }, /turning/],
    ["a keyframe grid", { keyframeInterval: 2 }, /keyframe/],
  ])("%s", async (_what, video, said) => {
    const error = await failureOf(() => decisionOf({}, { video: { codec: "copy", ...video } }));
    expect(error.code).toBe("preset-constraint");
    expect(error.message).toMatch(said);
    expect(error.message).toContain("leave out");
  });

  it.each<[string, ConversionSpec]>([
    ["the size that it has", { video: { height: 1080 } }],
    ["the rate that it has", { video: { fps: 30 } }],
    ["what is no matter of the picture", { audio: { bitrate: 96_000 } }],
    ["a cut, which is made at keyframes", { trim: { start: 3 } }],
    ["subtitles to burn where there are none", { subtitles: "burn" }],
  ])("but not %s", (_what, spec) => {
    const copied = { ...spec, video: { ...(spec.video || {}), codec: "copy" as const } };
    expect(decisionOf({}, copied).action).toBe("copy");
  });
});

describe("R42 a size that is not given is told", () => {
  const warningsOf = (stream: Partial<VideoStream>, video: ConversionSpec["video"]) =>
    decisionOf(stream, { video }).plan.warnings;
  const small = { width: 320, height: 180 };

  it.each<[string, Partial<VideoStream>, ConversionSpec["video"]]>([
    ["by its lines", small, { height: 1080 }],
    ["by its width", small, { width: 1280 }],
    ["as a box", small, { width: 1280, height: 720 }],
    ["turned", { width: 1280, height: 600 }, { width: 1280, rotate: 90 }],
  ])("%s", (_what, stream, video) => {
    expect(warningsOf(stream, video)).toEqual([expect.stringMatching(/not enlarged.*allowUpscale/)]);
  });

  it.each<[string, Partial<VideoStream>, ConversionSpec["video"]]>([
    ["where it is given", small, { height: 1080, allowUpscale: true }],
    ["where the picture is larger", {}, { height: 720 }],
    ["where it fills one side of the box", { width: 1280, height: 600 }, { width: 1280, height: 720 }],
    ["of a wide film, which has the width", { width: 1920, height: 800 }, { height: 1080 }],
  ])("but nothing %s", (_what, stream, video) => {
    expect(warningsOf(stream, video)).toEqual([]);
  });

  it("nor where a preset has a ceiling", () => {
    expect(decisionOf(small, { useCase: "web", reencode: true }).plan.warnings).toEqual([]);
  });
});
