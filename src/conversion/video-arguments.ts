import type { VideoDecision } from "./decide-video.js";
import { framesPerSecond } from "./frame-rate.js";
import { compareLevels, lowestLevel, mostReferences } from "./h264-levels.js";
import { videoSpec } from "./intent.js";
import type { RateControl } from "./rate-control.js";
import type { ConversionSpec } from "./spec.js";
import { resultColor, videoFilters } from "./video-filters.js";

const encoders = { h264: "libx264", hevc: "libx265", av1: "libsvtav1" } as const;

/** ffmpeg's options for the picture. Plain digits, so that they can be compared and read by any build. */
export function videoArguments(
  decision: VideoDecision,
  settings: ConversionSpec,
  rate: RateControl,
): string[] {
  const { action, codec } = decision;
  // Apple's players do not open HEVC under ffmpeg's own tag.
  const tag = codec === "hevc" ? ["-tag:v:0", "hvc1"] : [];
  if (action === "copy") return ["-c:v:0", "copy", ...tag];
  return [
    "-filter:v:0",
    videoFilters(decision, settings, pixelFormatOf(decision)).join(","),
    "-c:v:0",
    encoders[codec as keyof typeof encoders],
    ...encoderSettings(decision, settings, rate),
    ...tag,
    ...colorTags(decision),
    ...frameTiming(decision),
  ];
}

/** 8 bits for H.264, whose deeper profiles hardly anything plays; HEVC and AV1 keep 10. */
function pixelFormatOf({ stream, codec, isToneMapped }: VideoDecision): string {
  return codec !== "h264" && stream.bitDepth > 8 && !isToneMapped ? "yuv420p10le" : "yuv420p";
}

function encoderSettings(decision: VideoDecision, settings: ConversionSpec, rate: RateControl): string[] {
  const { preset, keyframeInterval } = videoSpec(settings);
  const args: string[] = [];
  const speed = preset ?? (decision.codec === "av1" ? "8" : "medium");
  args.push("-preset", speed);
  if (rate.kind === "quality") args.push("-crf", String(rate.crf));
  else args.push("-b:v:0", String(rate.bitrate));
  if (rate.maxBitrate !== undefined && decision.codec !== "av1") {
    args.push("-maxrate:v:0", String(rate.maxBitrate), "-bufsize:v:0", String(rate.bufferSize));
  }
  if (decision.codec === "h264") args.push(...h264Settings(decision, settings, rate));
  if (decision.codec === "hevc") args.push("-x265-params", "log-level=error");
  if (keyframeInterval !== undefined) {
    args.push("-force_key_frames", `expr:gte(t,n_forced*${keyframeInterval})`);
    if (decision.codec === "h264") args.push("-sc_threshold", "0");
  }
  return args;
}

function h264Settings(decision: VideoDecision, settings: ConversionSpec, rate: RateControl): string[] {
  const { profile = "high", level } = videoSpec(settings);
  const args = ["-profile:v:0", profile];
  if (settings.useCase === "youtube" || settings.useCase === "broadcast") {
    const half = Math.max(1, Math.round(rateOf(decision) / 2));
    args.push("-g", String(half), "-keyint_min", String(half), "-sc_threshold", "0", "-flags", "+cgop");
    if (profile !== "baseline") args.push("-bf", "2");
  }
  if (level === undefined) return args;
  const { width, height } = decision.geometry;
  const need = lowestLevel({
    width,
    height,
    framesPerSecond: rateOf(decision),
    bitrate: rate.maxBitrate,
    isHigh: profile === "high",
  });
  const used = compareLevels(level, need) >= 0 ? level : need;
  const references = mostReferences(used, width, height);
  args.push("-level:v:0", used);
  // x264's medium preset uses 3; a level whose buffer holds fewer would be exceeded.
  if (references < 4) args.push("-refs:v:0", String(references));
  return args;
}

export function rateOf({ frameRate, stream }: VideoDecision): number {
  return framesPerSecond(frameRate ?? stream.frameRate) || 30;
}

function colorTags(decision: VideoDecision): string[] {
  const { primaries, transfer, matrix, range } = resultColor(decision);
  return [
    "-color_primaries",
    primaries,
    "-color_trc",
    transfer,
    "-colorspace",
    matrix,
    "-color_range",
    range,
  ];
}

/** A forced rate is constant; everything else keeps the time of each frame, whatever the header claims. */
function frameTiming({ frameRate }: VideoDecision): string[] {
  return frameRate === undefined ? ["-fps_mode", "vfr"] : ["-r", frameRate, "-fps_mode", "cfr"];
}
