import { framesPerSecond, isSameRate } from "./frame-rate.js";
import { audioSpec, intentOf, type Intent, videoSpec } from "./intent.js";
import { mainVideo, type MediaInfo, type VideoStream } from "./media-info.js";
import type { ConversionSpec } from "./spec.js";
import type { VerificationCheck } from "./verification.js";

/**
 * Holds a result against what was asked for, where nobody looked at its source: only what is wrong for every source fails.
 * The names of the checks are those of `compareResult`. Pure.
 */
export function compareWithWish(spec: ConversionSpec, actual: MediaInfo): VerificationCheck[] {
  const intent = intentOf(spec);
  const picture = mainVideo(actual);
  const wanted = spec.video === false ? 0 : 1;
  return [
    check("video streams", wanted, picture ? 1 : 0),
    ...(picture && wanted === 1 ? pictureChecks(picture, intent) : []),
    ...soundChecks(actual, intent),
    ...lengthChecks(actual, spec),
    ...(spec.targetSize === undefined ? [] : [atMost("size", spec.targetSize, actual.bytes)]),
  ];
}

function pictureChecks(picture: VideoStream, { asked, limits }: Intent): VerificationCheck[] {
  const { codec, fps, hdr } = videoSpec(asked);
  // What is copied is as its source is.
  if (codec === "copy") return [];
  const mayBeHdr = hdr === "keep" || limits.allowsHdr;
  const anyCodec = [...new Set(["h264", ...limits.videoCodecs, ...(mayBeHdr ? ["hevc"] : [])])];
  return [
    among("video codec", codec === undefined || codec === "auto" ? anyCodec : [codec], picture.codec),
    ...sizeChecks(picture, asked, limits.shortSide),
    ...(fps === undefined
      ? []
      : [check("frame rate", String(fps), picture.frameRate, hasRate(picture, String(fps)))]),
  ];
}

/** A source that is smaller stays as it is; one that is larger may not. */
function sizeChecks(
  picture: VideoStream,
  asked: ConversionSpec,
  shortSide: number | undefined,
): VerificationCheck[] {
  const { width, height, allowUpscale } = videoSpec(asked);
  const { displayWidth, displayHeight } = picture;
  const found = `${displayWidth}x${displayHeight}`;
  const fit = (said: string, most: number, side: number) => {
    const isFilled = !allowUpscale || side >= most - 2;
    return [check("picture size", said, found, side <= most + 2 && isFilled)];
  };
  if (width !== undefined && height !== undefined) {
    const isWithin = displayWidth <= width + 2 && displayHeight <= height + 2;
    return [check("picture size", `within ${width}x${height}`, found, isWithin)];
  }
  if (width !== undefined) return fit(`at most ${width} wide`, width, displayWidth);
  const short = Math.min(displayWidth, displayHeight);
  if (height !== undefined) return fit(`at most ${height}p`, height, short);
  return shortSide === undefined
    ? []
    : [check("picture size", `at most ${shortSide}p`, found, short <= shortSide + 2)];
}

/** The number of frames tells as well: of a short film two more or less make another average. */
function hasRate({ frameRate, frames, duration }: VideoStream, wanted: string): boolean {
  if (isSameRate(wanted, frameRate)) return true;
  if (frames === undefined || duration === undefined) return false;
  return Math.abs(frames - framesPerSecond(wanted) * duration) <= 2;
}

function soundChecks({ audio }: MediaInfo, { asked, limits }: Intent): VerificationCheck[] {
  if (asked.audio === false) return [check("audio tracks", 0, audio.length)];
  const { codec, channels } = audioSpec(asked);
  if (codec === "copy") return [];
  const codecs = codec === "aac" ? ["aac"] : [...new Set(["aac", ...limits.audioCodecs])];
  return audio.flatMap((track, position) => [
    among(`audio ${position} codec`, codecs, track.codec),
    ...(channels === undefined ? [] : [atMost(`audio ${position} channels`, channels, track.channels)]),
  ]);
}

/** Where the source ends is not known, but what was cut away must be gone. */
function lengthChecks({ duration }: MediaInfo, { trim }: ConversionSpec): VerificationCheck[] {
  if (trim?.end === undefined) return [];
  const most = trim.end - (trim.start ?? 0);
  const isCut = duration !== undefined && duration <= most + Math.max(0.5, most * 0.005);
  return [check("duration", `at most ${most}`, duration, isCut)];
}

function check(name: string, expected: unknown, actual: unknown, ok = expected === actual) {
  return { name, expected, actual, ok };
}

function among(name: string, codecs: readonly string[], found: string): VerificationCheck {
  return check(name, codecs.join(" or "), found, codecs.includes(found));
}

function atMost(name: string, most: number, found: number | undefined): VerificationCheck {
  return check(name, `at most ${most}`, found, (found ?? Infinity) <= most);
}
