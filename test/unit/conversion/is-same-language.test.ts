import { describe, expect, it } from "vitest";
import { isSameLanguage } from "../../../src/conversion/is-same-language.js";

describe("R47 tags of one language", () => {
  it.each([
    ["chi", "zho"],
    ["chi", "zh"],
    ["zh-Hans", "zho"],
    ["ger", "deu"],
    ["fre", "fra"],
    ["en_US", "eng"],
    ["xyz!", "XYZ!"],
  ])("%s and %s are the same", (one, other) => {
    expect(isSameLanguage(one, other)).toBe(true);
  });

  it.each([
    ["chi", "jpn"],
    ["eng", undefined],
    [undefined, undefined],
    ["commentary!", "eng"],
  ])("%s and %s are not", (one, other) => {
    expect(isSameLanguage(one, other)).toBe(false);
  });
});
