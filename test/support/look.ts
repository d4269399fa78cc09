import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { findBinary } from "../../src/media/index.js";

const run = promisify(execFile);
const quiet = ["-hide_banner", "-nostdin", "-nostats"];

/** What ffmpeg reports of a file that it decodes, past our own reading of it. */
async function ffmpegReport(...args: string[]): Promise<string> {
  const { path } = await findBinary("ffmpeg");
  const { stdout, stderr } = await run(path, [...quiet, ...args], { maxBuffer: 1e8 });
  return stdout + stderr;
}

export async function ffprobeLines(path: string, ...args: string[]): Promise<string[]> {
  const ffprobe = await findBinary("ffprobe");
  const { stdout } = await run(ffprobe.path, ["-v", "error", ...args, "-of", "csv=p=0", path], {
    maxBuffer: 1e8,
  });
  return stdout.split("\n").filter(Boolean);
}

/** Means of the first frame's samples, as they are coded: Y, U, V of `width:height:x:y`. */
export async function meanColor(path: string, part = "32:32:0:0"): Promise<[number, number, number]> {
  const filters = `crop=${part},signalstats,metadata=print:file=-`;
  const report = await ffmpegReport("-i", path, "-frames:v", "1", "-vf", filters, "-f", "null", "-");
  const value = (name: string) =>
    Math.round(Number(new RegExp(`signalstats\\.${name}AVG=([\\d.]+)`).exec(report)![1]));
  return [value("Y"), value("U"), value("V")];
}

export interface Fields {
  fields: number;
  topFirst: number;
  bottomFirst: number;
  progressive: number;
}

/** How many frames idet takes for made of fields, and how many for progressive. */
export async function fieldsOf(path: string): Promise<Fields> {
  const report = await ffmpegReport(
    "-v",
    "info",
    "-i",
    path,
    "-map",
    "0:v:0",
    "-vf",
    "idet",
    "-f",
    "null",
    "-",
  );
  const last = [
    ...report.matchAll(/Multi frame detection: TFF:\s*(\d+) BFF:\s*(\d+) Progressive:\s*(\d+)/g),
  ].at(-1)!;
  const [topFirst, bottomFirst, progressive] = last.slice(1).map(Number) as [number, number, number];
  return { fields: topFirst + bottomFirst, topFirst, bottomFirst, progressive };
}

/** In dBFS. */
export async function peakLevel(path: string, stream = "0:a:0"): Promise<number> {
  const report = await ffmpegReport(
    "-v",
    "info",
    "-i",
    path,
    "-map",
    stream,
    "-af",
    "aformat=flt,astats",
    "-f",
    "null",
    "-",
  );
  const overall = report.slice(report.lastIndexOf("Overall"));
  const level = /Peak level dB: (\S+)/.exec(overall)![1]!;
  return Number(level.replace("inf", "Infinity"));
}

/** In LUFS. */
export async function loudness(path: string): Promise<number> {
  const report = await ffmpegReport(
    "-v",
    "info",
    "-i",
    path,
    "-map",
    "0:a:0",
    "-af",
    "ebur128",
    "-f",
    "null",
    "-",
  );
  return Number([...report.matchAll(/I:\s+(-?[\d.]+) LUFS/g)].at(-1)![1]);
}

/** Times of the frames of a stream, in seconds and in the order in which they are shown. */
export async function frameTimes(path: string, stream = "v:0"): Promise<number[]> {
  const lines = await ffprobeLines(path, "-select_streams", stream, "-show_entries", "packet=pts_time");
  return lines.map(Number).sort((a, b) => a - b);
}

/** The streams as ffprobe gives them, all keys. */
export async function streamsOf(path: string, ...args: string[]): Promise<Record<string, unknown>[]> {
  const ffprobe = await findBinary("ffprobe");
  const { stdout } = await run(ffprobe.path, ["-v", "error", "-show_streams", ...args, "-of", "json", path]);
  return (JSON.parse(stdout) as { streams: Record<string, unknown>[] }).streams;
}

/** Side data of the first frame, by their types. */
export async function frameSideData(path: string): Promise<Record<string, Record<string, unknown>>> {
  const ffprobe = await findBinary("ffprobe");
  const args = ["-select_streams", "v:0", "-show_frames", "-read_intervals", "%+#1", "-show_entries"];
  const { stdout } = await run(ffprobe.path, [
    ...["-v", "error", ...args, "frame=width:frame_side_data_list", "-of", "json", path],
  ]);
  const { frames } = JSON.parse(stdout) as {
    frames: { side_data_list?: (Record<string, unknown> & { side_data_type: string })[] }[];
  };
  return Object.fromEntries((frames[0]?.side_data_list ?? []).map((data) => [data.side_data_type, data]));
}
