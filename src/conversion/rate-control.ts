import { videoSpec } from "./intent.js";
import type { ConversionSpec } from "./spec.js";

/** How an encoder decides how many bits to spend. Bits per second; `bufferSize` in bits. */
export type RateControl =
  | { kind: "quality"; crf: number; maxBitrate?: number; bufferSize?: number }
  | { kind: "bitrate"; bitrate: number; maxBitrate: number; bufferSize: number };

type EncoderCodec = "h264" | "hevc" | "av1";

// Each looks about as good as H.264 at 20, the middle of the usual range of 18 to 23.
const defaultCrf: Record<EncoderCodec, number> = { h264: 20, hevc: 24, av1: 32 };

/** @param asksForMaximum whether the maximum is the user's own, which the result as a whole has to keep too */
export function rateControl(
  settings: ConversionSpec,
  codec: EncoderCodec,
  duration: number | undefined,
  asksForMaximum: boolean,
): RateControl {
  const { crf, bitrate, maxBitrate } = videoSpec(settings);
  if (bitrate !== undefined) {
    const peak = Math.max(bitrate, Math.min(maxBitrate ?? Infinity, bitrate * 1.5));
    return { kind: "bitrate", bitrate, maxBitrate: Math.round(peak), bufferSize: bitrate * 2 };
  }
  const quality = crf ?? defaultCrf[codec];
  if (maxBitrate === undefined) return { kind: "quality", crf: quality };
  if (!asksForMaximum || duration === undefined) {
    return { kind: "quality", crf: quality, maxBitrate, bufferSize: maxBitrate * 2 };
  }
  // What the buffer holds at the beginning comes on top of the rate; over the whole length both stay under the maximum.
  const sustained = Math.round((maxBitrate * duration) / (duration + 1));
  return { kind: "quality", crf: quality, maxBitrate: sustained, bufferSize: sustained };
}

/** Bits per second at which AAC-LC of ffmpeg is transparent for most ears. */
export function defaultAudioBitrate(channels: number): number {
  if (channels <= 1) return 96_000;
  return channels === 2 ? 160_000 : 64_000 * channels;
}
