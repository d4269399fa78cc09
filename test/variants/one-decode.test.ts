import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Progress } from "../../src/options/index.js";
import {
  cameraClip,
  ffprobeJson,
  makeClip,
  picture,
  sharedFolder,
  streamOfType,
  tone,
} from "../support/clips.js";
import { embedded, inProcess } from "../support/converters.js";
import { keyframeTimes } from "../support/keyframes.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const clips = sharedFolder();
let camera: string;
beforeAll(async () => {
  camera = await cameraClip(join(clips, "camera.mov"), 5);
});

const sizes = {
  large: { video: { height: 240 } },
  middle: { video: { height: 180, fps: 25 } },
  small: { video: { height: 120 }, audio: false },
} as const;

describe.each(embedded)("R52 several MP4s of one master, %s", (_where, connect) => {
  it("are told what the words left open", async () => {
    const nemo = await connect();
    const output = temporaryFolder();
    const results = await nemo.variants(
      camera,
      { small: { video: { height: 120 } } },
      { output, request: "CRF 23 at 300 kb/s" },
    );
    expect(results.small.warnings).toContainEqual(expect.stringContaining("exclude each other"));
  });

  it("are made under their names, each looked at as convert() does it", async () => {
    const before = { bytes: await readFile(camera), times: await stat(camera) };
    const output = temporaryFolder();
    const progress: Progress[] = [];
    const nemo = await connect();
    const results = await nemo.variants(camera, sizes, { output, onProgress: (each) => progress.push(each) });

    expect(Object.keys(results)).toEqual(["large", "middle", "small"]);
    expect((await readdir(output)).sort()).toEqual([
      "camera.large.mp4",
      "camera.middle.mp4",
      "camera.small.mp4",
    ]);
    for (const [name, height] of [
      ["large", 240],
      ["middle", 180],
      ["small", 120],
    ] as const) {
      const { path, bytes, verification, spec, output: found } = results[name];
      expect(path).toBe(join(output, `camera.${name}.mp4`));
      expect(bytes).toBe((await stat(path)).size);
      expect(verification).toMatchObject({ ok: true, level: "quick" });
      expect(spec.video).toMatchObject({ height });
      expect(found.video[0]).toMatchObject({ codec: "h264", height });
      const file = await ffprobeJson(path);
      expect(streamOfType(file, "video")).toMatchObject({ codec_name: "h264", height, pix_fmt: "yuv420p" });
      expect(Math.abs(Number(file.format.duration) - 5)).toBeLessThan(0.1);
    }
    expect(results.middle.output.video[0]).toMatchObject({ frameRate: "25" });
    expect(results.large.output.audio).toHaveLength(1);
    expect(results.small.output.audio).toHaveLength(0);

    const percents = progress.map(({ percent }) => percent ?? NaN);
    expect(percents).toEqual([...percents].sort((a, b) => a - b));
    expect(percents.at(-1)).toBe(100);
    expect(await readFile(camera)).toEqual(before.bytes);
    expect((await stat(camera)).mtimeMs).toBe(before.times.mtimeMs);
  });

  it("E61 have their keyframes at the same times", async () => {
    const results = await (await connect()).variants(camera, sizes, { output: temporaryFolder() });
    const times = await Promise.all(Object.values(results).map(({ path }) => keyframeTimes(path)));
    expect(times).toEqual([
      [0, 2, 4],
      [0, 2, 4],
      [0, 2, 4],
    ]);
  });
});

describe("E62 one decode", () => {
  it("feeds all encodes, in one run of ffmpeg", async () => {
    const { large, middle, small } = await inProcess().variants(camera, sizes, { output: temporaryFolder() });
    expect(large.arguments).toEqual(middle.arguments);
    expect(large.arguments).toEqual(small.arguments);
    const args = large.arguments!;
    expect(args.filter((arg) => arg === "-filter_complex")).toHaveLength(1);
    expect(args[1]).toContain("split=3[");
    expect(args).toEqual(expect.arrayContaining(["large.mp4", "middle.mp4"]));
  });

  it("deinterlaces once, before the picture is split", async () => {
    const source = await makeClip(
      join(clips, "interlaced.mov"),
      ...picture("320x240", "50", 1),
      ...["-vf", "tinterlace=interleave_top,fieldorder=tff", "-c:v", "libx264", "-preset", "ultrafast"],
      ...["-flags", "+ilme+ildct", "-x264-params", "tff=1", "-pix_fmt", "yuv420p"],
    );
    const { a, b } = await inProcess().variants(
      source,
      { a: { video: { height: 120 } }, b: { reencode: true } },
      { output: temporaryFolder() },
    );
    expect(a.arguments![1]!.match(/bwdif/g)).toHaveLength(1);
    expect(a.arguments![1]).toMatch(/bwdif[^;]*,split=2/);
    expect(b.output.video[0]).toMatchObject({ height: 240, fieldOrder: "progressive" });
  });

  it("tone maps once, before the picture is split", async () => {
    const source = await makeClip(
      join(clips, "hdr.mov"),
      ...picture("320x240", "25", 1),
      ...["-c:v", "libx265", "-preset", "ultrafast", "-pix_fmt", "yuv420p10le", "-tag:v", "hvc1"],
      ...["-color_primaries", "bt2020", "-color_trc", "smpte2084", "-colorspace", "bt2020nc"],
      ...["-x265-params", "log-level=error:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc"],
    );
    const { a, b, deep } = await inProcess().variants(
      source,
      {
        a: { video: { height: 120 } },
        b: { video: { height: 180 } },
        deep: { video: { codec: "hevc", height: 120, hdr: "keep" } },
      },
      { output: temporaryFolder() },
    );
    expect(a.arguments![1]!.match(/tonemap=tonemap/g)).toHaveLength(1);
    expect(b.output.video[0]).toMatchObject({ height: 180, color: { transfer: "bt709" } });
    expect(deep.output.video[0]).toMatchObject({ codec: "hevc", hdr: "hdr10" });
    expect(await keyframeTimes(deep.path)).toEqual([0]);
  });

  it("E61 is a grid for HEVC too, and another interval where a variant says so", async () => {
    const { hevc, fast } = await inProcess().variants(
      camera,
      {
        hevc: { video: { codec: "hevc", height: 120, preset: "ultrafast" } },
        fast: { video: { height: 120, keyframeInterval: 1 } },
      },
      { output: temporaryFolder() },
    );
    expect(await keyframeTimes(hevc.path)).toEqual([0, 2, 4]);
    expect(await keyframeTimes(fast.path)).toEqual([0, 1, 2, 3, 4]);
  });

  it("E61 is not left where the scene changes", async () => {
    const cuts = await makeClip(
      join(clips, "cuts.mov"),
      ...picture("320x240", "30000/1001", 1.5),
      ...["-f", "lavfi", "-i", "mandelbrot=size=320x240:rate=30000/1001"],
      ...["-filter_complex", "[1:v]trim=duration=3[second];[0:v][second]concat"],
      ...["-c:v", "mpeg4", "-q:v", "3"],
    );
    const results = await inProcess().variants(
      cuts,
      { a: { video: { height: 120 } }, b: { reencode: true }, c: { video: { codec: "hevc", height: 180 } } },
      { output: temporaryFolder() },
    );
    for (const { path } of Object.values(results)) expect(await keyframeTimes(path)).toEqual([0, 2, 4]);
  });

  it("leaves what needs two passes, and what is copied, to runs of its own", async () => {
    const source = await makeClip(
      join(clips, "copyable.mp4"),
      ...picture("320x240", "25", 3),
      ...tone(3),
      ...["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac"],
    );
    const results = await inProcess().variants(
      source,
      {
        kept: {},
        limited: { targetSize: 150_000, reencode: true },
        one: { video: { height: 120 } },
        two: { video: { height: 180 } },
      },
      { output: temporaryFolder() },
    );
    expect(results.kept).toMatchObject({ route: "copy", verification: { ok: true } });
    expect(results.kept.arguments).not.toContain("-filter_complex");
    expect(results.limited.arguments).toEqual(expect.arrayContaining(["-pass", "2"]));
    expect(results.limited.bytes).toBeLessThanOrEqual(150_000);
    expect(results.one.arguments![1]).toContain("split=2[");
    expect(results.two.output.video[0]).toMatchObject({ height: 180 });
  });

  it("takes a preset by its name, and what the options say for all", async () => {
    const { phone, look } = await inProcess().variants(
      camera,
      { phone: "mobile", look: "preview" },
      { output: temporaryFolder(), spec: { subtitles: "drop" }, request: "no audio" },
    );
    expect(phone.spec).toMatchObject({ useCase: "mobile", audio: false, subtitles: "drop" });
    expect(look.output.audio).toEqual([]);
  });

  it("takes a Blob, of which nothing is known before", async () => {
    const blob = new File([new Uint8Array(await readFile(camera))], "talk.mov");
    const { a, b } = await inProcess().variants(
      blob,
      { a: { video: { height: 120 } }, b: { video: { height: 180 } } },
      { output: temporaryFolder() },
    );
    expect(a.arguments).toEqual(b.arguments);
    expect(await keyframeTimes(a.path)).toEqual([0, 2, 4]);
  });

  it("keeps a picture's rotation, size and language as a run of its own does", async () => {
    const upright = await makeClip(
      join(clips, "upright.mov"),
      ...["-i", camera, "-c", "copy", "-metadata:s:v:0", "rotate=90", "-metadata:s:v:0", "language=fra"],
    );
    const { a } = await inProcess().variants(
      upright,
      { a: { video: { height: 120 } }, b: { video: { height: 180 } } },
      { output: temporaryFolder() },
    );
    const alone = await inProcess().convert(upright, {
      output: join(temporaryFolder(), "a.mp4"),
      spec: { video: { height: 120, keyframeInterval: 2 } },
    });
    const { bitrate: _, ...video } = alone.output.video[0]!;
    expect(a.output.video[0]).toMatchObject(video);
  });
});
