import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { lavfi, workshop, x264, x265 } from "../support/convert-clip.js";
import { makeClip } from "../support/clips.js";
import { fieldsOf, frameSideData, meanColor, streamsOf } from "../support/look.js";
import { hdr10Parameters } from "../support/hdr.js";

const { folder, clip, convert } = workshop();
const test2 = (size: string, more = "") => lavfi(`testsrc2=size=${size}:rate=25:duration=1${more}`);

describe("what is in a sample", () => {
  it("E1 4:4:4 becomes 4:2:0, High", async () => {
    const source = await clip("e1.mkv", ...test2("320x240", ",format=yuv444p"), "-c:v", "ffv1");
    const { video } = await convert(source);
    expect(video).toMatchObject({ pix_fmt: "yuv420p", profile: "High" });
  });

  it("E2 ten bits become eight in H.264, and stay in HEVC", async () => {
    const source = await clip("e2.mkv", ...test2("320x240", ",format=yuv420p10le"), "-c:v", "ffv1");
    const { video, result } = await convert(source);
    expect(video).toMatchObject({ pix_fmt: "yuv420p", profile: "High" });
    expect(result.losses).toMatchObject([{ kind: "bit-depth" }]);
    const kept = await convert(source, { spec: { video: { codec: "hevc", preset: "ultrafast" } } });
    expect(kept.video).toMatchObject({
      pix_fmt: "yuv420p10le",
      profile: "Main 10",
      codec_tag_string: "hvc1",
    });
    expect(kept.result.losses).toEqual([]);
  });

  it("E4 RGB in HD is BT.709, coded and tagged", async () => {
    const source = await clip(
      "e4.mkv",
      ...lavfi("color=red:size=1280x720:rate=25:duration=0.4,format=gbrp"),
      "-c:v",
      "ffv1",
    );
    const { video, path } = await convert(source);
    expect(video).toMatchObject({
      ...{ color_space: "bt709", color_primaries: "bt709", color_transfer: "bt709", color_range: "tv" },
    });
    const [y, u, v] = await meanColor(path);
    expect([Math.abs(y - 63), Math.abs(u - 102), Math.abs(v - 240)].every((off) => off <= 2)).toBe(true);
  });

  it("E18 what is transparent becomes white: VP9", async () => {
    const graph = "color=black@0.0:size=320x240:rate=25:duration=0.4,format=yuva420p";
    const source = await clip(
      "e18.webm",
      ...lavfi(graph),
      ...["-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8"],
    );
    const { result, path } = await convert(source);
    expect(result.losses).toMatchObject([{ kind: "alpha" }]);
    expect((await meanColor(path))[0]).toBeGreaterThanOrEqual(233);
  });

  it("E18 what is transparent becomes white: ProRes 4444", async () => {
    const graph = "color=black@0.0:size=320x240:rate=25:duration=0.4,format=yuva444p10le";
    const source = await clip(
      "e18.mov",
      ...lavfi(graph),
      ...["-c:v", "prores_ks", "-profile:v", "4444", "-alpha_bits", "16"],
    );
    const { result, path } = await convert(source);
    expect(result.losses.map(({ kind }) => kind)).toContain("alpha");
    const [y, u, v] = await meanColor(path);
    expect(y).toBeGreaterThanOrEqual(233);
    expect([u, v].every((value) => Math.abs(value - 128) <= 2)).toBe(true);
  });

  it("E18 what is transparent becomes white, and what is not stays: a PNG recording in QuickTime", async () => {
    const red =
      "color=red:size=320x240:rate=25:duration=0.4,format=rgba,geq=r='r(X,Y)':g='g(X,Y)':b='b(X,Y)':a='if(lt(X,160),0,255)'";
    const source = await clip("e18-png.mov", ...lavfi(red), "-c:v", "png");
    const { path } = await convert(source);
    expect((await meanColor(path, "64:64:16:16"))[0]).toBeGreaterThanOrEqual(233);
    const [y, , v] = await meanColor(path, "64:64:240:16");
    expect(y).toBeLessThan(90);
    expect(v).toBeGreaterThan(225);
  });

  it("E18 a GIF in which nothing is transparent loses nothing", async () => {
    const opaque = await clip("e18.gif", ...lavfi("testsrc2=size=160x120:rate=10:duration=1"));
    expect((await convert(opaque)).result.losses).toEqual([]);
    const graph = "color=black@0.0:size=160x120:rate=10:duration=1,format=rgba";
    const clear = await clip(
      "e18-clear.gif",
      ...lavfi(graph),
      "-filter_complex",
      "palettegen=reserve_transparent=1[p];[0:v][p]paletteuse",
    );
    const { result, path } = await convert(clear);
    expect(result.losses).toMatchObject([{ kind: "alpha" }]);
    expect((await meanColor(path))[0]).toBeGreaterThanOrEqual(233);
  });

  it("E19 10-bit 4:2:2 of a camera becomes 8-bit 4:2:0, High", async () => {
    const camera = [...x264, "-pix_fmt", "yuv422p10le", "-profile:v", "high422"];
    const listed = await streamsOf(await clip("e19.mov", ...test2("320x240"), ...camera)).catch(() => []);
    // The npm-shipped build encodes 8 bits only; ProRes holds the same samples.
    const source =
      listed[0]?.["pix_fmt"] === "yuv422p10le"
        ? join(folder, "e19.mov")
        : await clip("e19p.mov", ...test2("320x240", ",format=yuv422p10le"), "-c:v", "prores_ks");
    const { video, result } = await convert(source, { preset: "web" });
    expect(video).toMatchObject({ pix_fmt: "yuv420p", profile: "High" });
    expect(result.losses.map(({ kind }) => kind)).toContain("bit-depth");
  });
});

describe("size and shape", () => {
  it("E5 odd sizes lose a line, not their sharpness", async () => {
    const source = await clip("e5.mkv", ...test2("321x241", ",format=yuv444p"), "-c:v", "ffv1");
    const { video, result } = await convert(source);
    expect(video).toMatchObject({ width: 320, height: 240 });
    expect(result.arguments!.join(" ")).not.toContain("scale=320");
    const scaled = await convert(source, { spec: { video: { height: 135 } } });
    expect(Number(scaled.video["width"]) % 2).toBe(0);
    expect(Number(scaled.video["height"]) % 2).toBe(0);
  });

  it("E6 pixels become square, and the picture keeps its shape", async () => {
    const source = await clip("e6.mkv", ...test2("720x576", ",setsar=64/45"), "-c:v", "ffv1");
    const { video } = await convert(source);
    expect(video).toMatchObject({ width: 1024, height: 576, sample_aspect_ratio: "1:1" });
  });

  it.each([90, 180, 270])("E7 a picture turned by %i° is shown turned, once", async (degrees) => {
    const plain = await clip("e7.mp4", ...test2("320x180"), ...x264);
    const turned = join(folder, `e7-${degrees}.mov`);
    await makeClip(turned, "-i", plain, "-c", "copy", "-metadata:s:v:0", `rotate=${degrees}`);
    const isUpright = degrees === 180;
    const copy = await convert(turned);
    expect(copy.result.route).toBe("copy");
    expect(copy.result.output.video[0]).toMatchObject({
      rotation: copy.result.source.video[0]!.rotation,
      width: 320,
    });
    expect(copy.result.output.video[0]!.rotation).not.toBe(0);
    const encoded = await convert(turned, { spec: { reencode: true } });
    expect(encoded.video).toMatchObject(
      isUpright ? { width: 320, height: 180 } : { width: 180, height: 320 },
    );
    expect(JSON.stringify(encoded.video["side_data_list"] ?? [])).not.toContain("rotation");
    const small = await convert(turned, { spec: { video: { height: 90 } } });
    expect(small.video).toMatchObject(isUpright ? { width: 160, height: 90 } : { width: 90, height: 160 });
  });

  it("E9 nothing is made larger, unless it is asked for", async () => {
    const source = await clip("e9.mkv", ...test2("320x240"), "-c:v", "ffv1");
    expect((await convert(source, { spec: { video: { height: 480 } } })).video).toMatchObject({
      height: 240,
    });
    const larger = await convert(source, { spec: { video: { height: 480, allowUpscale: true } } });
    expect(larger.video).toMatchObject({ width: 640, height: 480 });
  });
});

describe("colours", () => {
  it("E10 BT.601 that becomes HD becomes BT.709, in its samples and its tags", async () => {
    const red =
      "color=red:size=640x480:rate=25:duration=0.4,scale=out_color_matrix=bt601:out_range=tv,format=yuv420p";
    const tags = [
      "-colorspace",
      "bt470bg",
      "-color_primaries",
      "bt470bg",
      "-color_trc",
      "smpte170m",
      "-color_range",
      "tv",
    ];
    const source = await clip("e10.mkv", ...lavfi(red), ...x264, ...tags);
    expect((await meanColor(source))[0]).toBeGreaterThan(78);
    const { video, path } = await convert(source, { spec: { video: { height: 720, allowUpscale: true } } });
    expect(video).toMatchObject({
      height: 720,
      color_space: "bt709",
      color_primaries: "bt709",
      color_transfer: "bt709",
    });
    const [y, u, v] = await meanColor(path);
    expect(Math.abs(y - 63)).toBeLessThanOrEqual(3);
    expect(Math.abs(u - 102)).toBeLessThanOrEqual(3);
    expect(Math.abs(v - 241)).toBeLessThanOrEqual(4);
  });

  it.each([
    ["1280x720", "bt709"],
    ["720x576", "bt470bg"],
    ["720x480", "smpte170m"],
  ])("E11 an untagged picture of %s is tagged %s", async (size, matrix) => {
    const source = await clip(
      `e11-${size}.mkv`,
      ...lavfi(`testsrc2=size=${size}:rate=25:duration=0.4`),
      "-c:v",
      "ffv1",
    );
    const { video } = await convert(source);
    expect(video["color_space"]).toBe(matrix);
    expect(video["color_primaries"]).toBe(matrix);
    expect(video["color_transfer"]).toBe(matrix === "bt709" ? "bt709" : "smpte170m");
  });

  const hdr = async () =>
    clip(
      "e12.mp4",
      ...test2("320x180", ",format=yuv420p10le"),
      ...x265,
      "-x265-params",
      hdr10Parameters,
      "-tag:v",
      "hvc1",
    );
  const sdr = { color_space: "bt709", color_primaries: "bt709", color_transfer: "bt709", pix_fmt: "yuv420p" };

  it("E12 HDR10 becomes SDR that says so", async () => {
    const { video, result, path } = await convert(await hdr());
    expect(video).toMatchObject({ ...sdr, profile: "High" });
    expect(
      Object.keys(await frameSideData(path)).filter((type) => /Mastering|light level/.test(type)),
    ).toEqual([]);
    expect(result.losses).toMatchObject([{ kind: "hdr" }]);
  });

  it("E13 HLG becomes SDR that says so", async () => {
    const parameters = "log-level=error:colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc";
    const source = await clip(
      "e13.mp4",
      ...test2("320x180", ",format=yuv420p10le"),
      ...x265,
      "-x265-params",
      parameters,
      "-tag:v",
      "hvc1",
    );
    const { video, result } = await convert(source);
    expect(video).toMatchObject(sdr);
    expect(result.source.video[0]).toMatchObject({ hdr: "hlg" });
    expect(result.losses).toMatchObject([{ kind: "hdr" }]);
    const kept = await convert(source, { request: "保留 HDR" });
    expect(kept.result).toMatchObject({ route: "copy", losses: [] });
    expect(kept.video).toMatchObject({ codec_tag_string: "hvc1", color_transfer: "arib-std-b67" });
  });

  it("E14 HDR10 that is kept keeps its light, and is HEVC for Apple's players", async () => {
    const source = await hdr();
    const { video, result, path } = await convert(source, {
      spec: { reencode: true, video: { hdr: "keep", preset: "ultrafast" } },
    });
    expect(video).toMatchObject({
      ...{ codec_name: "hevc", codec_tag_string: "hvc1", pix_fmt: "yuv420p10le", profile: "Main 10" },
      ...{ color_space: "bt2020nc", color_primaries: "bt2020", color_transfer: "smpte2084" },
    });
    const [before, after] = [await frameSideData(source), await frameSideData(path)];
    expect(before["Mastering display metadata"]).toBeDefined();
    expect(after["Mastering display metadata"]).toEqual(before["Mastering display metadata"]);
    expect(after["Content light level metadata"]).toEqual(before["Content light level metadata"]);
    expect(result.losses).toEqual([]);
  });
});

describe("fields", () => {
  const interlaced = (name: string, size: string, rate: number, ...flags: string[]) =>
    clip(
      name,
      ...lavfi(`testsrc2=size=${size}:rate=${rate * 2}:duration=2,tinterlace=interleave_top`),
      ...x264,
      ...flags,
    );

  it("E16 fields that the stream tells of become frames", async () => {
    const source = await interlaced("e16.mkv", "640x480", 25, "-flags", "+ilme+ildct", "-x264opts", "tff=1");
    expect((await fieldsOf(source)).fields).toBeGreaterThan(40);
    const { path, video, result } = await convert(source);
    const { fields, progressive } = await fieldsOf(path);
    expect(progressive).toBeGreaterThan(10 * fields);
    expect(video["field_order"]).toBe("progressive");
    expect(result.losses).toMatchObject([{ kind: "frame-rate" }]);
  });

  it("E16 fields that the stream hides are found in the picture", async () => {
    const source = await interlaced("e16h.mp4", "720x576", 25);
    expect((await streamsOf(source))[0]!["field_order"]).toBe("progressive");
    const { path, result } = await convert(source);
    expect(result.source.video[0]).toMatchObject({ fieldOrder: "tt", isFieldOrderMeasured: true });
    expect(result.route).toBe("encode");
    const { fields, progressive } = await fieldsOf(path);
    expect(progressive).toBeGreaterThan(10 * fields);
  });

  it("E16 a progressive picture of the same size is left alone", async () => {
    const source = await clip("e16p.mp4", ...lavfi("testsrc2=size=720x576:rate=25:duration=2"), ...x264);
    expect((await convert(source)).result.route).toBe("copy");
  });

  it("E17 film that was spread over fields is brought back to 24 frames, when asked for", async () => {
    const graph = "testsrc2=size=640x480:rate=24000/1001:duration=2,telecine=first_field=top:pattern=23";
    const source = await clip("e17.mkv", ...lavfi(graph), ...x264, "-flags", "+ilme+ildct");
    const { video } = await convert(source, { spec: { video: { detelecine: true } } });
    expect(video["r_frame_rate"]).toBe("24000/1001");
    expect(Math.abs(Number(video["nb_frames"]) - 48)).toBeLessThanOrEqual(2);
  });
});

it("E21 a size that changes on the way is told", async () => {
  const parts = await Promise.all(
    ["640x360", "320x240"].map((size, position) =>
      clip(
        `e21-${size}.ts`,
        ...lavfi(`testsrc2=size=${size}:rate=25:duration=2`),
        ...x264,
        "-pix_fmt",
        "yuv420p",
        ...[
          ...["-g", "12", "-output_ts_offset", String(2 * position)],
          "-output_ts_offset",
          String(2 * position),
        ],
      ),
    ),
  );
  const source = join(folder, "e21.ts");
  await writeFile(source, Buffer.concat(await Promise.all(parts.map((part) => readFile(part)))));
  const { result, video } = await convert(source, { spec: { reencode: true }, verify: false });
  expect(result.warnings.join(" ")).toContain("320x240");
  expect(video).toMatchObject({ width: 640, height: 360 });
});

it("R42 a size that the picture does not have is told, and no loss", async () => {
  const source = await clip("small.mp4", ...lavfi("testsrc2=size=320x180:rate=25:duration=1"), ...x264);
  const { result, video } = await convert(source, { request: "1080p", strict: true });
  expect(video).toMatchObject({ width: 320, height: 180 });
  expect(result.warnings).toEqual([expect.stringMatching(/320x180.*not enlarged/)]);
});
