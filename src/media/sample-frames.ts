import { inputGuards, toFileUrl } from "./formats.js";
import { type Measuring, runMeasuring } from "./run-measuring.js";
import { type Seek, seekArguments } from "./seek.js";

/** A moment of a stream. */
export interface Moment extends Seek {
  index: number;
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
  const frames: (Buffer | undefined)[] = [];
  for (const moment of moments) frames.push(await sampleFrame(path, moment, measuring, look));
  return frames;
}

async function sampleFrame(
  path: string,
  moment: Moment,
  measuring: Measuring,
  { widest, filters }: FrameLook,
): Promise<Buffer | undefined> {
  const size = `scale=w='max(2,trunc(min(${widest},iw*sar)/2)*2)':h='max(2,trunc(ow/dar/2)*2)',setsar=1`;
  const { index, preroll } = moment;
  const input = [...seekArguments(moment), ...inputGuards, "-i", toFileUrl(path)];
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
  // Through a pipe, so that there is no file that could be left behind.
  const args = ["-v", "error", ...input, ...picture, "-f", "mjpeg", "pipe:1"];
  const { code, output } = await runMeasuring(measuring, args, { outputEncoding: "latin1" });
  return code === 0 && output !== "" ? Buffer.from(output, "latin1") : undefined;
}
