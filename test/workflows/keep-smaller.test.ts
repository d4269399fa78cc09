import { readdir, readFile, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Progress } from "../../src/options/index.js";
import { ffprobeJson, makeClip, picture, sharedFolder, streamOfType, tone } from "../support/clips.js";
import { embedded, inProcess } from "../support/converters.js";
import { processesNaming } from "../support/processes.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const clips = sharedFolder();
/** Poor and small: whatever encodes it anew at a good quality makes it larger. */
const poor = ["-c:v", "libx264", "-preset", "veryslow", "-crf", "45", "-pix_fmt", "yuv420p"];
let small: string;
let matroska: string;
let vp8: string;
beforeAll(async () => {
  const source = [...picture("320x240", "25", 3), ...tone(3)];
  small = await makeClip(join(clips, "small.mp4"), ...source, ...poor, "-c:a", "aac", "-b:a", "32k");
  // Without sound: the ffmpeg of 2018 writes wrong times into Matroska while it shifts for the start of AAC.
  matroska = await makeClip(join(clips, "small.mkv"), ...picture("320x240", "25", 3), ...poor);
  const poorVp8 = ["-c:v", "libvpx", "-b:v", "20k", "-crf", "63", "-deadline", "realtime"];
  vp8 = await makeClip(join(clips, "vp8.mkv"), ...source, ...poorVp8, "-c:a", "libvorbis");
});

describe.each(embedded)("R88 a larger encode is not kept, %s", (_where, connect) => {
  it.each([
    ["re-encoding", { reencode: true, video: { crf: 10 } }],
    ["a CRF", { video: { crf: 10 } }],
  ])("when %s was asked for and the source serves: its streams are copied", async (_what, spec) => {
    const before = await readFile(small);
    const output = join(temporaryFolder(), "out.mp4");
    const progress: Progress[] = [];
    const result = await (
      await connect()
    ).convert(small, { output, spec, onProgress: (each) => progress.push(each) });
    expect(result).toMatchObject({ kept: "source", route: "copy", verification: { ok: true } });
    expect(result.bytes).toBeLessThan(before.length * 1.02);
    expect(result.warnings.join()).toMatch(/MB.*MB.*copied/);
    expect(result.reasons.join()).toContain("copied");
    const file = await ffprobeJson(output);
    expect(streamOfType(file, "video")).toMatchObject({ codec_name: "h264", nb_frames: "75" });
    expect(await readFile(small)).toEqual(before);
    const percents = progress.map(({ percent }) => percent ?? NaN);
    expect(percents).toEqual([...percents].sort((a, b) => a - b));
    expect(percents.at(-1)).toBe(100);
    expect(await readdir(join(output, ".."))).toEqual(["out.mp4"]);
  });
});

describe("R88 a larger encode is kept", () => {
  const larger = { reencode: true, video: { crf: 5 } };

  it("when it was asked for", async () => {
    const output = join(temporaryFolder(), "out.mp4");
    const result = await inProcess().convert(small, { output, spec: larger, keepLarger: true });
    expect(result.route).toBe("encode");
    expect(result.kept).toBeUndefined();
    expect(result.bytes).toBeGreaterThan((await stat(small)).size);
    expect(result.warnings).toEqual([]);
  });

  it.each([
    ["another size was asked for", { video: { height: 480, allowUpscale: true, crf: 10 } }],
    ["a bit rate was asked for", { video: { bitrate: "2M" } }],
  ])("with a warning when %s", async (_what, spec) => {
    const result = await inProcess().convert(small, { output: join(temporaryFolder(), "out.mp4"), spec });
    expect(result.kept).toBeUndefined();
    expect(result.bytes).toBeGreaterThan((await stat(small)).size);
    expect(result.warnings.join()).toMatch(/larger than its source/);
  });

  it("with a warning when MP4 lacks the source's codec", async () => {
    const result = await inProcess().convert(vp8, {
      output: join(temporaryFolder(), "out.mp4"),
      spec: { video: { crf: 3 } },
    });
    expect(result).toMatchObject({ route: "encode" });
    expect(result.kept).toBeUndefined();
    expect(result.warnings.join()).toMatch(/larger than its source/);
  });
});

describe("R88 what serves", () => {
  it("is also what Matroska holds, in a container that plays", async () => {
    const result = await inProcess().convert(matroska, {
      output: join(temporaryFolder(), "out.mp4"),
      spec: { reencode: true, video: { crf: 8 } },
    });
    expect(result).toMatchObject({ kept: "source", route: "copy" });
    expect(result.output.format).toContain("mp4");
  });

  it("a smaller encode is kept as it is", async () => {
    const result = await inProcess().convert(small, {
      output: join(temporaryFolder(), "out.mp4"),
      spec: { reencode: true, video: { crf: 51 }, audio: { bitrate: 24_000 } },
    });
    expect(result).toMatchObject({ route: "encode", warnings: [] });
    expect(result.kept).toBeUndefined();
  });

  it("holds for variants too", async () => {
    const { same, other } = await inProcess().variants(
      small,
      {
        same: { reencode: true, video: { crf: 8 } },
        other: { reencode: true, video: { height: 120, crf: 40 } },
      },
      { output: temporaryFolder() },
    );
    expect(same).toMatchObject({ kept: "source", route: "copy" });
    expect(other).toMatchObject({ route: "encode" });
  });
});

describe("R88 an encode that must end too large", () => {
  it("is stopped early", async () => {
    const long = await makeClip(
      join(clips, "long.mp4"),
      ...picture("1280x720", "30", 30),
      ...["-c:v", "libx264", "-preset", "ultrafast", "-crf", "51", "-pix_fmt", "yuv420p"],
    );
    const percents: number[] = [];
    const folder = temporaryFolder();
    const result = await inProcess().convert(long, {
      output: join(folder, "out.mp4"),
      spec: { reencode: true, video: { crf: 1, preset: "ultrafast" } },
      onProgress: ({ stage, percent = 0 }) => stage === "render" && percents.push(percent),
    });
    expect(result).toMatchObject({ kept: "source", route: "copy" });
    expect(result.warnings.join()).toContain("would have");
    expect(Math.max(...percents)).toBeLessThan(70);
    expect(await readdir(folder)).toEqual(["out.mp4"]);
    expect(processesNaming(folder)).toEqual([]);
  });
});

describe("R50 keepTimes", () => {
  it("gives the result the times of its source, which keeps them", async () => {
    const source = await makeClip(join(clips, "dated.mp4"), "-i", small, "-c", "copy");
    const times = [new Date("2019-05-04T03:02:01Z"), new Date("2018-07-06T05:04:03Z")] as const;
    await utimes(source, ...times);
    const output = join(temporaryFolder(), "out.mp4");
    await inProcess().convert(source, { output, keepTimes: true });
    const found = await stat(output);
    expect(found.mtimeMs).toBe(times[1].getTime());
    expect(found.atimeMs).toBe(times[0].getTime());
    expect((await stat(source)).mtimeMs).toBe(times[1].getTime());

    await utimes(source, ...times);
    const { a } = await inProcess().variants(
      source,
      { a: {} },
      { output: temporaryFolder(), keepTimes: true },
    );
    expect((await stat(a.path)).mtimeMs).toBe(times[1].getTime());
  });

  it("is not done unless asked", async () => {
    const output = join(temporaryFolder(), "out.mp4");
    await utimes(small, new Date(0), new Date(0));
    await inProcess().convert(small, { output });
    expect((await stat(output)).mtimeMs).toBeGreaterThan(Date.now() - 60_000);
  });
});
