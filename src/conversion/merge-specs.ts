import type { ConversionSpec } from "./spec.js";

/**
 * Later specs win, key by key; a later rate control (CRF, bit rate) or size takes the place of an earlier one altogether.
 */
export function mergeSpecs(...specs: (ConversionSpec | undefined)[]): ConversionSpec {
  return specs.reduce<ConversionSpec>((merged, spec) => (spec ? merge(merged, spec) : merged), {});
}

function merge(earlier: ConversionSpec, later: ConversionSpec): ConversionSpec {
  const merged: ConversionSpec = { ...earlier, ...later };
  if (earlier.video && later.video) {
    merged.video = { ...withoutSize(withoutRate(earlier.video, later), later.video), ...later.video };
  } else if (earlier.video && later.targetSize !== undefined && later.video === undefined) {
    merged.video = withoutRate(earlier.video, later);
  }
  if (earlier.audio && later.audio) merged.audio = { ...earlier.audio, ...later.audio };
  if (earlier.streams && later.streams) merged.streams = { ...earlier.streams, ...later.streams };
  if (earlier.trim && later.trim) merged.trim = { ...earlier.trim, ...later.trim };
  if (later.targetSize === undefined && later.video && saysRate(later.video)) delete merged.targetSize;
  return merged;
}

type Video = Exclude<ConversionSpec["video"], false | undefined>;

function withoutRate(video: Video, later: ConversionSpec): Video {
  const isReplaced = later.targetSize !== undefined || (later.video && saysRate(later.video));
  if (!isReplaced) return video;
  const { crf, bitrate, maxBitrate, ...others } = video;
  return others;
}

/** A width alone keeps the aspect; with the height of somebody else it would become a box. */
function withoutSize(video: Video, later: Video): Video {
  if (later.width === undefined && later.height === undefined) return video;
  const { width, height, ...others } = video;
  return others;
}

function saysRate({ crf, bitrate }: Video): boolean {
  return crf !== undefined || bitrate !== undefined;
}
