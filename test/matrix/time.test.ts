import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { lavfi, workshop, x264 } from "../support/convert-clip.js";
import { inProcess } from "../support/converters.js";
import { frameTimes, streamsOf } from "../support/look.js";

const { folder, clip, convert } = workshop();
const vp8 = ["-c:v", "libvpx", "-b:v", "300k", "-deadline", "realtime", "-cpu-used", "8"];
const tone = (seconds: number) => lavfi(`sine=frequency=440:sample_rate=48000:duration=${seconds}`);

/** Writes a live stream, which cannot go back to write its length. */
const live = async (name: string, ...args: string[]) => {
  const source = await clip(name, ...args, "-live", "1");
  return source;
};

describe("frame rates", () => {
  it("E22 a browser's recording in milliseconds keeps its frames", async () => {
    const jitter = "testsrc2=size=320x240:rate=30:duration=2,setpts='(N/30+0.004*mod(N*7,3))/TB'";
    const source = await live("e22.webm", ...lavfi(jitter), ...vp8);
    const { video } = await convert(source);
    expect(Math.abs(Number(video["nb_frames"]) - 60)).toBeLessThanOrEqual(2);
    expect(Number(video["level"])).toBeLessThanOrEqual(31);
  });

  const phone = () =>
    clip(
      "e23.mkv",
      ...lavfi("testsrc2=size=320x240:rate=60:duration=3,select='if(lt(t,1.5),not(mod(n,2)),1)'"),
      ...tone(3),
      ...["-c:v", "ffv1", "-vsync", "vfr", "-c:a", "pcm_s16le"],
    );

  it("E23 a phone's variable rate stays as it is, frame by frame", async () => {
    const source = await phone();
    const [before, { path, result }] = [await frameTimes(source), await convert(source)];
    const after = await frameTimes(path);
    expect(result.source.video[0]).toMatchObject({ isVariableFrameRate: true });
    expect(after.length).toBe(before.length);
    const skew = after.map((time, index) => Math.abs(time - after[0]! - (before[index]! - before[0]!)));
    expect(Math.max(...skew)).toBeLessThan(1 / 60);
  });

  it.each(["h264", "hevc"] as const)(
    "E23 a screen recording whose last pictures stay for long is shown to its end: %s",
    async (codec) => {
      const uneven = "select='lt(t,1.2)+not(mod(n,5))'";
      const source = await clip(
        "screen.mkv",
        ...lavfi(`testsrc2=size=320x240:rate=30:duration=2,${uneven}`),
        ...["-c:v", "mpeg4", "-q:v", "2", "-vsync", "vfr"],
      );
      const before = await frameTimes(source);
      const { path, result } = await convert(source, { spec: { video: { codec } }, keepLarger: true });
      const after = await frameTimes(path);
      expect(after.length).toBe(before.length);
      expect(after.at(-1)! - after[0]!).toBeCloseTo(before.at(-1)! - before[0]!, 2);
      expect(result.output.video[0]!.duration).toBeCloseTo(1.867, 1);
    },
  );

  it("E23 for an editor's or a platform's sake it becomes constant, at the rounded average", async () => {
    const { path, video, result } = await convert(await phone(), { preset: "youtube" });
    const times = await frameTimes(path);
    const steps = times.slice(1).map((time, index) => time - times[index]!);
    // Without an edit list old builds let the first frame wait for the sound, whose encoder begins with 1024 samples more.
    const [first, ...others] = steps as [number, ...number[]];
    expect(Math.max(...others) - Math.min(...others)).toBeLessThan(0.001);
    expect(first - others[0]!).toBeLessThan(0.0215);
    expect(video["r_frame_rate"]).toBe("45/1");
    expect(result.losses.map(({ kind }) => kind)).toContain("frame-rate");
  });

  it.each(["24000/1001", "30000/1001", "60000/1001"])(
    "E24 NTSC's %s stays the fraction it is",
    async (rate) => {
      const source = await clip(
        `e24-${rate.split("/")[0]}.mkv`,
        ...lavfi(`testsrc2=size=320x240:rate=${rate}:duration=1`),
        "-c:v",
        "ffv1",
      );
      expect((await convert(source)).video["r_frame_rate"]).toBe(rate);
      const decimal = (Number(rate.split("/")[0]) / 1001).toFixed(2);
      const asked = await convert(source, { spec: { reencode: true, video: { fps: decimal } } });
      expect(asked.video["r_frame_rate"]).toBe(rate);
    },
  );

  it("E30 a start of a few milliseconds costs at most two frames", async () => {
    const source = await clip(
      "e30.mkv",
      ...lavfi("testsrc2=size=320x240:rate=25:duration=1,setpts=PTS+0.023/TB"),
      ...x264,
    );
    const { video } = await convert(source, { preset: "youtube" });
    expect(Math.abs(Number(video["nb_frames"]) - 25)).toBeLessThanOrEqual(2);
  });
});

describe("lengths", () => {
  it("E25 a length that the header does not say is measured", async () => {
    const source = await live("e25.webm", ...lavfi("testsrc2=size=320x240:rate=25:duration=2"), ...vp8);
    const { result } = await convert(source);
    expect(result.source.duration).toBeCloseTo(2, 1);
    expect(result.output.duration).toBeCloseTo(2, 1);
    expect(result.verification.checks.find(({ name }) => name === "duration")).toMatchObject({ ok: true });
  });

  it.each([
    [2, 5],
    [5, 2],
  ])("E29 a picture of %i s and a sound of %i s keep their own lengths", async (picture, sound) => {
    const source = await clip(
      `e29-${picture}.mkv`,
      ...lavfi(`testsrc2=size=320x240:rate=25:duration=${picture}`),
      ...tone(sound),
      ...["-c:v", "ffv1", "-c:a", "pcm_s16le"],
    );
    const { streams } = await convert(source);
    const length = (type: string) =>
      Number(streams.find(({ codec_type }) => codec_type === type)!["duration"]);
    expect(Math.abs(length("video") - picture)).toBeLessThan(0.11);
    expect(Math.abs(length("audio") - sound)).toBeLessThan(0.11);
  });

  it("E28 for YouTube there is no edit list, and the picture begins at 0", async () => {
    const source = await clip(
      "e28.mkv",
      ...lavfi("testsrc2=size=320x240:rate=25:duration=2"),
      ...tone(2),
      ...["-c:v", "ffv1", "-c:a", "pcm_s16le"],
    );
    const { path, video } = await convert(source, { preset: "youtube" });
    expect((await readFile(path)).includes("elst")).toBe(false);
    expect(Number(video["start_time"])).toBe(0);
  });

  it("E35 the index stands before the media", async () => {
    const source = await clip("e35.mov", ...lavfi("testsrc2=size=320x240:rate=25:duration=1"), ...x264);
    for (const options of [{}, { spec: { reencode: true } }]) {
      const bytes = await readFile((await convert(source, options)).path);
      expect(bytes.indexOf("moov")).toBeLessThan(bytes.indexOf("mdat"));
    }
  });

  it("E48 fragments have a length, too", async () => {
    const source = await clip("e48.mkv", ...lavfi("testsrc2=size=320x240:rate=25:duration=2"), ...x264);
    const { path, result } = await convert(source, { spec: { fragmented: true } });
    expect((await readFile(path)).includes("moof")).toBe(true);
    expect(result.output.duration).toBeCloseTo(2, 1);
  });
});

describe("copies from old containers", () => {
  const isRising = (times: number[]) => times.every((time, index) => index === 0 || time > times[index - 1]!);

  it("E31 the packed B-frames of an AVI are unpacked", async () => {
    const source = await clip(
      "e31.avi",
      ...lavfi("testsrc2=size=320x240:rate=25:duration=2"),
      ...["-c:v", "mpeg4", "-bf", "2", "-vtag", "XVID"],
    );
    const { path, result } = await convert(source, { preset: "archive" });
    expect(result.route).toBe("copy");
    const decoding = await streamsOf(path, "-count_frames");
    expect(Math.abs(Number(decoding[0]!["nb_read_frames"]) - 50)).toBeLessThanOrEqual(1);
    expect(isRising(await frameTimes(path))).toBe(true);
  });

  it("E47 a transport stream is copied, its AAC in MP4's form", async () => {
    const source = await clip(
      "e47.ts",
      ...lavfi("testsrc2=size=320x240:rate=25:duration=2"),
      ...tone(2),
      ...x264,
      "-c:a",
      "aac",
    );
    const { result, path, streams } = await convert(source);
    expect(result.route).toBe("copy");
    expect(streams.map(({ codec_name }) => codec_name)).toEqual(["h264", "aac"]);
    expect(isRising(await frameTimes(path))).toBe(true);
  });

  it("E47 of several programmes the one with the best picture is taken", async () => {
    const source = await clip(
      "e47m.ts",
      ...lavfi("testsrc2=size=320x240:rate=25:duration=1"),
      ...tone(1),
      ...lavfi("testsrc2=size=640x360:rate=25:duration=1"),
      ...tone(1),
      ...["-map", "0", "-map", "1", "-map", "2", "-map", "3", ...x264, "-c:a", "aac"],
      ...["-program", "title=small:st=0:st=1", "-program", "title=large:st=2:st=3"],
    );
    const { video, streams, result } = await convert(source);
    expect(video).toMatchObject({ width: 640, height: 360 });
    expect(streams.map(({ codec_type }) => codec_type)).toEqual(["video", "audio"]);
    expect(result.losses.map(({ kind }) => kind).sort()).toEqual(["program", "video-track"]);
  });
});

describe("E32 very long films", () => {
  it("keep every microsecond of their times", async () => {
    const { planConversion } = await import("../../src/conversion/index.js");
    const { picture, source } = await import("../unit/conversion/sample-source.js");
    const duration = 50 * 3600 + 0.000001;
    const plan = planConversion(source({ duration, video: [picture({ duration })] }), {
      trim: { start: 46_800.000001, end: 172_800.5 },
      video: { bitrate: 4_000_000 },
    });
    expect(plan.inputArguments).toEqual(["-ss", "46800.000001"]);
    expect(plan.passes[0]).toContain("126000.499999");
    expect(plan.estimate.bytes).toBeGreaterThan(4 * 2 ** 30);
    expect(Number.isSafeInteger(plan.estimate.bytes)).toBe(true);
  });
});

it("E49 an MP4 with its index at the end may come as a stream", async () => {
  const path = await clip("e49.mp4", ...lavfi("testsrc2=size=320x240:rate=25:duration=1"), ...x264);
  const bytes = await readFile(path);
  expect(bytes.indexOf("moov")).toBeGreaterThan(bytes.indexOf("mdat"));
  const source = { name: "piped.mp4", open: () => createReadStream(path) };
  const output = join(folder, "e49.converted.mp4");
  const { verification, route } = await inProcess().convert(source, { output });
  expect({ ok: verification.ok, route }).toEqual({ ok: true, route: "copy" });
  expect((await streamsOf(output, "-count_packets"))[0]!["nb_read_packets"]).toBe("25");
});
