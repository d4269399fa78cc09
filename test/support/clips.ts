import { execFile } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll } from "vitest";
import { findBinary } from "../../src/media/index.js";

const run = promisify(execFile);

/** A folder for all tests of a file, removed after the last one. */
export function sharedFolder(): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "nemo-clips-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Makes a file with ffmpeg: `arguments` are its inputs and options, up to the output. */
export async function makeClip(path: string, ...args: string[]): Promise<string> {
  const ffmpeg = await findBinary("ffmpeg");
  await run(ffmpeg.path, ["-hide_banner", "-nostdin", "-v", "error", "-y", ...args, path]);
  return path;
}

export const picture = (size = "320x240", rate = "25", seconds = 2): string[] => [
  "-f",
  "lavfi",
  "-i",
  `testsrc2=size=${size}:rate=${rate}:duration=${seconds}`,
];

export const tone = (seconds = 2, rate = 48_000): string[] => [
  "-f",
  "lavfi",
  "-i",
  `sine=frequency=440:sample_rate=${rate}:duration=${seconds}`,
];

export const h264 = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"];

/** A camera's QuickTime file: H.264 with PCM sound. */
export const cameraClip = (path: string, seconds = 2): Promise<string> =>
  makeClip(path, ...picture("640x360", "30", seconds), ...tone(seconds), ...h264, "-c:a", "pcm_s16le");

/** A browser's recording: VP8 with Vorbis in WebM. */
export const webmClip = (path: string, seconds = 2): Promise<string> =>
  makeClip(
    path,
    ...picture("320x240", "25", seconds),
    ...tone(seconds),
    ...["-c:v", "libvpx", "-b:v", "300k", "-deadline", "realtime", "-cpu-used", "8"],
    ...["-c:a", "libvorbis"],
  );

/** What MP4 wants: H.264 with AAC. */
export const mp4Clip = (path: string, seconds = 2, size = "320x240"): Promise<string> =>
  makeClip(
    path,
    ...picture(size, "25", seconds),
    ...tone(seconds),
    ...h264,
    "-c:a",
    "aac",
    "-movflags",
    "+faststart",
  );

/** A source, and the film that a cloud makes of it. */
export async function cameraAndFilm(folder: string, seconds = 2): Promise<{ camera: string; film: string }> {
  return {
    camera: await cameraClip(join(folder, "camera.mov"), seconds),
    film: await mp4Clip(join(folder, "film.mp4"), seconds, "640x360"),
  };
}

/** Pictures that no encoder can shrink, so that an encode of them takes its time. */
export const heavyClip = (path: string, seconds = 20): Promise<string> =>
  makeClip(
    path,
    ...["-f", "lavfi", "-i", `testsrc2=size=1920x1080:rate=30:duration=${seconds}`],
    ...["-c:v", "mpeg4", "-q:v", "5", "-an"],
  );

/** What ffprobe itself says, past our own reading of it. */
export async function ffprobeJson(path: string, ...args: string[]): Promise<ProbedFile> {
  const ffprobe = await findBinary("ffprobe");
  const { stdout } = await run(ffprobe.path, [
    "-v",
    "error",
    "-print_format",
    "json",
    "-show_format",
    "-show_streams",
    ...args,
    path,
  ]);
  return JSON.parse(stdout) as ProbedFile;
}

export interface ProbedFile {
  format: { duration: string; format_name: string; tags?: Record<string, string> };
  streams: ({
    codec_type: string;
    codec_name: string;
    duration?: string;
    nb_frames?: string;
    nb_read_packets?: string;
    tags?: Record<string, string>;
  } & Record<string, unknown>)[];
}

export function streamOfType(file: ProbedFile, type: "video" | "audio" | "subtitle") {
  const stream = file.streams.find(({ codec_type }) => codec_type === type);
  if (!stream) throw new Error(`There is no ${type} stream.`);
  return stream;
}
