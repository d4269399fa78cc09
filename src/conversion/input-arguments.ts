import type { VideoDecision } from "./decide-video.js";
import type { MediaInfo } from "./media-info.js";
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
  return [
    ...(lacksTimes ? ["-fflags", "+genpts"] : []),
    ...(decoder === undefined ? [] : ["-c:v", decoder]),
    ...(trim?.start ? ["-ss", seconds(trim.start)] : []),
  ];
}

/** To the microsecond, which is as fine as ffmpeg counts: 0.2, not 0.19999999999999998 or 2e-1. */
export function seconds(value: number): string {
  return value.toFixed(6).replace(/\.?0+$/, "");
}
