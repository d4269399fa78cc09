import type { VideoStream } from "../conversion/index.js";
import { framesPerSecond } from "../conversion/index.js";
import { lookByProbe } from "./look-into.js";

export interface SampleOptions {
  ffprobe: string;
  path: string;
  /** Which of the pictures, covers not counted. */
  position: number;
  /** Seconds. */
  duration: number;
  signal?: AbortSignal;
}

interface Entry {
  type?: "packet" | "frame";
  pts_time?: string;
  width?: number;
  height?: number;
  side_data_list?: { side_data_type?: string }[];
}

const windows = 5;
const windowSeconds = 1.5;

/**
 * Looks into a stream at several places: at the sizes of its keyframes, and at the times of its packets. A header written
 * before the recording tells only what was planned.
 */
export async function sampleStream(
  stream: VideoStream,
  { ffprobe, path, position, duration, signal }: SampleOptions,
): Promise<Partial<VideoStream>> {
  const { packets_and_frames: entries = [] } = await lookByProbe<{ packets_and_frames: Entry[] }>(
    ffprobe,
    { path, signal },
    [
      ...["-skip_frame", "nokey", "-select_streams", `V:${position}`, "-read_intervals", intervals(duration)],
      ...["-show_packets", "-show_frames", "-show_entries"],
      "packet=pts_time:frame=width,height:frame_side_data_list",
    ],
  );
  const hasCaptions = entries.some(({ side_data_list = [] }) =>
    side_data_list.some(({ side_data_type = "" }) => /Closed Captions/i.test(side_data_type)),
  );
  return {
    ...otherSizes(stream, entries),
    ...trueRate(stream, entries),
    ...(hasCaptions && { hasCaptions }),
  };
}

/** All of a short film, else windows at even distances, each counted from the end of the one before. */
function intervals(duration: number): string {
  if (duration < 2 * windows * windowSeconds) return "%";
  const gap = (duration - windows * windowSeconds) / windows;
  const others = Array.from({ length: windows - 1 }, () => `+${gap.toFixed(3)}%+${windowSeconds}`);
  return [`%+${windowSeconds}`, ...others].join(",");
}

function otherSizes({ width, height }: VideoStream, entries: readonly Entry[]): Partial<VideoStream> {
  const sizes = new Set(
    entries.filter(({ type }) => type === "frame").map((frame) => `${frame.width}x${frame.height}`),
  );
  sizes.delete(`${width}x${height}`);
  return sizes.size > 0 ? { otherSizes: [...sizes] } : {};
}

// A clock of milliseconds is off by one at each end.
const clockError = 0.0025;
// What is farther apart lies in different windows.
const mostDistance = 1;

/** The average of the packets' distances, where they are not what the header says. */
function trueRate(stream: VideoStream, entries: readonly Entry[]): Partial<VideoStream> {
  if (stream.isVariableFrameRate) return {};
  const times = entries
    .filter(({ type }) => type === "packet")
    .map(({ pts_time }) => Number(pts_time))
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const steps = times.slice(1).map((time, index) => time - times[index]!);
  const counted = steps.filter((step) => step > 0 && step < mostDistance);
  const planned = 1 / framesPerSecond(stream.frameRate);
  const off = counted.filter((step) => Math.abs(step - planned) > clockError);
  if (counted.length < 10 || off.length < Math.max(2, counted.length * 0.02)) return {};
  const average = counted.length / counted.reduce((sum, step) => sum + step, 0);
  return { frameRate: `${Math.round(average * 1000)}/1000`, isVariableFrameRate: true };
}
