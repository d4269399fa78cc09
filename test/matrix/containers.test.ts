import { readFile, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { lavfi, workshop, x264, x265 } from "../support/convert-clip.js";
import { failureOf } from "../support/failure-of.js";
import { ffprobeLines, frameSideData, meanColor, streamsOf } from "../support/look.js";
import { withCaptions } from "../support/caption-writer.js";
import { writePgs } from "../support/pgs-writer.js";
import { withDolbyVision } from "../support/dolby-vision-writer.js";

const { folder, clip, convert } = workshop();
const picture = (seconds = 1, size = "320x240") => lavfi(`testsrc2=size=${size}:rate=25:duration=${seconds}`);
const tone = (seconds = 1) => lavfi(`sine=frequency=440:sample_rate=48000:duration=${seconds}`);
const text = async (name: string, content: string) => {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
};
const kinds = (losses: { kind: string }[]) => losses.map(({ kind }) => kind).sort();

describe("what is said of the film", () => {
  it("E33 the date of the recording is kept", async () => {
    const date = "2026-01-02T03:04:05.000000Z";
    const source = await clip("e33.mov", ...picture(), ...x264, "-metadata", `creation_time=${date}`);
    for (const options of [{}, { spec: { reencode: true } }]) {
      expect((await convert(source, options)).result.output.tags["creation_time"]).toBe(date);
    }
  });

  it("E34 a phone's own keys are kept, its brands are not", async () => {
    const keys = { make: "Apple", model: "iPhone 15", "location.ISO6709": "+48.1372+011.5756+519.000/" };
    const source = await clip(
      "e34.mov",
      ...[...picture(), ...x264, "-movflags", "use_metadata_tags"],
      ...Object.entries(keys).flatMap(([key, value]) => ["-metadata", `com.apple.quicktime.${key}=${value}`]),
    );
    for (const options of [{}, { spec: { reencode: true } }]) {
      const { tags } = (await convert(source, options)).result.output;
      for (const [key, value] of Object.entries(keys)) expect(tags[`com.apple.quicktime.${key}`]).toBe(value);
      expect(tags["major_brand"]).not.toBe("qt  ");
    }
  });

  it("E39 chapters are kept, and their track is no surprise", async () => {
    const chapters = [0, 1].map(
      (start) => `[CHAPTER]\nTIMEBASE=1/1\nSTART=${start}\nEND=${start + 1}\ntitle=Part ${start + 1}\n`,
    );
    const list = await text("chapters.txt", `;FFMETADATA1\n${chapters.join("")}`);
    const source = await clip("e39.mkv", ...picture(2), "-i", list, "-map_metadata", "1", "-c:v", "ffv1");
    const { result } = await convert(source);
    expect(result.output.chapters).toEqual([
      { start: 0, end: 1, title: "Part 1" },
      { start: 1, end: 2, title: "Part 2" },
    ]);
    expect(result.output.others ?? []).toEqual([]);
    expect(result.verification.checks.find(({ name }) => name === "chapters")).toMatchObject({ ok: true });
  });

  it("a camera's time code is carried on", async () => {
    const source = await clip("timecode.mov", ...picture(), ...x264, "-timecode", "01:02:03:04");
    for (const options of [{}, { spec: { reencode: true } }]) {
      const { streams, result } = await convert(source, options);
      expect(JSON.stringify(streams)).toContain("01:02:03:04");
      expect(result.losses).toEqual([]);
    }
  });
});

describe("pictures beside the film", () => {
  const cover = () => clip("cover.png", ...lavfi("color=blue:size=64x64"), "-frames:v", "1");

  it("E36 a cover is kept as a cover", async () => {
    const source = await clip(
      "e36.mp4",
      ...[...picture(), "-i", await cover(), "-map", "0", "-map", "1"],
      ...[...x264, "-c:v:1", "png", "-disposition:v:1", "attached_pic"],
    );
    for (const options of [{}, { spec: { reencode: true } }]) {
      const { result, streams } = await convert(source, options);
      expect(streams.map(({ codec_name }) => codec_name)).toEqual(["h264", "png"]);
      expect(result.output.video[1]!.dispositions).toContain("attached_pic");
      expect(result.losses).toEqual([]);
    }
  });

  it("E37 a song with a cover has no picture to convert, and that is said before anything starts", async () => {
    const source = await clip(
      "e37.mp3",
      ...[
        ...tone(),
        "-i",
        await cover(),
        "-map",
        "0",
        "-map",
        "1",
        "-c:v",
        "copy",
        "-disposition:v",
        "attached_pic",
      ],
    );
    expect((await failureOf(convert(source))).code).toBe("no-video");
  });
});

describe("several sounds", () => {
  it("E40 all tracks are kept, with their languages and the one that plays first", async () => {
    const source = await clip(
      "e40.mkv",
      ...[...picture(), ...tone(), ...tone(), "-map", "0", "-map", "1", "-map", "2", ...x264, "-c:a", "ac3"],
      ...["-metadata:s:a:0", "language=eng", "-metadata:s:a:1", "language=fre"],
      ...["-disposition:a:0", "0", "-disposition:a:1", "default"],
    );
    const { result } = await convert(source);
    expect(result.output.audio.map(({ language }) => language)).toEqual(["eng", "fre"]);
    expect(result.output.audio.map(({ dispositions }) => dispositions.includes("default"))).toEqual([
      false,
      true,
    ]);
  });
});

describe("subtitles", () => {
  const srt = "1\n00:00:00,000 --> 00:00:01,500\nHello, 世界\n";
  const ass = (events: string) =>
    `[Script Info]\nScriptType: v4.00+\nPlayResX: 320\nPlayResY: 240\n\n[V4+ Styles]\nFormat: Name, Fontname, Fontsize, PrimaryColour, Bold, Alignment\nStyle: Default,Sans,60,&H0000FFFF,1,5\n\n[Events]\nFormat: Layer, Start, End, Style, Text\n${events}`;

  it("E42 text becomes timed text, with its language", async () => {
    const source = await clip(
      "e42.mkv",
      ...[...picture(2), "-i", await text("e42.srt", srt), "-map", "0", "-map", "1", ...x264, "-c:s", "srt"],
      ...["-metadata:s:s:0", "language=chi", "-disposition:s:0", "default"],
    );
    const { result, path } = await convert(source);
    expect(result.output.subtitles).toMatchObject([{ codec: "mov_text", language: "chi" }]);
    expect((await readFile(path)).includes(Buffer.from("Hello, 世界"))).toBe(true);
    expect(result.losses).toEqual([]);
  });

  it("E42 of ASS the text is in the film, and the styling in a file beside it", async () => {
    const script = await text("e42.ass", ass("Dialogue: 0,0:00:00.00,0:00:01.50,Default,Hello\n"));
    const source = await clip(
      "e42a.mkv",
      ...picture(2),
      "-i",
      script,
      "-map",
      "0",
      "-map",
      "1",
      ...x264,
      "-c:s",
      "copy",
    );
    const { result } = await convert(source);
    expect(result.output.subtitles).toMatchObject([{ codec: "mov_text" }]);
    expect(result.losses).toMatchObject([{ kind: "subtitle-styling", sidecar: result.sidecars[0] }]);
    expect(await readFile(result.sidecars[0]!, "utf8")).toContain(
      "Dialogue: 0,0:00:00.00,0:00:01.50,Default",
    );
  });

  it("E43 subtitles that are pictures go into a file beside the film", async () => {
    const source = await clip(
      "e43.mkv",
      ...[
        ...picture(2),
        "-i",
        await writePgs(join(folder, "e43.sup")),
        "-map",
        "0",
        "-map",
        "1",
        ...x264,
        "-c:s",
        "copy",
      ],
    );
    const { result } = await convert(source);
    expect(result.output.subtitles).toEqual([]);
    expect(result.sidecars).toHaveLength(1);
    expect(result.losses).toMatchObject([
      { kind: "bitmap-subtitles", stream: 1, sidecar: result.sidecars[0] },
    ]);
    expect(result.sidecars[0]).toMatch(/\.sup$/);
    expect((await streamsOf(result.sidecars[0]!))[0]).toMatchObject({ codec_name: "hdmv_pgs_subtitle" });
  });

  it("E43 pictures are laid over the film, when asked for", async () => {
    const source = await clip(
      "e43b.mkv",
      ...[
        ...lavfi("color=black:size=320x240:rate=25:duration=2"),
        "-i",
        await writePgs(join(folder, "e43b.sup")),
      ],
      ...["-map", "0", "-map", "1", ...x264, "-c:s", "copy"],
    );
    const { path, result } = await convert(source, { spec: { subtitles: "burn" } });
    const still = join(folder, "e43b.mkv.png");
    await clip("e43b.mkv.png", "-ss", "1", "-i", path, "-frames:v", "1");
    expect((await meanColor(still, "56:28:2:2"))[0]).toBeGreaterThan(150);
    expect(result.losses).toEqual([]);
    expect(result.sidecars).toEqual([]);
  });

  it("E43 text is drawn into the film, when asked for, also behind a cut", async () => {
    const script = await text("it's [1], e43;.ass", ass("Dialogue: 0,0:00:01.00,0:00:02.00,Default,MMMM\n"));
    const source = await clip(
      "it's: [a], e43;.mkv",
      ...[...lavfi("color=black:size=320x240:rate=25:duration=2"), "-i", script],
      ...["-map", "0", "-map", "1", ...x264, "-c:s", "copy"],
    );
    const { path } = await convert(source, { spec: { subtitles: "burn", trim: { start: 1 } } });
    const still = await clip("e43c.png", "-ss", "0.5", "-i", path, "-frames:v", "1");
    expect((await meanColor(still, "320:240:0:0"))[0]).toBeGreaterThan(20);
  });

  it("R81 of several, those that are not drawn into the film are kept beside it, and told", async () => {
    const lines = await text("burn.srt", "1\n00:00:00,500 --> 00:00:01,500\nHello\n");
    const script = await text("burn.ass", ass("Dialogue: 0,0:00:01.00,0:00:02.00,Default,MMMM\n"));
    const inputs = [...lavfi("color=black:size=320x240:rate=25:duration=2"), "-i", lines, "-i", script];
    const source = await clip(
      "burn-one.mkv",
      ...[...inputs, "-i", lines, "-map", "0", "-map", "1", "-map", "2", "-map", "3", ...x264],
      ...["-c:s", "copy", "-metadata:s:s:2", "language=ger"],
    );
    const { result, streams } = await convert(source, { request: "burn the subtitles" });
    expect(streams).toHaveLength(1);
    expect(result.sidecars.map((path) => extname(path))).toEqual([".ass", ".srt"]);
    expect(result.losses).toMatchObject([
      { kind: "subtitle-track", stream: 2, sidecar: result.sidecars[0] },
      { kind: "subtitle-track", stream: 3, sidecar: result.sidecars[1] },
    ]);
    expect(await readFile(result.sidecars[1]!, "utf8")).toContain("Hello");
    const refused = await failureOf(convert(source, { request: "burn the subtitles", strict: true }));
    expect(refused.code).toBe("loss-refused");

    const kept = await convert(source);
    const again = await convert(kept.path, { request: "burn the subtitles" });
    expect(again.result.sidecars).toHaveLength(2);
    expect(await readFile(again.result.sidecars[1]!, "utf8")).toContain("Hello");
  });

  it("E44 captions inside the picture are kept in H.264, and their loss is told elsewhere", async () => {
    const source = await withCaptions(
      await clip("e44.h264", ...picture(), ...x264, "-bf", "0", "-f", "h264"),
      join(folder, "e44.ts"),
    );
    const { result, path } = await convert(source, { spec: { reencode: true } });
    expect(result.source.video[0]).toMatchObject({ hasCaptions: true });
    expect(Object.keys(await frameSideData(path)).join(" ")).toContain("Closed Captions");
    const hevc = await convert(source, { spec: { video: { codec: "hevc", preset: "ultrafast" } } });
    expect(kinds(hevc.result.losses)).toEqual(["captions"]);
  });
});

describe("what may be copied", () => {
  it("E45 HEVC is tagged hvc1, copied and encoded", async () => {
    const source = await clip(
      "e45.mkv",
      ...picture(),
      ...x265,
      "-x265-params",
      "log-level=error",
      "-pix_fmt",
      "yuv420p",
    );
    const copied = await convert(source, { spec: { video: { codec: "hevc" } } });
    expect(copied.result.route).toBe("copy");
    expect(copied.video["codec_tag_string"]).toBe("hvc1");
    const encoded = await convert(source, {
      spec: { reencode: true, video: { codec: "hevc", preset: "ultrafast" } },
    });
    expect(encoded.video["codec_tag_string"]).toBe("hvc1");
  });

  it.each<[string, string[], string]>([
    ["h264", x264, "copy"],
    ["hevc", [...x265, "-x265-params", "log-level=error", "-pix_fmt", "yuv420p"], "encode"],
    ["vp9", ["-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8"], "encode"],
    ["vp8", ["-c:v", "libvpx", "-deadline", "realtime"], "encode"],
    ["mpeg4", ["-c:v", "mpeg4"], "encode"],
    ["mpeg2video", ["-c:v", "mpeg2video"], "encode"],
    ["mpeg1video", ["-c:v", "mpeg1video"], "encode"],
    ["mjpeg", ["-c:v", "mjpeg", "-pix_fmt", "yuvj420p"], "encode"],
    ["prores", ["-c:v", "prores_ks"], "encode"],
    ["ffv1", ["-c:v", "ffv1"], "encode"],
    ["msmpeg4v3", ["-c:v", "msmpeg4"], "encode"],
    ["wmv2", ["-c:v", "wmv2"], "encode"],
    ["theora", ["-c:v", "libtheora"], "encode"],
    ["huffyuv", ["-c:v", "huffyuv", "-pix_fmt", "yuv422p"], "encode"],
    ["flv1", ["-c:v", "flv1"], "encode"],
    ["cinepak", ["-c:v", "cinepak"], "encode"],
  ])("E46 %s", async (codec, encoder, route) => {
    const source = await clip(`e46-${codec}.mkv`, ...picture(0.4), ...encoder);
    const { result, video } = await convert(source);
    expect(result.source.video[0]!.codec).toBe(codec);
    expect(result.route).toBe(route);
    expect(video).toMatchObject({ codec_name: "h264", pix_fmt: "yuv420p" });
    expect(["High", "Constrained Baseline"]).toContain(video["profile"]);
  });

  it("E15 Dolby Vision without a base that others can read is refused, not turned green", async () => {
    const hevc = await clip(
      "e15.mp4",
      ...picture(),
      ...x265,
      "-x265-params",
      "log-level=error",
      "-pix_fmt",
      "yuv420p10le",
      "-tag:v",
      "hvc1",
    );
    const source = await withDolbyVision(hevc, join(folder, "e15-p5.mp4"), { profile: 5, compatibility: 0 });
    const error = await failureOf(convert(source));
    expect(error.code).toBe("loss-refused");
    expect(error.message).toContain("Dolby Vision profile 5");
    const copied = await convert(source, { spec: { video: { codec: "copy" } } });
    expect(copied.result.route).toBe("copy");
  });

  it("E50 a protected film is refused", async () => {
    const plain = await readFile(await clip("e50.mp4", ...picture(), ...x264));
    const at = plain.lastIndexOf("avc1");
    plain.write("encv", at, "latin1");
    const source = join(folder, "e50-drm.mp4");
    await writeFile(source, plain);
    expect((await failureOf(convert(source))).code).toBe("source-encrypted");
  });

  it("E69 a playlist that calls itself an MP4 is not opened", async () => {
    const source = await text("evil.mp4", "#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n");
    expect((await failureOf(convert(source))).code).toBe("not-media");
  });
});

it("E60 a level that is too low is not believed", async () => {
  const source = await clip(
    "e60.mkv",
    ...lavfi("testsrc2=size=1920x1080:rate=60:duration=0.3"),
    "-c:v",
    "ffv1",
  );
  const { video } = await convert(source, { spec: { video: { level: "3.0", preset: "ultrafast" } } });
  expect(Number(video["level"])).toBeGreaterThanOrEqual(42);
});

it("E59 a maximum holds over every second", async () => {
  const noise = lavfi("nullsrc=size=640x360:rate=25:duration=4,geq=random(1)*255:128:128");
  const source = await clip("e59.mkv", ...noise, "-c:v", "ffv1");
  const { path } = await convert(source, {
    spec: { video: { crf: 18, maxBitrate: 1_000_000, preset: "veryfast" } },
  });
  const packets = await ffprobeLines(path, "-select_streams", "v:0", "-show_entries", "packet=pts_time,size");
  const bySecond = new Map<number, number>();
  for (const line of packets) {
    const [time, size] = line.split(",").map(Number) as [number, number];
    bySecond.set(Math.floor(time), (bySecond.get(Math.floor(time)) ?? 0) + size * 8);
  }
  // The buffer of a second comes on top, once.
  expect(Math.max(...bySecond.values())).toBeLessThan(2_000_000);
  expect([...bySecond.values()].reduce((sum, bits) => sum + bits, 0) / 4).toBeLessThanOrEqual(1_000_000);
});
