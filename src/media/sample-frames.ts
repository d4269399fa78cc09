import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inputGuards, toFileUrl } from "./formats.js";
import { type Measuring, runMeasuring } from "./run-measuring.js";

/** A moment of a stream, in seconds as `-ss` counts them: from the beginning of the file. */
export interface Moment {
  index: number;
  seek: number;
  /** Seconds before it from which the file is decoded, for containers whose index is only near. */
  preroll: number;
}

/** How a picture is to look. */
export interface FrameLook {
  /** Pixels; a smaller picture stays as it is. */
  widest: number;
  /** What is done to it before it is made smaller. */
  filters: readonly string[];
}

const asInReceipt: FrameLook = { widest: 640, filters: [] };

/** The pictures at these moments as JPEG, as they are shown; undefined where the file has none. */
export async function sampleFrames(
  path: string,
  moments: readonly Moment[],
  measuring: Measuring,
  look = asInReceipt,
): Promise<(Buffer | undefined)[]> {
  const folder = await mkdtemp(join(tmpdir(), "nemo-converter-frames-"));
  try {
    const frames: (Buffer | undefined)[] = [];
    for (const [number, moment] of moments.entries()) {
      frames.push(await sampleFrame(path, moment, join(folder, `${number}.jpg`), measuring, look));
    }
    return frames;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function sampleFrame(
  path: string,
  { index, seek, preroll }: Moment,
  frame: string,
  measuring: Measuring,
  { widest, filters }: FrameLook,
): Promise<Buffer | undefined> {
  const size = `scale=w='max(2,trunc(min(${widest},iw*sar)/2)*2)':h='max(2,trunc(ow/dar/2)*2)',setsar=1`;
  const input = ["-ss", (seek - preroll).toFixed(6), ...inputGuards, "-i", toFileUrl(path)];
  const skip = preroll > 0 ? ["-ss", preroll.toFixed(6)] : [];
  const picture = [
    ...skip,
    "-map",
    `0:${index}`,
    "-frames:v",
    "1",
    "-vf",
    [...filters, size].join(","),
    "-pix_fmt",
    "yuvj420p",
    "-q:v",
    "4",
  ];
  const args = ["-v", "error", "-y", ...input, ...picture, "-f", "mjpeg", toFileUrl(frame)];
  const { code } = await runMeasuring(measuring, args, { guardedFiles: [frame] });
  const jpeg = code === 0 ? await readFile(frame).catch(() => undefined) : undefined;
  return jpeg?.length ? jpeg : undefined;
}
