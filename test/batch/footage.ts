import { mkdir, readFile, truncate, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { h264, makeClip, picture, tone } from "../support/clips.js";

export interface Kind {
  name: string;
  streams: string[];
}

const sd = ["-pix_fmt", "yuv420p"];

/** What the streams of a film may be; Matroska holds each of them. */
export const kinds: Kind[] = [
  { name: "h264", streams: [...h264, "-c:a", "aac"] },
  { name: "xvid", streams: ["-c:v", "mpeg4", ...sd, "-c:a", "libmp3lame"] },
  { name: "dvd", streams: ["-c:v", "mpeg2video", ...sd, "-c:a", "ac3"] },
  { name: "screen", streams: ["-c:v", "libvpx", "-deadline", "realtime", ...sd, "-c:a", "libvorbis"] },
  { name: "edit", streams: ["-c:v", "prores_ks", "-pix_fmt", "yuv422p10le", "-c:a", "pcm_s16le"] },
  { name: "still", streams: ["-c:v", "mjpeg", "-pix_fmt", "yuvj420p", "-c:a", "flac"] },
];

/** So many files of a kind, each with content of its own. Their names are below `folder`, without extension. */
export async function makeFootage(
  folder: string,
  { streams }: Kind,
  names: readonly string[],
  extension = "mkv",
): Promise<string[]> {
  const paths = names.map((name) => join(folder, `${name}.${extension}`));
  for (const path of paths) await mkdir(dirname(path), { recursive: true });
  const outputs = paths.flatMap((path, index) => [
    ...[...streams, "-metadata", `title=${names[index]}`],
    ...(index < paths.length - 1 ? [path] : []),
  ]);
  await makeClip(paths.at(-1)!, ...picture("160x90", "25", 0.4), ...tone(0.4), ...outputs);
  return paths;
}

/** Cuts off a file's second half, as a copy that was not finished. */
export async function breakInTwo(path: string): Promise<void> {
  await truncate(path, Math.floor((await readFile(path)).length / 2));
}

/** A file that only calls itself a film. */
export async function makeText(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, "Call the lab about the reel.\n".repeat(40));
}
