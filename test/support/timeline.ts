import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Draft } from "../../src/index.js";
import { findBinary } from "../../src/media/index.js";
import type { NemoConverter } from "../../src/nemo-converter.js";
import { makeClip } from "./clips.js";
import { temporaryFolder } from "./temporary-folder.js";

const run = promisify(execFile);

/**
 * A clip whose frames can be told apart: its grey rises by `step` with every frame, from 16 on. With a tone of `hertz`, or
 * without sound.
 */
export function ramp(
  path: string,
  { size = "160x90", rate = 10, seconds = 4, hertz = 440, step = 4 }: Partial<RampOptions> = {},
): Promise<string> {
  const source = `color=black:size=${size}:rate=${rate}:duration=${seconds}`;
  return makeClip(
    path,
    ...["-f", "lavfi", "-i", source],
    ...(hertz > 0
      ? ["-f", "lavfi", "-i", `sine=frequency=${hertz}:sample_rate=48000:duration=${seconds}`]
      : []),
    ...["-vf", `format=yuv420p,geq=lum='16+${step}*N':cb=128:cr=128`],
    ...["-c:v", "libx264", "-preset", "ultrafast", "-qp", "1", "-c:a", "pcm_s16le", "-f", "mov"],
  );
}

interface RampOptions {
  size: string;
  rate: number;
  seconds: number;
  hertz: number;
  step: number;
}

/** A sound of full scale's eighth, as ffmpeg's sine makes it: -18 dB. */
export function tune(path: string, seconds = 3, hertz = 1000): Promise<string> {
  return makeClip(path, "-f", "lavfi", "-i", `sine=frequency=${hertz}:sample_rate=44100:duration=${seconds}`);
}

/** Renders a draft and gives the path of the film. */
export async function rendered(nemo: NemoConverter, draft: Draft): Promise<string> {
  const job = await nemo.render.wait((await nemo.render.submit(draft)).id);
  const path = join(temporaryFolder(), "film.mp4");
  await nemo.render.download(job, path);
  return path;
}

/** The mean luma of a part of each frame, as it is coded. */
export async function lumas(path: string, part = "iw:ih:0:0"): Promise<number[]> {
  return statistics(path, part, "YAVG");
}

/** How far the darkest and the lightest point of a part of each frame are apart. */
export async function contrasts(path: string, part = "iw:ih:0:0"): Promise<number[]> {
  const darkest = await statistics(path, part, "YMIN");
  return (await statistics(path, part, "YMAX")).map((lightest, frame) => lightest - darkest[frame]!);
}

async function statistics(path: string, part: string, name: string): Promise<number[]> {
  const filters = `crop=${part},signalstats,metadata=print:file=-`;
  const report = await ffmpeg("-i", path, "-vf", filters, "-f", "null", "-");
  return [...report.matchAll(new RegExp(`signalstats\\.${name}=([\\d.]+)`, "g"))].map((match) =>
    Number(match[1]),
  );
}

/** The mean level of a band of the sound around `hertz`, between two times, in dBFS. */
export async function levelOf(path: string, hertz: number, from: number, to: number): Promise<number> {
  const band = `bandpass=f=${hertz}:width_type=h:w=60,bandpass=f=${hertz}:width_type=h:w=60`;
  const report = await ffmpeg(
    ...["-v", "info", "-i", path, "-map", "0:a:0"],
    ...["-af", `atrim=${from}:${to},${band},volumedetect`, "-f", "null", "-"],
  );
  return Number(/mean_volume: (\S+) dB/.exec(report)![1]);
}

async function ffmpeg(...args: string[]): Promise<string> {
  const { path } = await findBinary("ffmpeg");
  const { stdout, stderr } = await run(path, ["-hide_banner", "-nostdin", "-nostats", ...args], {
    maxBuffer: 1e8,
  });
  return stdout + stderr;
}
