import type { Language } from "../errors/index.js";
import { NemoError } from "../errors/index.js";
import { normalizeSpec } from "./normalize-spec.js";
import type { ConversionSpec, ConversionSpecInput } from "./spec.js";
import { describeSpec } from "./words/describe-spec.js";

/**
 * What the agent is told: the request as a sentence, for one that reads, and the whole spec as a fenced block, for one
 * that computes.
 */
export function toMessage(spec: ConversionSpec, language: Language): string {
  return `${describeSpec(spec, language)}\n\n\`\`\`json\n${JSON.stringify(spec, null, 2)}\n\`\`\``;
}

/**
 * The spec in a message's block; undefined where there is none.
 *
 * @throws NemoError `invalid-request` for a block that is no spec
 */
export function specInMessage(message: string): ConversionSpec | undefined {
  const block = /```json\s*\n([\s\S]*?)\n\s*```/.exec(message)?.[1];
  if (block === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(block);
  } catch {
    throw new NemoError("invalid-request", "The message's json block is not JSON.");
  }
  return normalizeSpec(value as ConversionSpecInput);
}
