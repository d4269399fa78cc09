import { describe, expect, it } from "vitest";
import { type Draft, isExportable } from "../../../src/wire/index.js";
import * as answers from "../../support/answers.js";

describe("R27 whether a draft can be exported", () => {
  it("needs one track with one segment", () => {
    expect(isExportable(answers.draft)).toBe(true);
    expect(
      isExportable({
        t: [
          { tt: 0, sg: [] },
          { tt: 7, sg: [{}] },
        ],
      }),
    ).toBe(true);
  });

  it.each([
    [{}],
    [{ t: [] }],
    [{ t: [{ tt: 0 }] }],
    [{ t: [{ tt: 0, sg: [] }] }],
    [{ t: "x" }],
    [{ t: [null, "x", { sg: "x" }] }],
    [{ t: null }],
  ])("%j cannot", (draft) => {
    expect(isExportable(draft as unknown as Draft)).toBe(false);
  });
});
