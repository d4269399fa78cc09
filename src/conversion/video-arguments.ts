import { constantRate, isKeptInterlaced, type VideoDecision } from "./decide-video.js";
import { framesPerSecond } from "./frame-rate.js";
import { compareLevels, lowestLevel, mostReferences } from "./h264-levels.js";
import { videoSpec } from "./intent.js";
import type { RateControl } from "./rate-control.js";
import type { MediaInfo } from "./media-info.js";
import type { ConversionSpec } from "./spec.js";
import { isHighDynamicRange } from "./color.js";
import { resultColor, videoFilters } from "./video-filters.js";

const encoders = { h264: "libx264", hevc: "libx265", av1: "libsvtav1" } as const;

/** ffmpeg's options for the picture. Plain digits, so that they can be compared and read by any build. */
export function videoArguments(
  decision: VideoDecision,
  source: MediaInfo,
  settings: ConversionSpec,
  rate: RateControl,
): string[] {
  const { action, codec } = decision;
  // Apple's players do not open HEVC under ffmpeg's own tag.
  const tag = codec === "hevc" ? ["-tag:v:0", "hvc1"] : [];
  if (action === "copy") return ["-c:v:0", "copy", ...tag, ...copyArguments(decision)];
  const filters = videoFilters(decision, settings, pixelFormatOf(decision)).join(",");
  return [
    ...(burnsPicture(decision)
      ? [
          "-filter_complex",
          `[0:${decision.stream.index}][0:${decision.burnt!.stream.index}]overlay=eof_action=pass,${filters}[${overlaid}]`,
        ]
      : ["-filter:v:0", filters]),
    "-c:v:0",
    encoders[codec as keyof typeof encoders],
    ...encoderSettings(decision, settings, rate),
    ...tag,
    ...colorTags(decision),
    ...frameTiming(decision, source),
  ];
}

export function keepsHighDynamicRange({ stream, action, codec, isToneMapped }: VideoDecision): boolean {
  return isHighDynamicRange(stream) && (action === "copy" || (codec !== "h264" && !isToneMapped));
}

/** 8 bits for H.264, whose deeper profiles hardly anything plays; HEVC and AV1 keep 10. */
export function pixelFormatOf({ stream, codec, isToneMapped }: VideoDecision): string {
  return codec !== "h264" && stream.bitDepth > 8 && !isToneMapped ? "yuv420p10le" : "yuv420p";
}

function encoderSettings(decision: VideoDecision, settings: ConversionSpec, rate: RateControl): string[] {
  const { preset, keyframeInterval } = videoSpec(settings);
  const args: string[] = [];
  const speed = preset ?? (decision.codec === "av1" ? "8" : "medium");
  args.push("-preset", speed);
  if (rate.kind === "quality") args.push("-crf", String(playableCrf(decision, rate.crf)));
  else args.push("-b:v:0", String(rate.bitrate));
  if (rate.maxBitrate !== undefined && decision.codec !== "av1") {
    args.push("-maxrate:v:0", String(rate.maxBitrate), "-bufsize:v:0", String(rate.bufferSize));
  }
  if (decision.codec === "h264") args.push(...h264Settings(decision, settings, rate));
  const hasGrid = keyframeInterval !== undefined;
  if (decision.codec === "hevc") {
    const parameters = [...x265Parameters(decision), ...(hasGrid ? ["scenecut=0"] : [])];
    args.push("-x265-params", parameters.join(":"));
  }
  if (hasGrid) args.push(...keyframeGrid(decision, keyframeInterval));
  return args;
}

/** A keyframe every so many seconds and none between, so that a player can change from one result to another there. */
function keyframeGrid(decision: VideoDecision, interval: number): string[] {
  const frames = Math.ceil(rateOf(decision) * interval);
  return [
    ...["-force_key_frames", `expr:gte(t,n_forced*${interval})`],
    ...(decision.codec === "h264" ? ["-sc_threshold", "0"] : []),
    // Only an IDR frame is where decoding can begin.
    ...(decision.codec === "hevc" ? ["-forced-idr", "1"] : []),
    // After 250 frames the encoders would set one of their own; AV1's takes no other word than this.
    ...(frames > 250 || decision.codec === "av1" ? ["-g", String(frames)] : []),
  ];
}

/** Below 1 x264 is lossless, by a profile that hardly any player has. */
export function playableCrf({ codec }: VideoDecision, crf: number): number {
  return codec === "h264" ? Math.max(1, crf) : crf;
}

/** What HEVC says of its light, which x265 takes by parameters of its own only. */
function x265Parameters(decision: VideoDecision): string[] {
  const { primaries, transfer, matrix } = resultColor(decision);
  if (!keepsHighDynamicRange(decision)) return ["log-level=error"];
  const { display, maxCll } = decision.stream.mastering ?? {};
  return [
    "log-level=error",
    ...(transfer === "smpte2084" ? ["hdr10=1"] : []),
    "repeat-headers=1",
    ...(display === undefined ? [] : [`master-display=${display}`]),
    ...(maxCll === undefined ? [] : [`max-cll=${maxCll}`]),
    ...[`colorprim=${primaries}`, `transfer=${transfer}`, `colormatrix=${matrix}`],
  ];
}

function h264Settings(decision: VideoDecision, settings: ConversionSpec, rate: RateControl): string[] {
  const { profile = "high", level } = videoSpec(settings);
  const args = ["-profile:v:0", profile];
  const fields = profile !== "baseline" && isKeptInterlaced(decision) ? "+ilme+ildct" : "";
  if (settings.useCase === "youtube" || settings.useCase === "broadcast") {
    const half = Math.max(1, Math.round(rateOf(decision) / 2));
    args.push("-g", String(half), "-keyint_min", String(half), "-sc_threshold", "0");
    args.push("-flags", `+cgop${fields}`);
    if (profile !== "baseline") args.push("-bf", "2");
  } else if (fields !== "") args.push("-flags", fields);
  // x264 would take the level from the fineness of the time stamps: 1000 frames a second for a browser's recording.
  if (level === undefined && (!decision.stream.isVariableFrameRate || decision.frameRate !== undefined))
    return args;
  const { width, height } = decision.geometry;
  const need = lowestLevel({
    width,
    height,
    framesPerSecond: decision.stream.isVariableFrameRate ? Math.max(60, rateOf(decision)) : rateOf(decision),
    bitrate: rate.maxBitrate,
    isHigh: profile === "high",
  });
  const used = level !== undefined && compareLevels(level, need) >= 0 ? level : need;
  const references = mostReferences(used, width, height);
  args.push("-level:v:0", used);
  // x264's medium preset uses 3; a level whose buffer holds fewer would be exceeded.
  if (references < 4) args.push("-refs:v:0", String(references));
  return args;
}

const overlaid = "picture";

/** Subtitles that are pictures are laid over the film's in a chain of two inputs. */
function burnsPicture({ burnt }: VideoDecision): boolean {
  return burnt?.stream.isBitmap === true;
}

/** What `-map` takes the picture from. */
export function pictureSource(decision: VideoDecision): string {
  return burnsPicture(decision) ? `[${overlaid}]` : `0:${decision.stream.index}`;
}

/** Dolby Vision's configuration is beyond the standard of MP4; packed B-frames, a habit of AVI, are unpacked. */
function copyArguments({ stream }: VideoDecision): string[] {
  return [
    ...(stream.hdr === "dolby-vision" ? ["-strict", "unofficial"] : []),
    ...(stream.codec === "mpeg4" ? ["-bsf:v:0", "mpeg4_unpack_bframes"] : []),
  ];
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

function frameTiming(video: VideoDecision, source: MediaInfo): string[] {
  const constant = constantRate(video, source);
  return constant === undefined ? ["-fps_mode", "vfr"] : ["-r", constant, "-fps_mode", "cfr"];
}
