import { describe, expect, it } from "vitest";
import { describeChanges } from "../../../src/conversation/index.js";

const none = { videoInfos: [], generatedMedia: [] };

describe("R20 what an edit changed", () => {
  it("is a title that was added", () => {
    const after = { ...none, draft: { t: [{ tt: 7, sg: [{ d: 3000, m: { text: "Urban Dreams" } }] }] } };
    expect(describeChanges(none, after, "en")).toEqual(['Title added: "Urban Dreams" (0-3s)']);
    expect(describeChanges(none, after, "zh")).toEqual(['已添加标题："Urban Dreams" (0-3s)']);
    expect(describeChanges(after, after, "en")).toEqual([]);
  });
});
