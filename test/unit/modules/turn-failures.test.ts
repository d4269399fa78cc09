import { describe, expect, it } from "vitest";
import { piece, readTurn, says } from "../../support/adk-events.js";

const failureAfter = (...frames: Parameters<typeof readTurn>) => readTurn(...frames).turn.failure;

describe("R39 errors inside a stream", () => {
  it.each([
    [
      "an error code",
      { author: "a", errorCode: "SAFETY", errorMessage: "blocked" },
      { code: "SAFETY", message: "blocked" },
    ],
    ["an error code alone", { errorCode: "SAFETY" }, { code: "SAFETY" }],
    ["the words of an error alone", { errorMessage: "overloaded" }, { message: "overloaded" }],
    ["an error frame", { error: "boom" }, { message: "boom" }],
    ["an error frame with details", { error: "", error_details: "deep" }, { message: "deep" }],
    ["an error object", { error: { code: 401, message: "boom" } }, { message: "boom" }],
    ["an envelope", { code: 2001, message: "no credits" }, { code: 2001, message: "no credits" }],
    [
      "an envelope with its code as text",
      { code: "2001", message: "no credits" },
      { code: 2001, message: "no credits" },
    ],
    ["an empty object", {}, {}],
  ])("%s", (_, frame, expected) => {
    const { events, turn } = readTurn(frame);
    expect(events).toEqual([]);
    expect(turn.failure).toEqual({ kind: "agent", ...expected });
  });

  it("is told by the name of the event, whatever it carries", () => {
    const expected = { kind: "agent", message: "boom" };
    expect(failureAfter({ event: "error", data: '{"error":"boom"}' })).toEqual(expected);
    expect(failureAfter({ event: "error", data: "boom" })).toEqual(expected);
  });

  it("keeps the text beside it, as with MAX_TOKENS", () => {
    const { events, turn } = readTurn(
      says("Half a", { errorCode: "MAX_TOKENS", finishReason: "MAX_TOKENS" }),
    );
    expect(events).toEqual([{ type: "text", text: "Half a" }]);
    expect(turn.failure).toEqual({ kind: "agent", code: "MAX_TOKENS" });
  });

  it("reads on: more may follow, and the first failure counts", () => {
    const { events, turn } = readTurn({ errorCode: "A", errorMessage: "first" }, says("Still here."), {
      error: "second",
    });
    expect(events).toEqual([{ type: "text", text: "Still here." }]);
    expect(turn.failure).toEqual({ kind: "agent", code: "A", message: "first" });
  });

  it("comes after good text, which stays", () => {
    const { turn } = readTurn(says("Trimmed."), piece("Now"), { error: "boom" });
    expect([turn.text, turn.pieces, turn.failure?.message]).toEqual(["Trimmed.", "Now", "boom"]);
  });
});

describe("R39 frames that are not JSON", () => {
  it.each([
    ['{"error": "bad "x""}'],
    ['{"error": "the first line of a message that was broken by its own'],
    ['{ "error" : "bad "x""}'],
    ['\n{"error": "bad'],
  ])("%s is the error of a server that builds it by hand", (data) => {
    expect(failureAfter(data)).toEqual({ kind: "agent", message: data });
  });

  it.each([["Internal Server Error"], ['{"content":{"parts":[{"te'], ["<html>"]])(
    "%s is malformed",
    (data) => {
      const { events, turn } = readTurn(data);
      expect(events).toEqual([]);
      expect(turn.failure).toMatchObject({ kind: "malformed" });
    },
  );

  it("ends with no [DONE], but minds none either", () => {
    const { events, turn } = readTurn(says("A"), "[DONE]");
    expect(events).toHaveLength(1);
    expect(turn.failure).toBeUndefined();
  });
});

describe("R39 only the structure of a frame counts", () => {
  it.each(['{"error": "boom"}', '{"code":2001}', "[DONE]", '{"errorCode":"X"}', "event: error"])(
    "a text that reads %s is text",
    (text) => {
      const { events, turn } = readTurn(says(text), piece(text));
      expect(events).toEqual([
        { type: "text", text },
        { type: "text-delta", text },
      ]);
      expect(turn.failure).toBeUndefined();
    },
  );

  it("a tool's own error is a result", () => {
    const frame = {
      content: { parts: [{ functionResponse: { name: "cut", response: { error: "no clip" } } }] },
    };
    const { events, turn } = readTurn(frame);
    expect(events).toEqual([{ type: "tool-result", name: "cut", result: { error: "no clip" } }]);
    expect(turn.failure).toBeUndefined();
  });

  it("an event is none because it has a key named error or code, or a null errorCode", () => {
    expect(
      failureAfter(says("A", { error: null }), says("B", { code: 7 }), says("C", { errorCode: null })),
    ).toBe(undefined);
  });
});

describe("R19 heartbeats", () => {
  it.each([
    [{ event: "heartbeat", data: "{}" }],
    [{ event: "heartbeat", data: "" }],
    [{ event: "message", data: "" }],
  ])("%j is one, and no failure", (frame) => {
    const { events, turn } = readTurn(frame);
    expect(events).toEqual([{ type: "heartbeat" }]);
    expect(turn.failure).toBeUndefined();
  });
});
