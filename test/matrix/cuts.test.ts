import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ConversionSpec, ConvertOptions } from "../../src/index.js";
import { inProcess } from "../support/converters.js";
import { makeClip } from "../support/clips.js";
import { lavfi, workshop } from "../support/convert-clip.js";
import { ffprobeLines, frameTimes } from "../support/look.js";

const { folder, clip, convert } = workshop();
const film = ["-c:v", "libx264", "-preset", "medium", "-g", "50", "-pix_fmt", "yuv420p", "-c:a", "aac"];

/** Four seconds with B-frames, as most films have them. */
const film4 = () =>
  clip(
    "film.mp4",
    ...lavfi("testsrc2=size=320x240:rate=25:duration=4"),
    ...lavfi("sine=frequency=440:duration=4"),
    ...film,
  );

describe("R13 cuts", () => {
  it.each(["mkv", "mp4"])("in the middle of a subtitle of an .%s", async (container) => {
    const text = join(folder, `${container}.srt`);
    await writeFile(
      text,
      "1\n00:00:00,500 --> 00:00:00,900\nFirst\n\n2\n00:00:01,000 --> 00:00:03,000\nStays\n\n",
    );
    const codec = container === "mkv" ? "srt" : "mov_text";
    const source = await makeClip(
      join(folder, `cue.${container}`),
      ...["-i", await film4(), "-i", text, "-map", "0", "-map", "1", "-c", "copy", "-c:s", codec],
    );
    const { path, result, streams } = await convert(source, { spec: { trim: { end: 2 } } });
    expect(result.verification.checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(streams.map(({ codec_type }) => codec_type)).toEqual(["video", "audio", "subtitle"]);
    // Builds before 5.0 end a copy a frame earlier.
    expect(Math.abs((await frameTimes(path)).length - 50)).toBeLessThanOrEqual(1);
    // Both cues are there, beside the gaps that MP4 writes as empty ones.
    const packets = await ffprobeLines(path, "-select_streams", "s", "-show_entries", "packet=pts_time,size");
    const cues = packets.map((line) => line.split(",").map(Number)).filter(([, size]) => size! > 2);
    expect(cues.map(([time]) => Math.round(time! * 10))).toEqual([5, 10]);
  });

  it("of a film with a subtitle, made elsewhere, are found wrong where picture and sound are too long", async () => {
    const { compareResult, fromElsewhere, planConversion } = await import("../../src/conversion/index.js");
    const { picture, source, sound, subtitle } = await import("../unit/conversion/sample-source.js");
    const [whole, spec] = [source({ subtitles: [subtitle()] }), { trim: { end: 2 } }];
    const expectation = fromElsewhere(planConversion(whole, spec).expectation, spec);
    const result = (seconds: number, total: number) =>
      source({
        duration: total,
        video: [picture({ duration: seconds })],
        audio: [sound({ duration: seconds, codec: "aac" })],
        subtitles: [subtitle({ codec: "mov_text" })],
      });
    const failed = (seconds: number, total: number) =>
      compareResult(expectation, result(seconds, total))
        .filter(({ name, ok }) => !ok && name.includes("duration"))
        .map(({ name }) => name);
    expect(failed(2, 3.5)).toEqual([]);
    expect(failed(3.5, 3.5)).toEqual(["video duration", "audio 0 duration", "duration"]);
    expect(failed(1, 2)).toEqual(["video duration", "audio 0 duration", "duration"]);
  });

  it.each([{ end: 1 }, { start: 0, end: 2 }, { end: 1.55 }, { start: 1.3, end: 2.9 }])(
    "of a copy may show some reordered frames more: %o",
    async (trim) => {
      const { result } = await convert(await film4(), {
        spec: { video: { codec: "copy" }, audio: { codec: "copy" }, trim },
      });
      expect(result.route).toBe("copy");
      const wanted = trim.end - (trim.start ?? 0);
      expect(result.output.duration).toBeGreaterThan(wanted - 0.1);
      expect(result.output.duration).toBeLessThan(wanted + 0.4);
    },
  );

  it("beyond the end are refused before anything is done", async () => {
    const source = await film4();
    const [nemo, output] = [inProcess(), join(folder, "beyond.mp4")];
    for (const spec of [{ trim: { start: 10 } }, { trim: { start: 4.1 }, targetSize: 30_000 }]) {
      const refused = {
        code: "invalid-request",
        message: expect.stringContaining("nothing would be left") as string,
      };
      await expect(nemo.convert(source, { output, spec })).rejects.toMatchObject(refused);
      await expect(nemo.plan(source, { spec })).rejects.toMatchObject(refused);
    }
  });
});

describe("R49 cuts in which a stream has nothing", () => {
  const lateSound = async () =>
    clip(
      "late-sound.mkv",
      ...lavfi("testsrc2=size=320x180:rate=25:duration=2"),
      ...["-itsoffset", "0.7", ...lavfi("sine=frequency=440:duration=2")],
      ...["-map", "0", "-map", "1", ...film],
    );

  it("have no track of sound that begins only later, or has ended", async () => {
    const source = await lateSound();
    const { result } = await convert(source, { spec: { trim: { end: 0.5 } } });
    expect(result.output.audio).toEqual([]);
    expect(result.output.duration).toBeCloseTo(0.5, 1);
    const whole = await film4();
    const shortSound = ["-i", whole, "-t", "0.5", "-i", whole];
    const before = await clip("early.mkv", ...shortSound, "-map", "0:v", "-map", "1:a", "-c", "copy");
    const { result: sound } = await convert(source, { spec: { trim: { start: 0.9, end: 1.4 } } });
    expect(sound.output.audio).toHaveLength(1);
    const { result: none } = await convert(before, { spec: { trim: { start: 1.3 } } });
    expect(none.output.audio).toEqual([]);
  });

  it("are refused where it is the picture, before anything is done", async () => {
    const [nemo, output] = [inProcess(), join(folder, "nothing.mp4")];
    const [long, short] = [await lateSound(), await film4()];
    for (const [source, start] of [
      [long, 2.3],
      [short, 3.99],
    ] as const) {
      const refused = { code: "invalid-request", message: expect.stringContaining("no picture") as string };
      await expect(nemo.convert(source, { output, spec: { trim: { start } } })).rejects.toMatchObject(
        refused,
      );
    }
    const { path } = await convert(short, { spec: { trim: { start: 3.96 } } });
    expect(await frameTimes(path)).toHaveLength(1);
  });
});

describe("R49 streams that begin late", () => {
  it.each([
    ["the sound", 0.15, "mkv"],
    ["the sound", 0.6, "mkv"],
    ["the picture", 0.5, "mkv"],
  ])("%s by %f s in an .%s", async (late, offset, container) => {
    const source = await film4();
    const maps = late === "the sound" ? ["0:v", "1:a"] : ["1:v", "0:a"];
    const delayed = await makeClip(
      join(folder, `late-${late.slice(4)}-${offset}.${container}`),
      ...["-i", source, "-itsoffset", String(offset), "-i", source],
      ...["-map", maps[0]!, "-map", maps[1]!, "-c", "copy"],
    );
    for (const options of [{}, { spec: { reencode: true }, keepLarger: true }]) {
      const { result } = await convert(delayed, options);
      expect(result.verification.checks.filter(({ ok }) => !ok)).toEqual([]);
      const [picture, sound] = [result.source.video[0]!, result.source.audio[0]!];
      expect(picture.duration).toBeCloseTo(4, 0);
      expect(sound.duration).toBeCloseTo(4, 0);
    }
  });
});

describe("R49 cuts of streams that begin late", () => {
  const late = async (container: "mp4" | "ts" | "mkv") => {
    const source = await film4();
    return makeClip(
      join(folder, `picture-late.${container}`),
      ...["-i", source, "-itsoffset", "0.5", "-i", source, "-map", "1:v", "-map", "0:a", "-c", "copy"],
    );
  };

  it.each<["mp4" | "ts" | "mkv", ConversionSpec, number, number]>([
    ["mp4", { trim: { end: 2 } }, 1.5, 2],
    ["mp4", { trim: { start: 1 } }, 3.5, 3],
    ["mp4", { trim: { start: 0.6, end: 1.6 } }, 1, 1],
    ["ts", { trim: { end: 2 } }, 1.5, 2],
    // The first picture stands until the second one comes, where the rate is a constant one.
    ["mkv", { trim: { end: 2 } }, 2, 2],
    ["mp4", { video: { fps: 30 } }, 4.5, 4],
    ["mp4", { video: { fps: 30 }, trim: { end: 2 } }, 2, 2],
  ])("%s with %j", async (container, spec, picture, sound) => {
    const { result } = await convert(await late(container), {
      spec: { reencode: true, ...spec },
      keepLarger: true,
    });
    expect(result.verification.checks.filter(({ ok }) => !ok)).toEqual([]);
    const [video, audio] = [result.output.video[0]!, result.output.audio[0]!];
    expect(Math.abs(video.duration! - picture)).toBeLessThan(0.13);
    expect(Math.abs(audio.duration! - sound)).toBeLessThan(0.13);
  });
});

describe("R49 a broadcast whose clock jumps back", () => {
  const joined = async () => {
    const half = await makeClip(join(folder, "half.mp4"), "-i", await film4(), "-t", "2", "-c", "copy");
    const bytes = await readFile(await makeClip(join(folder, "half.ts"), "-i", half, "-c", "copy"));
    const source = join(folder, "joined.ts");
    await writeFile(source, Buffer.concat([bytes, bytes]));
    return { half, source };
  };

  it.each<ConvertOptions>([{}, { spec: { reencode: true } }, { verify: "full" }])(
    "is complete, and told so: %o",
    async (options) => {
      const { half, source } = await joined();
      const { path, result } = await convert(source, options);
      expect(result.verification.checks.filter(({ ok }) => !ok)).toEqual([]);
      expect(result.warnings).toContainEqual(expect.stringContaining("clock of the source jumps"));
      const frames = (await frameTimes(half)).length;
      expect(Math.abs((await frameTimes(path)).length - 2 * frames)).toBeLessThanOrEqual(2);
    },
  );

  it("is found wrong where the result is longer than all its packets", async () => {
    const [{ source }, nemo] = [await joined(), inProcess()];
    const { path } = await convert(source);
    expect((await nemo.verify(source, path)).ok).toBe(true);
    const twice = await makeClip(join(folder, "twice.mp4"), "-stream_loop", "1", "-i", path, "-c", "copy");
    const { checks } = await nemo.verify(source, twice);
    const wrong = checks.find(({ name }) => name === "duration")!;
    expect(wrong.ok).toBe(false);
    expect(Number(wrong.expected)).toBeCloseTo(4.1, 0);
    expect(Number(wrong.actual)).toBeGreaterThan(8);
  });
});

it("E32 a film of more than a day is converted", async () => {
  const source = await clip(
    "long.mkv",
    ...lavfi("testsrc2=size=64x48:rate=1/600:duration=93600"),
    ...["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"],
  );
  const { result } = await convert(source);
  expect(result.verification.ok).toBe(true);
  expect(result.output.duration).toBeGreaterThan(86_400);
});
