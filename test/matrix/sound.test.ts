import { describe, expect, it } from "vitest";
import { lavfi, workshop, x264 } from "../support/convert-clip.js";
import { loudness, peakLevel } from "../support/look.js";

const { clip, convert } = workshop();
const picture = lavfi("testsrc2=size=320x240:rate=25:duration=2");

/** All six channels at full scale, in phase: the worst that a mix can meet. */
const loud51 = lavfi(
  "aevalsrc='0.99*sin(440*2*PI*t)|0.99*sin(440*2*PI*t)|0.99*sin(440*2*PI*t)|0.99*sin(440*2*PI*t)|0.99*sin(440*2*PI*t)|0.99*sin(440*2*PI*t)':c=5.1:s=48000:d=2",
);

describe("E51 5.1 to stereo", () => {
  it("does not exceed full scale", async () => {
    const source = await clip("e51.mkv", ...picture, ...loud51, ...x264, "-c:a", "pcm_s16le");
    const { streams, path } = await convert(source, { spec: { audio: { channels: 2 } } });
    expect(streams[1]).toMatchObject({ codec_name: "aac", channels: 2 });
    expect(await peakLevel(path)).toBeLessThanOrEqual(0.1);
    expect(await peakLevel(path)).toBeGreaterThan(-6);
  });

  it("keeps what is in the deep channel alone", async () => {
    const deep = lavfi("aevalsrc='0|0|0|0.8*sin(60*2*PI*t)|0|0':c=5.1:s=48000:d=2");
    const source = await clip("e51-lfe.mkv", ...picture, ...deep, ...x264, "-c:a", "pcm_s16le");
    const { path } = await convert(source, { spec: { audio: { channels: 2 } } });
    expect(await peakLevel(path)).toBeGreaterThan(-40);
  });

  it("is told when nobody asked for it by number", async () => {
    const source = await clip("e51-web.mkv", ...picture, ...loud51, ...x264, "-c:a", "pcm_s16le");
    const { result } = await convert(source, { preset: "web" });
    expect(result.losses).toMatchObject([{ kind: "channels", stream: 1 }]);
  });
});

it.each([
  ["ac3", "mkv", []],
  ["eac3", "mkv", []],
  ["dca", "mkv", ["-strict", "-2"]],
  ["pcm_s24le", "mov", []],
  ["flac", "mkv", []],
  ["libvorbis", "mkv", []],
  ["libopus", "mkv", []],
  ["truehd", "mkv", ["-strict", "-2"]],
])("E53 %s becomes AAC-LC", async (codec, container, more) => {
  const source = await clip(
    `e53-${codec}.${container}`,
    ...picture,
    ...lavfi("sine=frequency=440:sample_rate=48000:duration=2,aformat=channel_layouts=stereo"),
    ...[...x264, "-c:a", codec, ...more],
  );
  const { streams, result, path } = await convert(source);
  expect(streams[1]).toMatchObject({ codec_name: "aac", profile: "LC", sample_rate: "48000", channels: 2 });
  expect(result.route).toBe("partial");
  expect(await peakLevel(path)).toBeGreaterThan(-30);
});

it("E55 a film without sound stays without", async () => {
  const { streams } = await convert(await clip("e55.mkv", ...picture, "-c:v", "ffv1"));
  expect(streams).toHaveLength(1);
});

it("E56 for a broadcaster the loudness is −23 LUFS, evenly", async () => {
  const music =
    "sine=frequency=440:sample_rate=48000:duration=8,volume='if(lt(t,4),0.2,0.12)':eval=frame,aformat=channel_layouts=stereo";
  const source = await clip(
    "e56.mkv",
    ...lavfi("testsrc2=size=320x240:rate=25:duration=8"),
    ...lavfi(music),
    ...x264,
    "-c:a",
    "pcm_s16le",
  );
  expect(Math.abs((await loudness(source)) + 23)).toBeGreaterThan(3);
  const { path, streams, result } = await convert(source, { preset: "broadcast" });
  expect(Math.abs((await loudness(path)) + 23)).toBeLessThan(1);
  expect(await peakLevel(path)).toBeLessThanOrEqual(-0.9);
  expect(streams[1]).toMatchObject({ sample_rate: "48000" });
  expect(result.arguments!.join(" ")).toMatch(/measured_I=-?\d/);
});

it.each([
  ["as it is", {}],
  ["encoded anew", { reencode: true }],
])("E56 the loudness of AAC is that of a broadcaster, too: %s", async (_what, spec) => {
  const tone = lavfi(
    "sine=frequency=440:sample_rate=48000:duration=6,volume=2,aformat=channel_layouts=stereo",
  );
  const source = await clip(
    "e56-aac.mp4",
    ...lavfi("color=gray:size=160x120:rate=25:duration=6"),
    ...[...tone, ...x264, "-c:a", "aac"],
  );
  expect(Math.abs((await loudness(source)) + 23)).toBeGreaterThan(3);
  const { path, result } = await convert(source, { preset: "broadcast", spec });
  expect(Math.abs((await loudness(path)) + 23)).toBeLessThan(1);
  expect(result.kept).toBeUndefined();
});
