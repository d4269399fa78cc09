import { describe, expect, it } from "vitest";
import { firstCharacters } from "../../../../src/conversion/words/first-characters.js";

describe("R84 R1 what a rule can begin with", () => {
  // `/转换/.source` is `\u8F6C\u6362` in Bun, which writes files in ASCII when it loads them.
  it.each([
    [String.raw`\u8F6C\u6362|\u538B`, ["转", "压"], ["换", "u", "8"]],
    [String.raw`\u8f6C?\u{6362}`, ["转", "换"], ["u"]],
    [String.raw`\uD83D\uDC4Bx`, ["👋"], ["x", "😀"]],
    [String.raw`[\u4E00-\u4E8C]`, ["一", "二"], ["转"]],
    ["转换|压", ["转", "压"], ["换"]],
  ])("%s, escaped or not", (source, can, cannot) => {
    const pattern = firstCharacters(source)!;
    expect(can.filter((character) => !pattern.test(character))).toEqual([]);
    expect(cannot.filter((character) => pattern.test(character))).toEqual([]);
  });
});
