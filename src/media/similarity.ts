import { inputGuards, toFileUrl } from "./formats.js";
import { type Measuring, runMeasuring } from "./run-measuring.js";
import { type Seek, seekArguments } from "./seek.js";

/** One end of a comparison; the window begins at `seek`. */
export interface ComparedPicture extends Seek {
  path: string;
  index: number;
  /** What is done to each frame before it is compared, as a filter chain; may be empty. */
  filters: string;
}

export interface ComparedWindow {
  reference: ComparedPicture;
  distorted: ComparedPicture;
  /** Seconds from `seek` to the first frame: half a frame, so that rounded times cannot slip to the next one. */
  lead: number;
  /** Rational; both are brought to the times of this rate. */
  frameRate: string;
  frames: number;
  /** What both are brought to. */
  width: number;
  height: number;
  pixelFormat: string;
}

/** SSIM of each frame, 0 to 1; empty where it could not be had. */
export async function measureSsim(window: ComparedWindow, measuring: Measuring): Promise<number[]> {
  const { code, output } = await compare(window, "ssim=stats_file=-", measuring);
  return code === 0 ? [...output.matchAll(/\bAll:([\d.]+)/g)].map((match) => Number(match[1])) : [];
}

/** VMAF of the window, 0 to 100; undefined where it could not be had. */
export async function measureVmaf(window: ComparedWindow, measuring: Measuring): Promise<number | undefined> {
  const { code, errors } = await compare(window, "libvmaf", measuring);
  return code === 0 ? vmafScore(errors) : undefined;
}

const working = new Map<string, Promise<boolean>>();

/** Whether the build has a VMAF that works: some list it and lack its model. Tried once for each binary. */
export function hasWorkingVmaf(measuring: Measuring): Promise<boolean> {
  const { ffmpeg } = measuring;
  let tried = working.get(ffmpeg);
  if (!tried) {
    tried = tryVmaf(measuring);
    working.set(ffmpeg, tried);
    // An aborted trial says nothing.
    tried.catch(() => working.delete(ffmpeg));
  }
  return tried;
}

async function tryVmaf(measuring: Measuring): Promise<boolean> {
  const picture = ["-f", "lavfi", "-i", "testsrc2=size=320x240:duration=0.2,format=yuv420p"];
  const run = [
    "-v",
    "info",
    "-nostats",
    ...picture,
    ...picture,
    "-lavfi",
    "[0:v][1:v]libvmaf",
    "-f",
    "null",
    "-",
  ];
  const { code, errors } = await runMeasuring(measuring, run);
  return code === 0 && vmafScore(errors) !== undefined;
}

function vmafScore(log: string): number | undefined {
  const score = /VMAF score\s*[:=]\s*([\d.]+)/.exec(log)?.[1];
  return score === undefined ? undefined : Number(score);
}

function compare(window: ComparedWindow, metric: string, measuring: Measuring) {
  const { distorted, reference } = window;
  const graph = [
    `[0:${distorted.index}]${chain(window, distorted)}[distorted]`,
    `[1:${reference.index}]${chain(window, reference)}[reference]`,
    `[distorted][reference]${metric}`,
  ];
  const run = ["-v", "info", "-nostats", ...input(window, distorted), ...input(window, reference)];
  return runMeasuring(measuring, [...run, "-lavfi", graph.join(";"), "-f", "null", "-"]);
}

function input({ frames, frameRate, lead }: ComparedWindow, picture: ComparedPicture): string[] {
  const [top, bottom = 1] = frameRate.split("/").map(Number);
  // A frame more than is compared, so that the last one is there whatever is rounded.
  const length = ((frames + 1) * bottom) / top! + lead + picture.preroll;
  const file = [...inputGuards, "-i", toFileUrl(picture.path)];
  return [...seekArguments(picture), "-t", length.toFixed(6), ...file];
}

/** The same frame times, number of frames, size and pixel format for both. */
function chain(window: ComparedWindow, { filters, preroll }: ComparedPicture): string {
  const { frameRate, frames, lead, width, height, pixelFormat } = window;
  return [
    "settb=AVTB",
    ...(preroll > 0 ? [`trim=start=${preroll.toFixed(6)}`] : []),
    `setpts=PTS-${(lead + preroll).toFixed(6)}/TB`,
    `fps=fps=${frameRate}:round=near:start_time=0`,
    `trim=end_frame=${frames}`,
    ...(filters === "" ? [] : [filters]),
    `scale=${width}:${height}:flags=bicubic`,
    "setsar=1",
    `format=${pixelFormat}`,
  ].join(",");
}
