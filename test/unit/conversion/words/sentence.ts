import { expect } from "vitest";
import {
  type ConversionSpec,
  normalizeSpec,
  type ParsedRequest,
  parseRequest,
} from "../../../../src/conversion/index.js";

/** What of a sentence was not understood, and what was asked about: the field and what is done without an answer. */
export interface Unclear {
  unrecognized?: string[];
  asks?: [field: string, usual: unknown][];
}

/** A sentence, the spec that it means, which files, where it says so, and what is unclear in it. */
export type Sentence = [
  text: string,
  spec: ConversionSpec,
  selection?: Partial<ParsedRequest["selection"]>,
  unclear?: Unclear,
];

/** The sentence means this and no more, and the spec is one that `convert` takes. */
export function expectMeaning([text, spec, selection = {}, unclear = {}]: Sentence): void {
  const parsed = parseRequest(text);
  expect(parsed.unrecognized).toEqual(unclear.unrecognized ?? []);
  expect(parsed.spec).toStrictEqual(spec);
  expect(parsed.selection).toStrictEqual({ batch: false, ...selection });
  expect(parsed.questions.map((question) => [question.field, question.default])).toEqual(unclear.asks ?? []);
  expect(normalizeSpec(parsed.spec)).toStrictEqual(spec);
}
