import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { findBinary } from "../../src/media/index.js";
import { lavfi, workshop } from "../support/convert-clip.js";
import { frameTimes } from "../support/look.js";

const run = promisify(execFile);
const { clip, convert } = workshop();

const bits = 9;
const bar = 16;
const rate = 25;

/** Each frame has its number written into it: a bar for each bit, white for 1. */
const numbered = (seconds: number) =>
  `color=black:size=${bits * bar}x32:rate=${rate}:duration=${seconds},format=gray,geq=lum='16+219*mod(floor(N/pow(2,floor(X/${bar}))),2)'`;

async function frameNumbers(path: string): Promise<number[]> {
  const { path: ffmpeg } = await findBinary("ffmpeg");
  const args = ["-v", "error", "-nostdin", "-i", path, "-map", "0:v:0", "-vsync", "0"];
  const { stdout } = await run(ffmpeg, [...args, "-f", "rawvideo", "-pix_fmt", "gray", "-"], {
    encoding: "buffer",
    maxBuffer: 1e9,
  });
  const size = bits * bar * 32;
  return Array.from({ length: stdout.length / size }, (_, frame) => {
    const middle = frame * size + 16 * bits * bar + bar / 2;
    const set = Array.from({ length: bits }, (_, bit) => (stdout[middle + bit * bar]! > 128 ? 2 ** bit : 0));
    return set.reduce((sum, value) => sum + value, 0);
  });
}

const transport = ["-c:v", "libx264", "-preset", "ultrafast", "-g", "50", "-bf", "2", "-pix_fmt", "yuv420p"];
const program = ["-c:v", "mpeg2video", "-g", "25", "-bf", "2", "-q:v", "4", "-pix_fmt", "yuv420p"];
const atZero = ["-muxdelay", "0", "-muxpreload", "0"];
const late = ["-output_ts_offset", "5000"];

/** A film with numbered frames, and what its picture's clock is ahead of the file's. */
async function broadcast(name: string, seconds: number, ...options: string[]) {
  const sound = lavfi(`sine=frequency=440:sample_rate=48000:duration=${seconds}`);
  const codecs = name.endsWith("mpg") ? program : transport;
  const source = await clip(
    name,
    ...[...lavfi(numbered(seconds)), ...sound, ...codecs, "-c:a", "mp2", ...options],
  );
  const { path } = await convert(source, { spec: { video: { codec: "h264", preset: "ultrafast" } } });
  const [numbers, times] = [await frameNumbers(path), await frameTimes(path)];
  expect(numbers).toEqual(Array.from({ length: seconds * rate }, (_, number) => number));
  return { source, ahead: times[0]! };
}

describe("R47 cuts of what has no index", () => {
  it.each<[string, string[]]>([
    ["default.ts", []],
    ["zero.ts", atZero],
    ["late.ts", late],
    ["camera.mts", ["-f", "mpegts", "-mpegts_m2ts_mode", "1"]],
    ["disc.m2ts", ["-f", "mpegts", "-mpegts_m2ts_mode", "1", ...late]],
    ["default.mpg", ["-f", "vob"]],
    ["late.mpg", ["-f", "vob", ...late]],
  ])("are exact to the frame: %s", async (name, options) => {
    const { source, ahead } = await broadcast(name, 18, ...options);
    // Near the start and the end, at keyframes and between them.
    for (const start of [0.28, 8, 11.2, 13.52, 17]) {
      const trim = { start, end: Math.min(18, start + 2) };
      const { path, result } = await convert(source, { spec: { trim, video: { preset: "ultrafast" } } });
      const [numbers, times] = [await frameNumbers(path), await frameTimes(path)];
      const first = numbers[0]!;
      expect({ start, numbers }).toEqual({ start, numbers: numbers.map((_, index) => first + index) });
      expect(Math.abs(first + (ahead - start) * rate)).toBeLessThan(1);
      expect(Math.abs(numbers.length - (trim.end - start) * rate)).toBeLessThanOrEqual(1);
      // Each frame at its own time, half a frame more or less.
      expect(Math.abs(times[0]! + start - ahead - first / rate)).toBeLessThan(0.6 / rate);
      expect(result.verification.checks.filter(({ ok }) => !ok)).toEqual([]);
    }
  });

  it("are exact where the next keyframe before is far away", async () => {
    const { source, ahead } = await broadcast("sparse.ts", 20, "-x264-params", "keyint=9999:scenecut=0");
    const trim = { start: 18, end: 19 };
    const { path } = await convert(source, { spec: { trim, video: { preset: "ultrafast" } } });
    const numbers = await frameNumbers(path);
    expect(Math.abs(numbers[0]! + (ahead - trim.start) * rate)).toBeLessThan(1);
    expect(Math.abs(numbers.length - rate)).toBeLessThanOrEqual(1);
  });

  it("read no more than some seconds before the cut", async () => {
    const { planConversion } = await import("../../src/conversion/index.js");
    const { source } = await import("../unit/conversion/sample-source.js");
    const film = source({ format: "mpegts", duration: 7200 });
    const { inputArguments } = planConversion(film, { trim: { start: 3600, end: 3610 } });
    const seek = Number(inputArguments[inputArguments.indexOf("-ss") + 1]);
    expect(seek).toBeGreaterThan(3580);
    expect(seek).toBeLessThan(3599);
  });
});
