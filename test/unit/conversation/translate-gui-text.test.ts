import { describe, expect, it } from "vitest";
import { translateGuiText } from "../../../src/conversation/index.js";

describe("R22 directions for a graphical interface", () => {
  it("become actions, while descriptions stay", () => {
    expect(translateGuiText("I added a title. Click the Export button to save it.")).toMatchObject({
      text: "I added a title.",
      actions: [{ kind: "export" }],
    });
  });
});
