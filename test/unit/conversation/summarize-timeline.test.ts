import { describe, expect, it } from "vitest";
import { summarizeTimeline } from "../../../src/conversation/index.js";
import * as answers from "../../support/answers.js";

describe("R23 the timeline on one line", () => {
  it("has the form of the contract", () => {
    expect(summarizeTimeline(answers.draft)).toBe(
      'Timeline (3 tracks): 1. Video: city timelapse (0-10s) 2. BGM: Lo-fi (0-10s, 35%) 3. Title: "Urban Dreams" (0-3s)',
    );
  });
});
