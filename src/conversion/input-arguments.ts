import type { VideoDecision } from "./decide-video.js";
import { isBroadcast, type MediaInfo } from "./media-info.js";
import type { ConversionSpec } from "./spec.js";

/** ffmpeg's options before `-i`. */
export function inputArguments(
  source: MediaInfo,
  { trim }: ConversionSpec,
  video: VideoDecision | undefined,
): string[] {
  const { codec, hasAlpha } = video?.stream ?? {};
  // ffmpeg's own decoders of VP8 and VP9 do not see the transparency.
  const decoder =
    hasAlpha && video?.action === "encode" ? { vp8: "libvpx", vp9: "libvpx-vp9" }[codec!] : undefined;
  const lacksTimes = /^(?:avi|mpegts|mpeg)$/.test(source.format) && video?.action === "copy";
  const { start = 0 } = trim ?? {};
  return [
    ...(lacksTimes ? ["-fflags", "+genpts"] : []),
    ...(decoder === undefined ? [] : ["-c:v", decoder]),
    ...(isCutAfterwards(source, video) ? seekAhead(start) : start > 0 ? ["-ss", seconds(start)] : []),
  ];
}

/** ffmpeg's options of the result for what it leaves out of the source. */
export function cutArguments(
  source: MediaInfo,
  { trim }: ConversionSpec,
  video: VideoDecision | undefined,
): string[] {
  const { start = 0, end } = trim ?? {};
  return [
    ...(start > 0 && isCutAfterwards(source, video) ? ["-ss", seconds(start)] : []),
    ...(end === undefined ? [] : ["-t", seconds(end - start)]),
  ];
}

/**
 * Whether what lies before the cut is decoded and dropped: a seek in a broadcast ends at any packet, also at one behind the
 * keyframe that the cut needs. A copy begins at a keyframe in any case.
 */
function isCutAfterwards(source: MediaInfo, video: VideoDecision | undefined): boolean {
  return isBroadcast(source) && video?.action !== "copy";
}

// Twice the distance of keyframes in most broadcasts.
const lead = 5;

/**
 * A seek to a place so many seconds before the cut; none to one near the beginning. The clock stays the source's: ffmpeg's
 * own correction of it takes the first packets after such a seek for a jump.
 */
export function seekAhead(start: number, ahead = lead): string[] {
  const place = start - ahead;
  return place <= lead ? [] : ["-copyts", "-start_at_zero", "-ss", seconds(place)];
}

/** To the microsecond, which is as fine as ffmpeg counts: 0.2, not 0.19999999999999998 or 2e-1. */
export function seconds(value: number): string {
  return value.toFixed(6).replace(/\.?0+$/, "");
}
