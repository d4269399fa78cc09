import { describe, expect, it } from "vitest";
import { type ConversionSpec, planConversion, type VideoStream } from "../../../src/conversion/index.js";
import { hdr10, picture, source, valueOf } from "./sample-source.js";

function encode(stream: Partial<VideoStream>, spec: ConversionSpec) {
  const plan = planConversion(source({ video: [picture(stream)] }), spec);
  const args = plan.passes.at(-1)!;
  return { plan, args, filter: valueOf(args, "-filter:v:0") ?? "", codec: valueOf(args, "-c:v:0") };
}

describe("R44 E14 the codec of an encode", () => {
  it.each<[string, Partial<VideoStream>, ConversionSpec, string]>([
    ["H.264 by default", { codec: "vp9" }, {}, "libx264"],
    ["the one that was asked for", {}, { video: { codec: "hevc" } }, "libx265"],
    ["HEVC, to keep HDR as asked", hdr10, { video: { hdr: "keep", crf: 20 } }, "libx265"],
    ["HEVC, to keep HDR for an archive", hdr10, { useCase: "archive", reencode: true }, "libx265"],
    [
      "H.264, when an archive is to be SDR",
      hdr10,
      { useCase: "archive", video: { hdr: "tonemap" } },
      "libx264",
    ],
    ["H.264, since HDR does not show everywhere", hdr10, {}, "libx264"],
  ])("%s", (_what, stream, spec, codec) => {
    expect(encode(stream, spec).codec).toBe(codec);
  });

  it("E45 HEVC carries the tag that Apple opens, copied or encoded", () => {
    expect(valueOf(encode({}, { video: { codec: "hevc" } }).args, "-tag:v:0")).toBe("hvc1");
    expect(valueOf(encode({ codec: "hevc" }, { video: { codec: "hevc" } }).args, "-tag:v:0")).toBe("hvc1");
    expect(encode({}, { reencode: true }).args).not.toContain("hvc1");
  });

  it("E12 tones HDR down for H.264, and only then", () => {
    expect(encode(hdr10, {}).filter).toContain("tonemap");
    expect(encode(hdr10, { video: { codec: "hevc", crf: 20 } }).filter).not.toContain("tonemap");
    expect(encode({}, { reencode: true }).filter).not.toContain("tonemap");
  });
});

describe("E16 fields", () => {
  it.each<[string, Partial<VideoStream>, ConversionSpec, boolean]>([
    ["interlaced", { fieldOrder: "tt" }, {}, true],
    ["bottom field first", { fieldOrder: "bb" }, {}, true],
    ["progressive", {}, { reencode: true }, false],
    ["unknown", { fieldOrder: "unknown" }, { reencode: true }, false],
    ["asked for", {}, { video: { deinterlace: true } }, true],
    ["asked not to", { fieldOrder: "tt" }, { video: { deinterlace: false } }, false],
  ])("%s", (_what, stream, spec, isDeinterlaced) => {
    expect(encode(stream, spec).filter.includes("bwdif")).toBe(isDeinterlaced);
  });
});

describe("E22 E23 E24 frame rates", () => {
  it.each<[string, Partial<VideoStream>, ConversionSpec, string | undefined]>([
    [
      "a variable rate is kept",
      { isVariableFrameRate: true, frameRate: "32600/1001" },
      { reencode: true },
      undefined,
    ],
    [
      "YouTube gets the next standard rate",
      { isVariableFrameRate: true, frameRate: "31/1" },
      { useCase: "youtube" },
      "30",
    ],
    [
      "NTSC stays NTSC",
      { isVariableFrameRate: true, frameRate: "29970/1000" },
      { useCase: "youtube" },
      "30000/1001",
    ],
    [
      "no standard rate is near",
      { isVariableFrameRate: true, frameRate: "12" },
      { useCase: "youtube" },
      "12",
    ],
    ["a fixed rate is not forced", { frameRate: "48" }, { useCase: "youtube", reencode: true }, undefined],
    ["asked for", {}, { video: { fps: "30000/1001" } }, "30000/1001"],
    ["asked for more", {}, { video: { fps: 60 } }, "60"],
    ["a preset's rate is a ceiling", { frameRate: "60" }, { useCase: "mobile" }, "30"],
    ["which is no floor", { frameRate: "24" }, { useCase: "mobile" }, undefined],
  ])("%s", (_what, stream, spec, rate) => {
    const { args, plan } = encode(stream, spec);
    expect(valueOf(args, "-r")).toBe(rate);
    expect(valueOf(args, "-fps_mode")).toBe(rate === undefined ? "vfr" : "cfr");
    expect(plan.expectation.video?.frameRate).toBe(rate);
  });
});

describe("E60 a level is never lower than the picture needs", () => {
  it.each<[string, Partial<VideoStream>, ConversionSpec, string]>([
    ["1080p60 asked at 3.0", { frameRate: "60" }, { video: { level: "3.0" } }, "4.2"],
    ["1080p30 asked at 5.1", { level: 52 }, { video: { level: "5.1" } }, "5.1"],
    ["more bits than the level has", {}, { video: { level: "4.0", bitrate: 40_000_000 } }, "4.1"],
  ])("%s", (_what, stream, spec, level) => {
    expect(valueOf(encode(stream, spec).args, "-level:v:0")).toBe(level);
  });

  it("is left to the encoder where nobody asked", () => {
    expect(encode({}, { reencode: true }).args).not.toContain("-level:v:0");
  });

  it("comes with no more reference frames than its buffer holds", () => {
    const { args } = encode({ frameRate: "24" }, { video: { level: "4.0" } });
    expect(Number(valueOf(args, "-refs:v:0") ?? 3)).toBeLessThanOrEqual(4);
    const large = encode({ width: 3840, height: 2160, frameRate: "30" }, { video: { level: "5.0" } });
    expect(Number(valueOf(large.args, "-refs:v:0") ?? 3)).toBeLessThanOrEqual(5);
  });
});

describe("R41 R43 settings of the encoder", () => {
  it.each<[ConversionSpec, string, string]>([
    [{ video: { crf: 18.5 } }, "-crf", "18.5"],
    [{ video: { preset: "veryslow" } }, "-preset", "veryslow"],
    [{ video: { profile: "baseline" } }, "-profile:v:0", "baseline"],
    [{ reencode: true }, "-profile:v:0", "high"],
    [{ video: { keyframeInterval: 2 } }, "-force_key_frames", "expr:gte(t,n_forced*2)"],
    [{ video: { keyframeInterval: 2 } }, "-sc_threshold", "0"],
    [{ video: { rotate: 90 } }, "-filter:v:0", "transpose=clock,format=yuv420p"],
    [{ video: { rotate: 180 } }, "-filter:v:0", "hflip,vflip,format=yuv420p"],
    [{ video: { rotate: 270 } }, "-filter:v:0", "transpose=cclock,format=yuv420p"],
  ])("%j", (spec, option, value) => {
    expect(valueOf(encode({}, spec).args, option)).toBe(value);
  });

  it.each<[Partial<VideoStream>, ConversionSpec, string]>([
    [{ profile: "High 10", pixelFormat: "yuv420p10le", bitDepth: 10 }, {}, "format=yuv420p"],
    [
      { codec: "prores", pixelFormat: "yuv422p10le", bitDepth: 10 },
      { video: { codec: "hevc" } },
      "format=yuv420p10le",
    ],
    [
      { codec: "prores", pixelFormat: "yuv422p10le", bitDepth: 10 },
      { video: { codec: "av1" } },
      "format=yuv420p10le",
    ],
    [{ pixelFormat: "yuv444p" }, { video: { codec: "hevc" } }, "format=yuv420p"],
  ])("E1 E2 E19 %j with %j ends in %s", (stream, spec, format) => {
    expect(encode(stream, spec).filter.split(",").at(-1)).toBe(format);
  });
});
