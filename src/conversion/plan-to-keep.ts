import { NemoError } from "../errors/index.js";
import { videoSpec } from "./intent.js";
import type { MediaInfo } from "./media-info.js";
import { type ConversionPlan, planConversion } from "./plan.js";
import type { ConversionSpec } from "./spec.js";

/**
 * How the source's own streams give what `spec` asks for, if only the wish to encode is let go: a copy that misses nothing.
 * Undefined where an encode is needed. Pure.
 */
export function planToKeep(source: MediaInfo, spec: ConversionSpec): ConversionPlan | undefined {
  const { reencode, ...others } = spec;
  const { crf, preset, ...picture } = videoSpec(spec);
  const wish: ConversionSpec = { ...others, ...(spec.video && { video: picture }) };
  try {
    const plan = planConversion(source, wish);
    return plan.route === "copy" ? plan : undefined;
  } catch (error) {
    if (NemoError.isInstance(error)) return undefined;
    throw error;
  }
}
