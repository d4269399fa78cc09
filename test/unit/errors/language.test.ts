import { describe, expect, it } from "vitest";
import { detectLanguage, languageOf } from "../../../src/errors/index.js";

describe("R13 languageOf", () => {
  it.each([
    ["zh", "zh"],
    ["zh-CN", "zh"],
    ["zh_TW.UTF-8", "zh"],
    ["ZH", "zh"],
    ["zha", "en"],
    ["en-US", "en"],
    ["C", "en"],
    [undefined, "en"],
  ])("%s is %s", (tag, language) => {
    expect(languageOf(tag)).toBe(language);
  });
});

describe("R13 detectLanguage", () => {
  it.each([
    ["把这个 MOV 转成 MP4，用 H.264", "zh"],
    ["Convert this to MP4", "en"],
    ["转", "zh"],
    ["1080 60 ?", undefined],
    ["", undefined],
    ["x", undefined],
  ])("%s", (text, language) => {
    expect(detectLanguage(text)).toBe(language);
  });
});
