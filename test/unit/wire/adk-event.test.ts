import { describe, expect, it } from "vitest";
import { isAdkEvent } from "../../../src/wire/index.js";

describe("R17 what counts as an event of an ADK server", () => {
  it.each([
    ["text", { content: { role: "model", parts: [{ text: "Hi" }] } }],
    ["an empty text", { content: { parts: [{ text: "" }] } }],
    [
      "a call and a result",
      { content: { parts: [{ functionCall: { name: "cut" } }, { functionResponse: { name: "cut" } }] } },
    ],
    ["keys nobody knows", { content: { parts: [{ hologram: 1 }] }, somethingNew: true }],
    [
      "null where Python leaves something out",
      { content: { parts: [{ text: null, functionCall: null }] }, errorCode: null },
    ],
    ["no parts", { content: { role: "model" } }],
    ["no list of parts", { content: { parts: null } }],
    ["null content", { content: null, author: "nemo_agent" }],
    ["only usage", { usageMetadata: { totalTokenCount: 5 } }],
    ["only actions", { actions: { skipSummarization: true } }],
    ["only an error", { errorCode: "SAFETY" }],
    ["only the words of an error", { errorMessage: "the model is overloaded" }],
  ])("%s", (_, value) => {
    expect(isAdkEvent(value)).toBe(true);
  });

  it.each([
    ["an empty object", {}],
    ["an error object", { error: "x" }],
    ["a list", []],
    ["text", "content"],
    ["null", null],
    ["parts that are no list", { content: { parts: "x" } }],
    ["a part that is no object", { content: { parts: ["x"] } }],
    ["text that is no string", { content: { parts: [{ text: 5 }] } }],
    ["a call without a name", { content: { parts: [{ functionCall: { id: "1" } }] } }],
    ["content that is no object", { content: "x" }],
  ])("not %s", (_, value) => {
    expect(isAdkEvent(value)).toBe(false);
  });
});
