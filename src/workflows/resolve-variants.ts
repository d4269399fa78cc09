import { type Language, NemoError } from "../errors/index.js";
import {
  alignKeyframes,
  checkVariantNames,
  type ConversionSpecInput,
  type MediaInfo,
  mergeSpecs,
  type PresetName,
  type VariantSpecs,
} from "../conversion/index.js";
import type { ConvertOptions } from "./convert-options.js";
import { resolveRequest } from "./resolve-request.js";

export interface ResolvedVariants {
  names: string[];
  /** What was asked for. */
  specs: VariantSpecs;
  /** The same with one grid of keyframes, once it is known, as far as it is, what the source holds. */
  specsFor: (source: MediaInfo | undefined, inProcess: boolean) => VariantSpecs;
  language?: Language;
  /** What the words left open, which holds for all of them. */
  doubts: string[];
}

/**
 * What each variant means: the options' own preset, words and spec hold for all of them, a variant's for itself.
 *
 * @throws NemoError `invalid-request`, naming the variant
 */
export function resolveVariants(
  variants: Record<string, ConversionSpecInput | PresetName>,
  options: ConvertOptions,
): ResolvedVariants {
  if (typeof variants !== "object" || variants === null) {
    throw new NemoError(
      "invalid-request",
      "The variants must be an object: a spec or a preset for each name.",
    );
  }
  const names = Object.keys(variants);
  checkVariantNames(names);
  const { language, doubts } = resolveRequest(options);
  const specs = Object.fromEntries(names.map((name) => [name, resolveOne(name, variants[name]!, options)]));
  return {
    names,
    specs,
    doubts,
    // In process the backend aligns what it has seen itself, and an unknown source may be one to copy.
    specsFor: (source, inProcess) => (source || !inProcess ? alignKeyframes(specs, source) : specs),
    ...(language && { language }),
  };
}

function resolveOne(name: string, variant: ConversionSpecInput | PresetName, options: ConvertOptions) {
  try {
    const { spec: shared } = resolveRequest(options);
    const { spec: own } = resolveRequest(
      typeof variant === "string" ? { preset: variant } : { spec: variant },
    );
    return resolveRequest({ spec: mergeSpecs(shared, own) }).spec;
  } catch (error) {
    if (!NemoError.isInstance(error)) throw error;
    const { code, message, details, action } = error;
    throw new NemoError(code, `Variant ${name}: ${message}`, {
      details: { ...details, variant: name },
      action,
    });
  }
}
