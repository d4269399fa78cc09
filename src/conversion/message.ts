import type { Language } from "../errors/index.js";
import { NemoError } from "../errors/index.js";
import { normalizeSpec } from "./normalize-spec.js";
import type { ConversionSpec, ConversionSpecInput } from "./spec.js";
import { checkVariantNames, type VariantSpecs } from "./variants.js";
import { describeSpec } from "./words/describe-spec.js";

/**
 * What the agent is told: the request as a sentence, for one that reads, and the whole spec as a fenced block, for one
 * that computes.
 */
export function toMessage(spec: ConversionSpec, language: Language): string {
  return `${describeSpec(spec, language)}\n\n${block(spec)}`;
}

/** The same for several results of one source: a line for each, and one block with all of their specs. */
export function toVariantsMessage(variants: VariantSpecs, language: Language): string {
  const lines = Object.entries(variants).map(([name, spec]) => `${name}: ${describeSpec(spec, language)}`);
  return `${lines.join("\n")}\n\n${block({ variants })}`;
}

/**
 * The spec in a message's block; undefined where there is none.
 *
 * @throws NemoError `invalid-request` for a block that is no spec
 */
export function specInMessage(message: string): ConversionSpec | undefined {
  const value = valueInBlock(message);
  return value === undefined ? undefined : normalizeSpec(value as ConversionSpecInput);
}

/**
 * The variants in a message's block; undefined where there are none.
 *
 * @throws NemoError `invalid-request` for names or specs that cannot be used
 */
export function variantsInMessage(message: string): VariantSpecs | undefined {
  return readVariants((valueInBlock(message) as { variants?: unknown } | null | undefined)?.variants);
}

/** Variants as they were written down; undefined for what is none. */
export function readVariants(value: unknown): VariantSpecs | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  checkVariantNames(Object.keys(value));
  const specs = Object.entries(value).map(
    ([name, spec]) => [name, normalizeSpec(spec as ConversionSpecInput)] as const,
  );
  return Object.fromEntries(specs);
}

function block(value: object): string {
  return `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``;
}

function valueInBlock(message: string): unknown {
  // Each part by itself: one pattern for all of it would try every pair of line breaks.
  const begin = /```json[^\S\n]*\n/.exec(message);
  const rest = begin && message.slice(begin.index + begin[0].length);
  const end = rest?.search(/\n[^\S\n]*```/) ?? -1;
  if (end < 0) return undefined;
  try {
    return JSON.parse(rest!.slice(0, end)) as unknown;
  } catch {
    throw new NemoError("invalid-request", "The message's json block is not JSON.");
  }
}
