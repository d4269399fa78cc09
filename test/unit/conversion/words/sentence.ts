import { expect } from "vitest";
import {
  type ConversionSpec,
  normalizeSpec,
  type ParsedRequest,
  parseRequest,
} from "../../../../src/conversion/index.js";

/** A sentence, the spec that it means, and which files, where it says so. */
export type Sentence = [text: string, spec: ConversionSpec, selection?: Partial<ParsedRequest["selection"]>];

/** The sentence means this, all of it was understood, and the spec is one that `convert` takes. */
export function expectMeaning([text, spec, selection = {}]: Sentence): void {
  const parsed = parseRequest(text);
  expect(parsed.unrecognized).toEqual([]);
  expect(parsed.spec).toStrictEqual(spec);
  expect(parsed.selection).toStrictEqual({ batch: false, ...selection });
  expect(normalizeSpec(parsed.spec)).toStrictEqual(spec);
}
