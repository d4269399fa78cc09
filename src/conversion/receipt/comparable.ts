import { framesPerSecond, isSameRate } from "../frame-rate.js";
import { mainVideo, type MediaInfo, type VideoStream } from "../media-info.js";
import type { ConversionPlan } from "../plan.js";
import type { ConversionSpec } from "../spec.js";

/** Why a picture cannot be compared with its source frame by frame; undefined when it can. Pure. */
export function whyNotComparable(
  source: VideoStream,
  result: VideoStream,
  filters: string,
  spec: ConversionSpec,
): string | undefined {
  const isInterlaced = (order: string) => !["progressive", "unknown"].includes(order);
  if ((source.hdr !== undefined && result.hdr === undefined) || filters.includes("tonemap")) {
    return "HDR was brought to SDR, which changes every pixel on purpose; a number would say nothing of the quality";
  }
  const wasDeinterlaced = isInterlaced(source.fieldOrder) && !isInterlaced(result.fieldOrder);
  if (wasDeinterlaced || /bwdif|yadif/.test(filters)) {
    return "it was deinterlaced: the source has fields where the result has frames, so no two pictures belong together";
  }
  if (spec.subtitles === "burn" || /subtitles=|overlay|\bass=/.test(filters)) {
    return "subtitles were burnt into it, so it differs from the source on purpose";
  }
  if (spec.fragmented && (spec.trim?.start ?? 0) > 0) {
    return "a cut in a fragmented file: its clock does not tell exactly which frame of the source is its first";
  }
  return undefined;
}

/** The filters that the plan puts before the encoder, without those that choose a pixel format. */
export function plannedFilters(plan: ConversionPlan | undefined): string {
  const last = plan?.passes.at(-1) ?? [];
  const at = last.findIndex((arg) => arg === "-filter:v:0" || arg === "-filter_complex");
  return at < 0 ? "" : (last[at + 1] ?? "");
}

/** The streams of the picture that people watch, in both files, where it was encoded. */
export function encodedPicture(
  source: MediaInfo,
  output: MediaInfo,
  indexes: { source: number; result: number },
): { source: VideoStream; result: VideoStream } | undefined {
  const before = source.video.find(({ index }) => index === indexes.source);
  const after = output.video.find(({ index }) => index === indexes.result) ?? mainVideo(output);
  return before && after && { source: before, result: after };
}

/**
 * Seconds by which the source's frame may lie off the result's. With the frame rate kept there is one answer. With another
 * one, ffmpeg's choice of frames lags by up to one and a half of the result's, so each neighbour has to be tried. Pure.
 */
export function frameShifts(source: VideoStream, result: VideoStream): number[] {
  const [from, to] = [framesPerSecond(source.frameRate), framesPerSecond(result.frameRate)];
  const isConstantNow = source.isVariableFrameRate && !result.isVariableFrameRate;
  if (from === 0 || to === 0 || (isSameRate(source.frameRate, result.frameRate) && !isConstantNow))
    return [0];
  const before = Math.min(7, Math.ceil((1.6 * from) / to) + 1);
  // A quarter of a frame off, so that rounded times do not decide between two neighbours.
  return Array.from({ length: before + 2 }, (_, number) => (number - before + 0.25) / from);
}
