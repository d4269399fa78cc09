import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ConversionSpec,
  ffmpegArguments,
  type MediaInfo,
  planConversion,
} from "../../../src/conversion/index.js";
import { picture, sound, source, subtitle, valueOf } from "./sample-source.js";

describe("R44 the route", () => {
  it.each<[string, Partial<MediaInfo>, ConversionSpec, string]>([
    ["all fits", {}, {}, "copy"],
    ["only the sound does not", { audio: [sound({ codec: "pcm_s16le" })] }, {}, "partial"],
    ["only the picture does not", { video: [picture({ codec: "vp9" })] }, {}, "partial"],
    [
      "nothing fits",
      { video: [picture({ codec: "vp8" })], audio: [sound({ codec: "vorbis" })] },
      {},
      "encode",
    ],
    ["no sound, and the picture fits", { audio: [] }, {}, "copy"],
    ["no sound, and it does not", { audio: [] }, { video: { crf: 20 } }, "encode"],
    ["one of two tracks fits", { audio: [sound(), sound({ index: 2, codec: "dts" })] }, {}, "partial"],
    [
      "a dropped track does not count",
      { audio: [sound(), sound({ index: 2, codec: "dts" })] },
      { streams: { audio: [0] } },
      "copy",
    ],
    ["text subtitles do not count", { subtitles: [subtitle()] }, {}, "copy"],
    ["sound alone", {}, { video: false }, "copy"],
    ["all, as asked", {}, { reencode: true }, "encode"],
  ])("%s: %s", (_what, changes, spec, route) => {
    expect(planConversion(source(changes), spec).route).toBe(route);
  });

  it("gives each stream of the source a reason, in the order of the file", () => {
    const from = source({
      video: [picture({ index: 2 })],
      audio: [sound({ index: 0 }), sound({ index: 1, codec: "dts" })],
      subtitles: [subtitle({ index: 3 })],
    });
    const { streams } = planConversion(from, {});
    expect(streams.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
    for (const { reason } of streams) expect(reason.length).toBeGreaterThan(5);
  });
});

describe("E33 E35 E39 E48 the container", () => {
  const argumentsFor = (spec: ConversionSpec) => planConversion(source(), spec).passes.at(-1)!;

  it("is an MP4 that keeps metadata and chapters", () => {
    const args = argumentsFor({});
    expect(valueOf(args, "-f")).toBe("mp4");
    expect(valueOf(args, "-map_metadata")).toBe("0");
    expect(valueOf(args, "-map_chapters")).toBe("0");
  });

  it.each<[ConversionSpec, RegExp | undefined]>([
    [{}, /\+faststart/],
    [{ faststart: false }, undefined],
    [{ fragmented: true }, /frag_keyframe.*empty_moov/],
  ])("%j", (spec, flags) => {
    const given = valueOf(argumentsFor(spec), "-movflags");
    if (flags) expect(given).toMatch(flags);
    else expect(given ?? "").not.toContain("faststart");
  });
});

describe("R41 trim", () => {
  it.each<[ConversionSpec["trim"], string | undefined, string | undefined, number]>([
    [{ start: 10 }, "10", undefined, 50],
    [{ end: 20 }, undefined, "20", 20],
    [{ start: 10, end: 20.5 }, "10", "10.5", 10.5],
    [{ start: 0, end: 20 }, undefined, "20", 20],
    [{ start: 50, end: 100 }, "50", "50", 10],
    [{ start: 0.1, end: 0.3 }, "0.1", "0.2", 0.2],
  ])("%j seeks to %s, lasts %s and expects %d s", (trim, seek, length, duration) => {
    const plan = planConversion(source(), { trim });
    expect(valueOf(plan.inputArguments, "-ss")).toBe(seek);
    for (const pass of plan.passes) expect(valueOf(pass, "-t")).toBe(length);
    expect(plan.expectation.duration).toBeCloseTo(duration, 6);
    expect(plan.expectation.video?.duration).toBeCloseTo(duration, 6);
  });

  it("counts in both passes of a target size", () => {
    const { passes } = planConversion(source(), { trim: { end: 20 }, targetSize: 10_000_000 });
    expect(passes.map((pass) => valueOf(pass, "-t"))).toEqual(["20", "20"]);
  });
});

describe("R46 two passes", () => {
  const { passes } = planConversion(source({ subtitles: [subtitle()] }), { video: { bitrate: 4_000_000 } });

  it("the first looks at the picture only, and writes nothing", () => {
    const first = passes[0]!;
    expect(first).toEqual(expect.arrayContaining(["-an", "-sn", "-dn"]));
    expect(valueOf(first, "-f")).toBe("null");
    expect(first.filter((arg) => arg === "-map")).toHaveLength(1);
    expect(first.join(" ")).not.toContain("-c:a");
  });

  it("both see the same picture", () => {
    for (const option of ["-filter:v:0", "-c:v:0", "-b:v:0", "-preset", "-fps_mode"]) {
      expect(valueOf(passes[0]!, option)).toBe(valueOf(passes[1]!, option));
      expect(valueOf(passes[1]!, option)).toBeDefined();
    }
  });
});

describe("R81 the arguments", () => {
  it("are those of the last pass, the seek in front", () => {
    const spec: ConversionSpec = { video: { bitrate: 4_000_000 }, trim: { start: 5 } };
    const { inputArguments, passes } = planConversion(source(), spec);
    expect(ffmpegArguments(spec, source())).toEqual([...inputArguments, ...passes[1]!]);
  });

  it("hold plain digits: no 4e6, no 4000k", () => {
    const number = fc.integer({ min: 1, max: 1_000_000_000 });
    const seconds = fc.double({ min: 0, max: 59, noNaN: true });
    fc.assert(
      fc.property(number, number, seconds, seconds, (bitrate, maxBitrate, start, length) => {
        const spec = {
          video: { bitrate, maxBitrate },
          audio: { bitrate },
          trim: { start, end: start + length + 0.001 },
        };
        const plan = planConversion(source(), spec);
        const numeric = ["-b:v:0", "-maxrate:v:0", "-bufsize:v:0", "-b:a:0", "-ar:a:0", "-ss", "-t"];
        for (const args of [plan.inputArguments, ...plan.passes]) {
          for (const option of numeric) expect(valueOf(args, option) ?? "0").toMatch(/^\d+(?:\.\d{1,6})?$/);
        }
      }),
    );
  });

  it("hold no shell text and no empty word", () => {
    const plan = planConversion(source({ subtitles: [subtitle({ language: "$(reboot)" })] }), {
      reencode: true,
    });
    for (const arg of plan.passes.flat()) expect(arg).not.toBe("");
    expect(plan.passes.flat()).toContain("language=$(reboot)");
  });
});

describe("R81 the estimate", () => {
  const bytesOf = (spec: ConversionSpec, changes: Partial<MediaInfo> = {}) =>
    planConversion(source(changes), spec).estimate.bytes;

  it("of a copy is the source, or its share", () => {
    expect(bytesOf({})).toBe(40_000_000);
    expect(bytesOf({ video: { codec: "copy" }, audio: { codec: "copy" }, trim: { end: 30 } })).toBe(
      20_000_000,
    );
  });

  it("of a bit rate is the arithmetic, and of a target within it", () => {
    expect(bytesOf({ video: { bitrate: 4_000_000 }, audio: { bitrate: 128_000 } })).toBe(30_960_000);
    expect(bytesOf({ targetSize: 10_000_000 })).toBeLessThanOrEqual(10_000_000);
  });

  it("of a quality grows as the CRF falls, and stays under a maximum", () => {
    expect(bytesOf({ video: { crf: 18 } })).toBeGreaterThan(bytesOf({ video: { crf: 24 } }));
    expect(bytesOf({ video: { crf: 1, maxBitrate: 1_000_000 } })).toBeLessThan(10_000_000);
  });

  it("is finite where nothing is known", () => {
    const { bytes, seconds } = planConversion(source({ duration: undefined, bytes: undefined }), {
      reencode: true,
    }).estimate;
    expect([bytes, seconds].every(Number.isFinite)).toBe(true);
  });
});
