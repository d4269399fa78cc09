import {
  framesPerSecond,
  mainVideo,
  type MediaInfo,
  type ReceiptStream,
  type Timeline,
} from "../../conversion/index.js";
import { readStartTimes, type StartTimes } from "../../media/index.js";
import type { ConversionResult } from "../convert-options.js";
import type { Job } from "../make-remotely.js";

/** How the times of the result's picture belong to those of the source's. */
export async function readTimeline(
  { source: { path: sourcePath }, tools, spec, options: { signal } }: Job,
  { path, source, output }: ConversionResult,
  stream: ReceiptStream | undefined,
): Promise<Timeline> {
  const picture = mainVideo(output)!;
  const ffprobe = tools.ffprobe;
  const starts = ffprobe === undefined ? nothing : await readStartTimes(path, { ffprobe, signal });
  const trimStart = spec.trim?.start ?? 0;
  const pictureStart = starts.streams.get(picture.index) ?? starts.file;
  let delay = 0;
  if (spec.fragmented && ffprobe !== undefined && sourcePath !== undefined) {
    const before = await readStartTimes(sourcePath, { ffprobe, signal });
    delay = pictureStart - firstFrame(before, source, stream?.source?.index, trimStart);
  }
  return {
    frameRate: framesPerSecond(picture.frameRate) > 0 ? picture.frameRate : "25",
    duration: picture.duration ?? output.duration ?? 0,
    fileStart: starts.file,
    pictureStart,
    trimStart,
    delay,
    sourceFormat: source.format,
  };
}

const nothing: StartTimes = { file: 0, streams: new Map<number, number>() };

/** When the first frame that a cut leaves would be shown, counted from the cut. */
function firstFrame(
  { file, streams }: StartTimes,
  source: MediaInfo,
  index: number | undefined,
  trimStart: number,
): number {
  const start = (index === undefined ? undefined : streams.get(index)) ?? file;
  const after = trimStart - (start - file);
  const fps = framesPerSecond(source.video.find((each) => each.index === index)?.frameRate ?? "0/0");
  if (after <= 0 || fps === 0) return Math.max(0, -after);
  return Math.ceil(after * fps - 0.001) / fps - after;
}
