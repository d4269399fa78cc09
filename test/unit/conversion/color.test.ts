import { describe, expect, it } from "vitest";
import { planConversion, type VideoStream } from "../../../src/conversion/index.js";
import { isFullRange, isRgb, outputColor } from "../../../src/conversion/color.js";
import { hdr10, picture, source, valueOf } from "./sample-source.js";

const untagged = (width: number, height: number) => picture({ width, height, color: {} });

function encoded(stream: Partial<VideoStream>): string[] {
  return planConversion(source({ video: [picture(stream)] }), { reencode: true }).passes.at(-1)!;
}

describe("E11 a picture without colour tags is taken for what its size was made for", () => {
  it.each([
    [1920, 1080, "bt709", "bt709", "bt709"],
    [1280, 720, "bt709", "bt709", "bt709"],
    [1280, 534, "bt709", "bt709", "bt709"],
    [1080, 1920, "bt709", "bt709", "bt709"],
    [720, 576, "bt470bg", "smpte170m", "bt470bg"],
    [720, 480, "smpte170m", "smpte170m", "smpte170m"],
    [640, 360, "smpte170m", "smpte170m", "smpte170m"],
  ])("%dx%d", (width, height, primaries, transfer, matrix) => {
    expect(outputColor(untagged(width, height))).toEqual({
      primaries,
      transfer,
      matrix,
      range: "tv",
      isAssumed: true,
    });
  });

  it("believes the tags that are there, and says that it guessed the others", () => {
    const stream = picture({
      width: 1920,
      height: 1080,
      color: { matrix: "smpte170m", primaries: "unknown" },
    });
    expect(outputColor(stream)).toMatchObject({ matrix: "smpte170m", primaries: "bt709", isAssumed: true });
    expect(outputColor(picture())).toMatchObject({ matrix: "bt709", isAssumed: false });
  });

  it("an encode is tagged with all four", () => {
    const args = encoded({ width: 720, height: 576, color: {} });
    expect(valueOf(args, "-color_primaries")).toBe("bt470bg");
    expect(valueOf(args, "-color_trc")).toBe("smpte170m");
    expect(valueOf(args, "-colorspace")).toBe("bt470bg");
    expect(valueOf(args, "-color_range")).toBe("tv");
  });
});

describe("E4 RGB has no matrix of its own", () => {
  it.each(["rgb24", "bgr0", "bgra", "gbrp", "gbrap10le", "rgba64be", "0rgb", "pal8", "argb", "x2rgb10le"])(
    "%s is RGB and becomes BT.709",
    (pixelFormat) => {
      const stream = picture({ codec: "qtrle", pixelFormat, color: { matrix: "gbr", range: "pc" } });
      expect(isRgb(stream)).toBe(true);
      expect(outputColor(stream)).toMatchObject({ matrix: "bt709", primaries: "bt709", range: "tv" });
    },
  );

  it.each(["yuv420p", "yuvj420p", "yuv444p10le", "gray", "nv12", "yuva420p"])("%s is not", (pixelFormat) => {
    expect(isRgb(picture({ pixelFormat }))).toBe(false);
  });

  it("is converted with the matrix that the result is tagged with", () => {
    const filter = valueOf(encoded({ codec: "png", pixelFormat: "rgb24", color: {} }), "-filter:v:0");
    expect(filter).toContain("out_color_matrix=bt709");
    expect(filter).toContain("out_range=tv");
    expect(filter).toMatch(/format=yuv420p$/);
  });
});

describe("E10 the range of players", () => {
  it.each([
    [{ pixelFormat: "yuvj420p" }, true],
    [{ color: { range: "pc" } }, true],
    [{ color: { range: "tv" } }, false],
    [{ color: {} }, false],
  ])("%j: full range is %s", (stream, isFull) => {
    expect(isFullRange(picture(stream))).toBe(isFull);
    expect(valueOf(encoded(stream), "-filter:v:0")!.includes("in_range=pc")).toBe(isFull);
  });
});

describe("E12 HDR that becomes SDR is tagged as SDR", () => {
  it.each(["smpte2084", "arib-std-b67"])("%s", (transfer) => {
    const stream = { ...hdr10, color: { ...hdr10.color, transfer } };
    const args = planConversion(source({ video: [picture(stream)] }), {}).passes.at(-1)!;
    expect(valueOf(args, "-color_trc")).toBe("bt709");
    expect(valueOf(args, "-color_primaries")).toBe("bt709");
    const filter = valueOf(args, "-filter:v:0")!;
    expect(filter).toContain(`color_trc=${transfer}`);
    expect(filter).toContain("tonemap=tonemap=hable");
  });
});

describe("E14 HDR that is kept keeps its tags and its depth", () => {
  it("as HEVC", () => {
    const args = planConversion(source({ video: [picture(hdr10)] }), {
      video: { codec: "hevc", crf: 20 },
    }).passes.at(-1)!;
    expect(valueOf(args, "-color_trc")).toBe("smpte2084");
    expect(valueOf(args, "-color_primaries")).toBe("bt2020");
    expect(valueOf(args, "-filter:v:0")).toContain("format=yuv420p10le");
    expect(valueOf(args, "-tag:v:0")).toBe("hvc1");
  });
});
