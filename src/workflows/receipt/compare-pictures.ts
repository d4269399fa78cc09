import {
  type ConversionPlan,
  type ConversionSpec,
  encodedPicture,
  frameShifts,
  type MediaInfo,
  plannedFilters,
  type ReceiptStream,
  type Similarity,
  type Timeline,
  whyNotComparable,
  windowsOf,
} from "../../conversion/index.js";
import { type ComparedWindow, hasWorkingVmaf, measureSsim, measureVmaf } from "../../media/index.js";

export interface Comparison {
  source: string;
  output: string;
  sourceInfo: MediaInfo;
  outputInfo: MediaInfo;
  plan: ConversionPlan | undefined;
  spec: ConversionSpec;
  timeline: Timeline;
  ffmpeg: string;
  signal?: AbortSignal;
}

/** How near the encoded picture is to its source; a text says why that cannot be told. */
export async function comparePictures(
  stream: ReceiptStream,
  comparison: Comparison,
): Promise<Similarity | string> {
  const { sourceInfo, outputInfo, plan, spec, timeline, ffmpeg, signal } = comparison;
  const indexes = { source: stream.source!.index, result: stream.result!.index };
  const pictures = encodedPicture(sourceInfo, outputInfo, indexes);
  if (!pictures) return "its streams were not found again";
  const filters = plannedFilters(plan);
  const why = whyNotComparable(pictures.source, pictures.result, filters, spec);
  if (why !== undefined) return why;

  const { width, height, rotation, pixelFormat } = pictures.result;
  const isTurned = rotation === 90 || rotation === 270;
  const { moments, frames } = windowsOf(timeline);
  const windows = moments.map(
    ({ time, lead, sourceSeek, sourcePreroll, resultSeek }): ComparedWindow & { time: number } => ({
      time,
      lead,
      frames,
      frameRate: timeline.frameRate,
      reference: {
        path: comparison.source,
        index: indexes.source,
        seek: sourceSeek,
        preroll: sourcePreroll,
        filters,
      },
      distorted: {
        path: comparison.output,
        index: indexes.result,
        seek: resultSeek,
        isOnClock: true,
        preroll: 0,
        filters: "",
      },
      width: isTurned ? height : width,
      height: isTurned ? width : height,
      pixelFormat,
    }),
  );
  const measuring = { ffmpeg, signal };
  const shifts = frameShifts(pictures.source, pictures.result);
  const ssim = await windowsBySsim(windows, shifts, measuring);
  if (ssim.length === 0) return "ffmpeg could not compare the pictures";
  const isRateKept = shifts.length === 1;
  const bySsim = summary("SSIM", ssim, isRateKept ? ways.kept : `${ways.kept} ${ways.changed}`);
  // VMAF looks at how frames follow each other, which another frame rate changes on purpose.
  if (!isRateKept || !(await hasWorkingVmaf(measuring))) return bySsim;
  const byVmaf = await windowsByVmaf(windows, measuring);
  return byVmaf.length === 0 ? bySsim : { ...summary("VMAF", byVmaf, ways.kept), ssim: bySsim.mean };
}

const ways = {
  kept: "The source's frames were brought to the size, pixel format and frame times of the result, by the filters of the conversion itself.",
  changed:
    "As the frame rate was changed, each frame was compared with those of the source around its time, and the nearest counts.",
};

type Windows = readonly (ComparedWindow & { time: number })[];

interface Measuring {
  ffmpeg: string;
  signal?: AbortSignal;
}

async function windowsBySsim(
  windows: Windows,
  shifts: readonly number[],
  measuring: Measuring,
): Promise<Similarity["windows"]> {
  const measured: Similarity["windows"] = [];
  for (const window of windows) {
    let values: number[] = [];
    for (const shift of shifts) {
      const { reference } = window;
      const seek = Math.max(reference.preroll, reference.seek + shift);
      const shifted = { ...reference, seek };
      const found = await measureSsim({ ...window, reference: shifted }, measuring);
      if (found.length >= values.length)
        values = found.map((value, frame) => Math.max(value, values[frame] ?? 0));
    }
    if (values.length === 0) continue;
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    measured.push({ start: window.time, frames: values.length, mean, lowest: Math.min(...values) });
  }
  return measured;
}

async function windowsByVmaf(windows: Windows, measuring: Measuring): Promise<Similarity["windows"]> {
  const measured: Similarity["windows"] = [];
  for (const window of windows) {
    const mean = await measureVmaf(window, measuring);
    if (mean !== undefined) measured.push({ start: window.time, frames: window.frames, mean });
  }
  return measured;
}

function summary(metric: Similarity["metric"], windows: Similarity["windows"], method: string): Similarity {
  const frames = windows.reduce((sum, each) => sum + each.frames, 0);
  const mean = windows.reduce((sum, each) => sum + each.mean * each.frames, 0) / frames;
  return { metric, mean, frames, windows, method };
}
