import { describe, expect, it } from "vitest";
import {
  type ConversionSpec,
  planConversion,
  type SubtitleStream,
  type VideoStream,
} from "../../../src/conversion/index.js";
import { hdr10, picture, source, subtitle } from "./sample-source.js";

const lossesOf = (stream: Partial<VideoStream>, spec: ConversionSpec, subtitles: SubtitleStream[] = []) =>
  planConversion(source({ video: [picture(stream)], subtitles }), spec).losses;

describe("R81 what of the picture is lost is said", () => {
  it.each<[string, Partial<VideoStream>, ConversionSpec, string[]]>([
    [
      "E18 alpha of ProRes 4444",
      { codec: "prores", pixelFormat: "yuva444p10le", bitDepth: 10 },
      {},
      ["alpha", "bit-depth"],
    ],
    ["E18 alpha of a screen recording", { codec: "qtrle", pixelFormat: "argb" }, {}, ["alpha"]],
    ["E12 HDR10", hdr10, {}, ["hdr"]],
    ["E13 HLG", { ...hdr10, hdr: "hlg" }, {}, ["hdr"]],
    ["E15 Dolby Vision", { ...hdr10, hdr: "dolby-vision" }, {}, ["dolby-vision", "hdr"]],
    ["E2 ten bits", { codec: "prores", pixelFormat: "yuv422p10le", bitDepth: 10 }, {}, ["bit-depth"]],
    ["nothing of a plain encode", {}, { reencode: true }, []],
    ["nothing of a copy", {}, {}, []],
    [
      "no depth in HEVC",
      { codec: "prores", pixelFormat: "yuv422p10le", bitDepth: 10 },
      { video: { codec: "hevc" } },
      [],
    ],
    ["no HDR in an archive", hdr10, { useCase: "archive" }, []],
  ])("%s", (_what, stream, spec, kinds) => {
    const losses = lossesOf(stream, spec);
    expect(losses.map(({ kind }) => kind)).toEqual(kinds);
    for (const { stream: index, message } of losses) {
      expect(index).toBe(0);
      expect(message).toMatch(/\w{3}.*\.$/);
    }
  });
});

describe("E42 E43 subtitles", () => {
  const text = subtitle({ index: 2, codec: "subrip", language: "chi" });
  const styled = subtitle({ index: 3, codec: "ass" });
  const bitmap = subtitle({ index: 4, codec: "hdmv_pgs_subtitle", isBitmap: true });

  it("text becomes MP4's own, with its language; pictures go into a file of their own", () => {
    const plan = planConversion(source({ subtitles: [text, styled, bitmap] }), {});
    expect(plan.streams.slice(2)).toMatchObject([
      { index: 2, action: "encode" },
      { index: 3, action: "encode" },
      { index: 4, action: "sidecar", reason: expect.stringContaining("pictures") as string },
    ]);
    const args = plan.passes.at(-1)!;
    expect(args).toEqual(expect.arrayContaining(["mov_text", "-metadata:s:s:0", "language=chi"]));
    expect(plan.expectation.subtitles).toBe(2);
    expect(plan.sidecars).toMatchObject([
      { stream: 3, extension: "ass" },
      { stream: 4, extension: "sup" },
    ]);
  });

  it("what is lost of them is said", () => {
    expect(lossesOf({}, {}, [text, styled, bitmap])).toMatchObject([
      { kind: "subtitle-styling", stream: 3 },
      { kind: "bitmap-subtitles", stream: 4 },
    ]);
  });

  it.each<[ConversionSpec, SubtitleStream[], RegExp]>([
    [{ subtitles: "drop" }, [text, bitmap], /no subtitles were asked/],
    [{ subtitles: "burn" }, [text], /burnt/],
    [{ subtitles: "burn" }, [bitmap], /burnt/],
  ])("%j is no loss, because it was asked for", (spec, subtitles, reason) => {
    const plan = planConversion(source({ subtitles }), spec);
    expect(plan.losses).toEqual([]);
    for (const stream of plan.streams.slice(2)) {
      expect(stream.action).toBe("drop");
      expect(stream.reason).toMatch(reason);
    }
    expect(plan.passes.at(-1)).not.toContain("mov_text");
  });

  it("of several, those that are not burnt in are kept in files, and told", () => {
    const plan = planConversion(source({ subtitles: [text, styled, bitmap, subtitle({ index: 5 })] }), {
      subtitles: "burn",
    });
    expect(plan.streams.slice(2).map(({ action }) => action)).toEqual([
      "drop",
      "sidecar",
      "sidecar",
      "sidecar",
    ]);
    expect(plan.losses).toMatchObject([
      { kind: "subtitle-track", stream: 3 },
      { kind: "bitmap-subtitles", stream: 4 },
      { kind: "subtitle-track", stream: 5 },
    ]);
    expect(plan.sidecars.map(({ extension }) => extension)).toEqual(["ass", "sup", "srt"]);
    expect(plan.passes.at(-1)).not.toContain("mov_text");
  });
});
