import type { VideoDecision } from "./decide-video.js";
import { bitsAtQuality } from "./estimate.js";
import { peakOf } from "./h264-levels.js";
import { videoSpec } from "./intent.js";
import type { RateControl } from "./rate-control.js";
import type { ConversionSpec } from "./spec.js";
import { rateOf } from "./video-arguments.js";

// Noise needs some four times what drawings and camera pictures do at the same quality.
const plenty = 4.5;

export interface SizeLimit {
  /** Bits per second that the limit leaves for the picture. */
  budget: number;
  /** Seconds of the result. */
  duration: number;
  /** Whether the source itself is not larger than the limit. */
  isMetBySource: boolean;
}

/**
 * How a picture is encoded that has to stay within a size. A size is a limit, no aim: where there is plenty, quality decides,
 * and the limit is a maximum. Where it is tight, two passes use all of it.
 *
 * @param own what would be done without the limit
 */
export function rateForSize(
  { budget, duration, isMetBySource }: SizeLimit,
  video: VideoDecision,
  settings: ConversionSpec,
  own: RateControl,
): RateControl {
  const { width, height } = video.geometry;
  const framesPerSecond = rateOf(video);
  const { profile = "high", level } = videoSpec(settings);
  const peak = peakOf({ width, height, framesPerSecond, isHigh: profile === "high" }, level);
  const crf = own.kind === "quality" ? own.crf : 20;
  const needed = bitsAtQuality(width * height * framesPerSecond, crf);
  const isPlenty = own.kind === "quality" && budget >= needed * (isMetBySource ? 1 : plenty);
  if (isPlenty && video.codec !== "av1") {
    // What the buffer holds at the beginning comes on top of the rate.
    const bufferSeconds = Math.min(10, Math.max(1, duration / 10));
    const sustained = (budget * duration) / (duration + bufferSeconds);
    const maxBitrate = Math.min(sustained, own.maxBitrate ?? Infinity, peak);
    const bufferSize = Math.min(sustained * bufferSeconds, own.bufferSize ?? Infinity, peak);
    return { kind: "quality", crf, maxBitrate: Math.floor(maxBitrate), bufferSize: Math.floor(bufferSize) };
  }
  // AV1's encoder knows no maximum beside a quality.
  const most = isPlenty ? needed * 2 : own.kind === "bitrate" ? own.bitrate : (own.maxBitrate ?? Infinity);
  const bitrate = Math.floor(Math.min(budget, most));
  return {
    kind: "bitrate",
    bitrate,
    maxBitrate: Math.round(Math.max(bitrate, Math.min(bitrate * 1.5, peak))),
    bufferSize: bitrate * 2,
  };
}
