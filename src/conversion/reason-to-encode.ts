import { codecName, isStorable } from "./codec-names.js";
import { isHighDynamicRange } from "./color.js";
import { hidesFrames } from "./hides-frames.js";
import { framesPerSecond, isSameRate } from "./frame-rate.js";
import { fitPicture, isSquare } from "./geometry.js";
import { type Intent, isCut, videoSpec } from "./intent.js";
import type { MediaInfo, VideoStream } from "./media-info.js";
import type { PresetLimits } from "./presets.js";
import type { VideoSpec } from "./spec.js";

/** Why the picture cannot stay as it is; undefined when it can. The first reason found is the one that is told. */
export function reasonToEncode(stream: VideoStream, source: MediaInfo, intent: Intent): string | undefined {
  const asked = videoSpec(intent.asked);
  if (intent.asked.reencode) return "re-encoding was asked for";
  if (
    asked.codec !== undefined &&
    asked.codec !== "auto" &&
    asked.codec !== "copy" &&
    asked.codec !== stream.codec
  ) {
    return `${codecName(asked.codec)} was asked for`;
  }
  return (
    unplayable(stream, intent.limits, acceptedCodec(stream, asked)) ??
    askedChange(stream, source, intent) ??
    beyond(stream, intent.limits) ??
    (hidesFrames(stream, source, intent)
      ? "its edit list hides frames, and YouTube takes no edit lists"
      : undefined)
  );
}

/** What was asked for by name, or holds the HDR that is to be kept, which an encode would be made in, too. */
function acceptedCodec(stream: VideoStream, { codec, hdr }: VideoSpec): string | undefined {
  const isOpen = codec === undefined || codec === "auto";
  return isOpen && hdr === "keep" && isHighDynamicRange(stream) ? "hevc" : codec;
}

/** What keeps the stream from playing where it is meant to; a codec that was asked for by name is accepted. */
function unplayable(
  stream: VideoStream,
  limits: PresetLimits,
  askedCodec: string | undefined,
): string | undefined {
  const { codec, profile, pixelFormat, hdr } = stream;
  if (!isStorable("video", codec)) return `MP4 cannot hold ${codecName(codec)}`;
  if (codec !== askedCodec && !limits.videoCodecs.includes(codec))
    return `${codecName(codec)} does not play everywhere`;
  if (codec === "h264" && profile !== undefined && !limits.profiles.includes(profile)) {
    return `its profile ${profile} does not play everywhere`;
  }
  if (codec === "h264" && limits.profiles.length <= 4 && !/^yuvj?420p$/.test(pixelFormat)) {
    return `its pixel format ${pixelFormat} does not play everywhere`;
  }
  if (hdr !== undefined && !limits.allowsHdr && codec !== askedCodec)
    return "HDR does not show right everywhere";
  if (isInterlaced(stream)) return "it is interlaced";
  return undefined;
}

/** What was asked for and only an encode can give. */
function askedChange(stream: VideoStream, source: MediaInfo, intent: Intent): string | undefined {
  const { asked, settings } = intent;
  // A promise, also where it is a preset that gives it.
  const { targetSize } = settings;
  const isTooLarge = targetSize !== undefined && !((source.bytes ?? Infinity) <= targetSize);
  return (
    askedRate(intent) ??
    (isTooLarge ? `it must become smaller than ${targetSize} bytes` : undefined) ??
    (isCut(source, asked) ? "an exact cut needs new frames" : undefined) ??
    askedPicture(stream, source, intent) ??
    (videoSpec(asked).preset === undefined ? undefined : "an encoder preset was asked for")
  );
}

/** What was asked for and a copy, which was asked for as well, would leave undone. */
export function askedBesideCopy(stream: VideoStream, source: MediaInfo, intent: Intent): string | undefined {
  return askedRate(intent) ?? askedPicture(stream, source, intent);
}

function askedRate({ asked }: Intent): string | undefined {
  const { crf, bitrate } = videoSpec(asked);
  if (crf !== undefined) return `CRF ${crf} was asked for`;
  return bitrate === undefined ? undefined : `a bit rate of ${bitrate / 1000} kb/s was asked for`;
}

function askedPicture(stream: VideoStream, source: MediaInfo, { asked: spec }: Intent): string | undefined {
  const asked = videoSpec(spec);
  const { width, height, change } = fitPicture(stream, asked);
  if (change === "scale" && (asked.width !== undefined || asked.height !== undefined)) {
    return `${width}x${height} was asked for`;
  }
  if (asked.fps !== undefined && !isSameRate(String(asked.fps), stream.frameRate)) {
    return `${asked.fps} frames per second were asked for`;
  }
  if (asked.maxBitrate !== undefined && (stream.bitrate ?? source.bitrate ?? Infinity) > asked.maxBitrate) {
    return `at most ${asked.maxBitrate / 1000} kb/s were asked for`;
  }
  if (asked.rotate) return "turning the picture was asked for";
  if (asked.deinterlace === true) return "deinterlacing was asked for";
  if (asked.detelecine) return "the film's own frames were asked for";
  if (asked.hdr === "tonemap" && stream.hdr) return "SDR was asked for";
  if (asked.profile !== undefined && !isWithinProfile(stream, asked.profile)) {
    return `the profile ${asked.profile} was asked for`;
  }
  if (asked.level !== undefined && (stream.level ?? Infinity) > Number(asked.level) * 10) {
    return `level ${asked.level} was asked for`;
  }
  if (asked.keyframeInterval !== undefined) return "a keyframe grid was asked for";
  return spec.subtitles === "burn" && source.subtitles.length > 0 ? "subtitles are burnt in" : undefined;
}

/** What the intended use does not take, though it would play. */
function beyond(stream: VideoStream, limits: PresetLimits): string | undefined {
  const { displayWidth, displayHeight, frameRate, bitrate = 0, level = 0, sar } = stream;
  const shortSide = Math.min(displayWidth, displayHeight);
  if (limits.shortSide !== undefined && shortSide > limits.shortSide)
    return `${shortSide}p is more than ${limits.shortSide}p`;
  if (limits.frameRate !== undefined && framesPerSecond(frameRate) > limits.frameRate * 1.01) {
    return `${Math.round(framesPerSecond(frameRate))} frames per second are more than ${limits.frameRate}`;
  }
  if (limits.videoBitrate !== undefined && bitrate > limits.videoBitrate) {
    return `${Math.round(bitrate / 1000)} kb/s are more than ${limits.videoBitrate / 1000}`;
  }
  if (stream.codec === "h264" && limits.level !== undefined && level > limits.level) {
    return `its level ${level / 10} is above ${limits.level / 10}`;
  }
  if (!limits.allowsVariableFrameRate && stream.isVariableFrameRate) return "its frame rate is variable";
  if (limits.shortSide !== undefined && !isSquare(sar)) return "its pixels are not square";
  return undefined;
}

const profileOrder = [["Constrained Baseline", "Baseline"], ["Main"], ["High"]];

function isWithinProfile(stream: VideoStream, asked: "baseline" | "main" | "high"): boolean {
  if (stream.codec !== "h264") return true;
  const most = { baseline: 0, main: 1, high: 2 }[asked];
  return profileOrder.slice(0, most + 1).some((names) => names.includes(stream.profile ?? ""));
}

export function isInterlaced({ fieldOrder }: VideoStream): boolean {
  return !["progressive", "unknown"].includes(fieldOrder);
}
