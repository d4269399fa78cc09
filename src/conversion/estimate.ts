import type { AudioDecision } from "./decide-audio.js";
import type { VideoDecision } from "./decide-video.js";
import { audioSpec } from "./intent.js";
import type { MediaInfo } from "./media-info.js";
import { defaultAudioBitrate, type RateControl } from "./rate-control.js";
import type { ConversionSpec } from "./spec.js";
import { rateOf } from "./video-arguments.js";

// Measured with libx264 medium on testsrc2 and on camera material: 0.07 to 0.16 bits a pixel at CRF 20.
const bitsPerPixelAt20 = 0.1;
// Pixels a second that an ordinary two-core machine encodes with libx264 medium.
const pixelsPerSecond = 30_000_000;
const copiedBytesPerSecond = 200_000_000;

/** A guess at size and time, good enough to choose by and to check the disk. */
export function estimate(
  source: MediaInfo,
  video: VideoDecision | undefined,
  audio: readonly AudioDecision[],
  settings: ConversionSpec,
  rate: RateControl,
  duration: number | undefined,
): { bytes: number; seconds: number } {
  const seconds = duration ?? 0;
  const share = source.duration ? seconds / source.duration : 1;
  const copied = (source.bytes ?? 0) * share;
  const sound = audio.reduce((sum, { action, channels }) => {
    if (action === "drop") return sum;
    return sum + (audioSpec(settings).bitrate ?? defaultAudioBitrate(channels)) * seconds;
  }, 0);
  if (video?.action !== "encode") {
    const bytes = video ? copied : sound / 8;
    return { bytes: Math.round(bytes), seconds: copied / copiedBytesPerSecond };
  }
  const { width, height } = video.geometry;
  const pixels = width * height * rateOf(video) * seconds;
  const passes = rate.kind === "bitrate" ? 1.7 : 1;
  return {
    bytes: Math.round((pictureBits(pixels, seconds, rate) + sound) / 8),
    seconds: (pixels * passes) / pixelsPerSecond,
  };
}

function pictureBits(pixels: number, seconds: number, rate: RateControl): number {
  if (rate.kind === "bitrate") return rate.bitrate * seconds;
  const free = bitsAtQuality(pixels, rate.crf);
  return rate.maxBitrate === undefined ? free : Math.min(free, rate.maxBitrate * seconds);
}

/** What so many pixels take, within a factor of two for most pictures. */
export function bitsAtQuality(pixels: number, crf: number): number {
  // Six steps of CRF double the size.
  return pixels * bitsPerPixelAt20 * 2 ** ((20 - crf) / 6);
}
