import { detectLanguage, type Language, NemoError } from "../errors/index.js";
import {
  type ConversionSpec,
  mergeSpecs,
  normalizeSpec,
  type ParsedRequest,
  parseRequest,
  presetNames,
} from "../conversion/index.js";
import type { ConvertOptions } from "./convert-options.js";

export interface ResolvedRequest {
  spec: ConversionSpec;
  /** Of the request's text, where there was one. */
  language?: Language;
  /** What the words left open, each with what was taken, as sentences. */
  doubts: string[];
}

/**
 * The spec that preset, words and numbers mean together.
 *
 * @throws NemoError `invalid-request`, naming the word or the key
 */
export function resolveRequest({ request, spec, preset }: ConvertOptions): ResolvedRequest {
  if (preset !== undefined && !presetNames.includes(preset)) {
    throw new NemoError(
      "invalid-request",
      `There is no preset "${preset}"; there are ${presetNames.join(", ")}.`,
      {
        details: { key: "preset", value: preset, known: presetNames },
      },
    );
  }
  const words = request === undefined ? undefined : understand(request);
  const fromPreset: ConversionSpec = preset === undefined ? {} : { useCase: preset };
  const asked = mergeSpecs(fromPreset, words?.spec, spec === undefined ? undefined : normalizeSpec(spec));
  const language = request === undefined ? undefined : detectLanguage(request);
  const doubts = words?.questions.map(({ text }) => text) ?? [];
  return { spec: normalizeSpec(asked), doubts, ...(language !== undefined && { language }) };
}

function understand(request: string): ParsedRequest {
  const parsed = parseRequest(request);
  const { unrecognized, language } = parsed;
  if (unrecognized.length === 0) return parsed;
  const words = unrecognized.map((word) => `"${word}"`).join(", ");
  throw new NemoError("invalid-request", `The request has words that were not understood: ${words}.`, {
    details: { key: "request", unrecognized },
    language,
    action: {
      message:
        language === "zh"
          ? "请换一种说法，例如“1080p，CRF 20，AAC 音频 192k”。"
          : 'Say it in other words, for example "1080p, CRF 20, AAC audio at 192k", or use `spec`.',
    },
  });
}
