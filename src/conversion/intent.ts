import type { MediaInfo } from "./media-info.js";
import { mergeSpecs } from "./merge-specs.js";
import { anywhere, type PresetLimits, presets } from "./presets.js";
import type { AudioSpec, ConversionSpec, VideoSpec } from "./spec.js";

/** What was asked for, what the intended use adds to it, and up to where a stream may be copied. */
export interface Intent {
  /** What was asked for, alone: it is never given up for the sake of a copy. */
  asked: ConversionSpec;
  /** The same with the preset's settings where nothing was asked; what an encode uses. */
  settings: ConversionSpec;
  limits: PresetLimits;
}

export function intentOf(asked: ConversionSpec): Intent {
  const preset = asked.useCase && presets[asked.useCase];
  return {
    asked,
    settings: preset ? mergeSpecs(preset.spec, asked) : asked,
    limits: preset?.limits ?? anywhere,
  };
}

export function videoSpec({ video }: ConversionSpec): VideoSpec {
  return video || {};
}

export function audioSpec({ audio }: ConversionSpec): AudioSpec {
  return audio || {};
}

/** Whether a trim takes anything away. */
export function isCut({ duration = Infinity }: MediaInfo, { trim }: ConversionSpec): boolean {
  return (trim?.start ?? 0) > 0 || (trim?.end ?? Infinity) < duration;
}

/** Seconds of the result; undefined where the source does not say how long it is. */
export function resultDuration(
  sourceDuration: number | undefined,
  { trim }: ConversionSpec,
): number | undefined {
  const start = trim?.start ?? 0;
  const end = Math.min(trim?.end ?? Infinity, sourceDuration ?? Infinity);
  return Number.isFinite(end) ? Math.max(0, end - start) : undefined;
}
