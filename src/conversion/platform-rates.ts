import type { VideoDecision } from "./decide-video.js";
import { videoSpec } from "./intent.js";
import { keepsHighDynamicRange, rateOf } from "./video-arguments.js";
import type { ConversionSpec } from "./spec.js";

/** Short side, and Mb/s up to 30 frames a second and above. */
type Row = readonly [shortSide: number, usual: number, fast: number];

// https://support.google.com/youtube/answer/1722171, "Recommended video bit rates": the upper ends.
const youtube: readonly Row[] = [
  [360, 1, 1.5],
  [480, 2.5, 4],
  [720, 5, 7.5],
  [1080, 8, 12],
  [1440, 16, 24],
  [2160, 45, 68],
];
const youtubeHdr: readonly Row[] = [
  [720, 6.5, 9.5],
  [1080, 10, 15],
  [1440, 20, 30],
  [2160, 56, 85],
];
// CRF decides; a peak of half as much again costs the platform nothing and spares a hard scene.
const headroom = 1.5;

/**
 * The settings with the peak rate that a platform recommends for a picture of this size, where nobody asked for another.
 * Vimeo's page gives 20 Mb/s up to 1080p and 60 for 4K.
 */
export function withPlatformPeak(
  settings: ConversionSpec,
  asked: ConversionSpec,
  video: VideoDecision,
): ConversionSpec {
  const { maxBitrate, bitrate } = videoSpec(asked);
  const isDecided = maxBitrate !== undefined || bitrate !== undefined || settings.targetSize !== undefined;
  const peak = isDecided ? undefined : peakFor(settings, video);
  return peak === undefined ? settings : { ...settings, video: { ...videoSpec(settings), maxBitrate: peak } };
}

function peakFor({ useCase }: ConversionSpec, video: VideoDecision): number | undefined {
  const { width, height } = video.geometry;
  const shortSide = Math.min(width, height);
  if (useCase === "vimeo") return shortSide > 1080 ? 60_000_000 : undefined;
  if (useCase !== "youtube") return undefined;
  const rows = keepsHighDynamicRange(video) ? youtubeHdr : youtube;
  const [, usual, fast] = rows.find(([most]) => shortSide <= most) ?? rows.at(-1)!;
  return (rateOf(video) > 30 ? fast : usual) * headroom * 1_000_000;
}
