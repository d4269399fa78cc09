import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { findBinary } from "../../src/media/index.js";

/** The times of a file's keyframes in seconds, to the tenth. */
export async function keyframeTimes(path: string): Promise<number[]> {
  const ffprobe = await findBinary("ffprobe");
  const { stdout } = await promisify(execFile)(ffprobe.path, [
    ...["-v", "error", "-select_streams", "v:0", "-show_entries", "packet=pts_time,flags", "-of", "csv=p=0"],
    path,
  ]);
  return stdout
    .split("\n")
    .filter((line) => line.includes("K"))
    .map((line) => Math.round(Number(line.split(",")[0]) * 10) / 10)
    .sort((a, b) => a - b);
}
