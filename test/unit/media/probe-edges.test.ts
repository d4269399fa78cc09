import { describe, expect, it } from "vitest";
import { parseProbe } from "../../../src/media/parse-probe.js";
import type { ProbeStream } from "../../../src/media/probe-json.js";
import { aspect, clock, frameRate, number, ratio } from "../../../src/media/probe-values.js";

const video = (stream: Partial<ProbeStream>) =>
  parseProbe({
    streams: [{ index: 0, codec_type: "video", codec_name: "h264", width: 640, height: 360, ...stream }],
  }).video[0]!;

describe("R47 what ffprobe leaves out", () => {
  it("nothing at all", () => {
    expect(parseProbe({})).toEqual({
      format: "unknown",
      video: [],
      audio: [],
      subtitles: [],
      chapters: [],
      tags: {},
    });
  });

  it("is not invented, and what must be there is harmless", () => {
    const info = parseProbe({
      format: { duration: "N/A", bit_rate: "N/A", size: "" },
      streams: [
        { index: 0, codec_type: "video" },
        { index: 1, codec_type: "audio" },
        { index: 2, codec_type: "data" },
      ],
      chapters: [{}],
    });
    expect(info).not.toHaveProperty("duration");
    expect(info).not.toHaveProperty("bytes");
    expect(info.video).toMatchObject([
      { codec: "unknown", frameRate: "0/0", sar: "1:1", rotation: 0, bitDepth: 8 },
    ]);
    expect(info.audio).toMatchObject([{ codec: "unknown", channels: 0, sampleRate: 0 }]);
    expect(info.chapters).toEqual([{ start: 0, end: 0 }]);
    expect([...info.video, ...info.audio].map(({ index }) => index)).toEqual([0, 1]);
  });

  it.each([
    [{ profile: "unknown" }, "profile"],
    [{ level: -99 }, "level"],
    [{ level: 0 }, "level"],
    [{ duration: "0.000000" }, "duration"],
    [{ tags: { language: "und" } }, "language"],
    [{ codec_tag_string: "[0][0][0][0]" }, "codecTag"],
    [{ nb_frames: "N/A" }, "frames"],
  ])("%j says nothing of %s", (stream, key) => {
    expect(video(stream)).not.toHaveProperty(key);
  });

  it("Matroska says length and rate of a stream in tags", () => {
    expect(video({ tags: { DURATION: "00:01:02.500000000", BPS: "4000000" } })).toMatchObject({
      duration: 62.5,
      bitrate: 4_000_000,
    });
    expect(video({ duration: "5", tags: { DURATION: "00:01:00" } }).duration).toBe(5);
  });
});

describe("E7 rotation is clockwise, as a player turns the picture", () => {
  const matrix = (rotation: number | string) => ({
    side_data_list: [{ side_data_type: "Display Matrix", rotation }],
  });
  it.each<[Partial<ProbeStream>, number]>([
    [matrix(-90), 90],
    [matrix(90), 270],
    [matrix("-180"), 180],
    [matrix(180), 180],
    [matrix(0), 0],
    [matrix(-450), 90],
    [matrix("nonsense"), 0],
    [{ tags: { rotate: "90" } }, 90],
    [{ tags: { rotate: "-90" } }, 270],
    [{ ...matrix(-90), tags: { rotate: "270" } }, 90],
    [{ side_data_list: [{ side_data_type: "Mastering display metadata" }] }, 0],
  ])("%j is %d", (stream, rotation) => {
    const isTurned = rotation % 180 === 90;
    expect(video(stream)).toMatchObject({ rotation, displayWidth: isTurned ? 360 : 640 });
  });
});

describe("E6 E12 E13 E15 aspect, dynamic range and depth", () => {
  it.each([
    ["64:45", "64:45", 64 / 45],
    ["0:1", "1:1", 1],
    ["1:0", "1:1", 1],
    ["N/A", "1:1", 1],
    [undefined, "1:1", 1],
  ])("the pixel aspect %s is %s", (text, sar, value) => {
    expect(aspect(text)).toBe(sar);
    expect(ratio(sar)).toBeCloseTo(value, 6);
  });

  it.each<[Partial<ProbeStream>, string | undefined]>([
    [{ color_transfer: "smpte2084" }, "hdr10"],
    [{ color_transfer: "arib-std-b67" }, "hlg"],
    [
      { color_transfer: "smpte2084", side_data_list: [{ side_data_type: "DOVI configuration record" }] },
      "dolby-vision",
    ],
    [{ color_transfer: "bt709" }, undefined],
    [{}, undefined],
  ])("%j is %s", (stream, hdr) => {
    expect(video(stream).hdr).toBe(hdr);
  });

  it.each([
    ["yuv420p", 8],
    ["yuvj420p", 8],
    ["nv12", 8],
    ["rgb24", 8],
    ["yuv420p10le", 10],
    ["p010le", 10],
    ["yuv422p12be", 12],
    ["gbrp10le", 10],
    ["gbrap12le", 12],
    ["gray16le", 16],
    ["p016le", 16],
    ["p210be", 10],
    ["ya16be", 16],
    ["rgb48le", 16],
    ["rgba64be", 16],
    ["x2rgb10le", 10],
  ])("%s has %d bits", (pix_fmt, bits) => {
    expect(video({ pix_fmt }).bitDepth).toBe(bits);
  });

  it("takes no name of a colour that is none of ffmpeg's: it would become an argument", () => {
    const { color } = video({ color_primaries: "𩌮 x", color_transfer: "-i /etc", color_space: "bt709" });
    expect(color).toEqual({ matrix: "bt709" });
  });

  it("believes the decoder about the depth", () => {
    expect(video({ pix_fmt: "yuv420p", bits_per_raw_sample: "10" }).bitDepth).toBe(10);
    expect(video({ pix_fmt: "yuv420p10le", bits_per_raw_sample: "0" }).bitDepth).toBe(10);
  });
});

describe("E22 E23 E24 frame rates as they are, not as the header's grid", () => {
  it.each([
    ["a camera", "30/1", "30/1", undefined, "30", false],
    ["NTSC", "30000/1001", "30000/1001", "progressive", "30000/1001", false],
    ["a short clip, off by a frame", "25/1", "2525/101", undefined, "25", false],
    ["a phone", "60/1", "163/5", undefined, "163/5", true],
    ["MediaRecorder, in milliseconds", "1000/1", "0/0", undefined, "0/0", true],
    ["MediaRecorder, with an average", "1000/1", "30/1", undefined, "30", true],
    ["no average", "25/1", "0/0", undefined, "25", false],
    ["interlaced: the grid counts fields", "50/1", "25/1", "tt", "25", false],
    ["interlaced NTSC", "60000/1001", "30000/1001", "bb", "30000/1001", false],
    ["interlaced, the grid counts frames", "25/1", "25/1", "tt", "25", false],
    ["nothing known", "0/0", "0/0", undefined, "0/0", true],
  ])("%s: %s and %s", (_what, r_frame_rate, avg_frame_rate, field_order, rate, isVariable) => {
    const stream = { r_frame_rate, avg_frame_rate, ...(field_order !== undefined && { field_order }) };
    expect(frameRate(stream)).toEqual({ frameRate: rate, isVariableFrameRate: isVariable });
  });
});

describe("R47 numbers and clocks as ffprobe writes them", () => {
  it.each([
    ["5.013", 5.013],
    ["0", 0],
    ["N/A", undefined],
    ["", undefined],
    [undefined, undefined],
    ["five", undefined],
  ])("%s is %s", (text, value) => {
    expect(number(text)).toBe(value);
  });

  it.each([
    ["00:00:05.013000000", 5.013],
    ["12:34:56", 45_296],
    ["100:00:00.5", 360_000.5],
    ["5", undefined],
    [undefined, undefined],
  ])("%s is %s seconds", (text, seconds) => {
    expect(clock(text)).toBe(seconds);
  });
});
