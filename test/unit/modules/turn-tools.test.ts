import { describe, expect, it } from "vitest";
import { call, partsOf, piece, readTurn, result, says } from "../../support/adk-events.js";

describe("R17 tool calls and results", () => {
  it("are events of their own, with and without an id", () => {
    const { events } = readTurn(
      partsOf([call("cut", "c1")]),
      partsOf([result("cut", "c1")]),
      partsOf([call("save", "")]),
    );
    expect(events).toEqual([
      { type: "tool-call", id: "c1", name: "cut", args: { a: 1 } },
      { type: "tool-result", id: "c1", name: "cut", result: { ok: true } },
      { type: "tool-call", name: "save", args: { a: 1 } },
    ]);
  });

  it("can share an event with text, which comes first", () => {
    const { events } = readTurn(partsOf([{ text: "Cutting." }, call("cut", "c1"), call("mix", "c2")]));
    expect(events.map((event) => event.type)).toEqual(["text", "tool-call", "tool-call"]);
  });

  it("come in parallel as parts of one event, whose role is user and whose author is the agent", () => {
    const results = {
      content: { role: "user", parts: [result("cut", "c1"), result("mix", "c2")] },
      author: "nemo_agent",
    };
    const { events, turn } = readTurn(partsOf([call("cut", "c1"), call("mix", "c2")]), results);
    expect(events.slice(2)).toEqual([
      { type: "tool-result", id: "c1", name: "cut", result: { ok: true } },
      { type: "tool-result", id: "c2", name: "mix", result: { ok: true } },
    ]);
    expect(turn.isOpen).toBe(false);
  });

  it("are taken from complete events only", () => {
    const partial = partsOf([{ functionCall: { id: "", name: "cut", args: {} } }], { partial: true });
    const { events, turn } = readTurn(partial, partial);
    expect(events).toEqual([]);
    expect(turn.isOpen).toBe(false);
  });

  it.each([
    [{ result: "text" }, "text"],
    [{ results: [1, 2] }, [1, 2]],
    [{ result: null }, null],
    [{}, {}],
    [undefined, {}],
    [null, {}],
    [
      { result: 1, more: 2 },
      { result: 1, more: 2 },
    ],
  ])("a result of %j is unwrapped to %j", (response, expected) => {
    const frame = JSON.stringify({ content: { parts: [{ functionResponse: { name: "cut", response } }] } });
    expect(readTurn(frame).events).toEqual([{ type: "tool-result", name: "cut", result: expected }]);
  });

  it("has empty arguments where none were sent", () => {
    expect(readTurn(partsOf([{ functionCall: { name: "cut" } }])).events).toEqual([
      { type: "tool-call", name: "cut", args: {} },
    ]);
  });
});

describe("R21 a tool call without its result", () => {
  const isOpenAfter = (...frames: Parameters<typeof readTurn>) => readTurn(...frames).turn.isOpen;

  it("is open until the result comes, by id or by name", () => {
    expect(isOpenAfter(partsOf([call("cut", "c1")]))).toBe(true);
    expect(isOpenAfter(partsOf([call("cut", "c1")]), says("Working on it."))).toBe(true);
    expect(isOpenAfter(partsOf([call("cut", "c1")]), partsOf([result("cut", "c1")]))).toBe(false);
    expect(isOpenAfter(partsOf([call("cut")]), partsOf([result("cut")]))).toBe(false);
    expect(isOpenAfter(partsOf([call("cut")]), partsOf([result("cut", "c1")]))).toBe(false);
    expect(isOpenAfter(partsOf([call("cut", "c1")]), partsOf([result("cut")]))).toBe(false);
  });

  it("is not closed by another call's result", () => {
    expect(isOpenAfter(partsOf([call("cut", "c1"), call("mix", "c2")]), partsOf([result("mix", "c2")]))).toBe(
      true,
    );
    expect(isOpenAfter(partsOf([call("cut", "c1"), call("cut", "c2")]), partsOf([result("cut", "c2")]))).toBe(
      true,
    );
    expect(isOpenAfter(partsOf([call("cut"), call("cut")]), partsOf([result("cut")]))).toBe(true);
  });

  it("is none for a long-running tool, whose first result is not another call's either", () => {
    const calls = partsOf([call("render", "c1"), call("render", "c2")], { longRunningToolIds: ["c1"] });
    expect(isOpenAfter(partsOf([call("render", "c1")], { longRunningToolIds: ["c1"] }))).toBe(false);
    expect(isOpenAfter(calls)).toBe(true);
    expect(isOpenAfter(calls, partsOf([result("render", "c1")]))).toBe(true);
    expect(isOpenAfter(calls, partsOf([result("render", "c2")]))).toBe(false);
  });

  it("stays open beside pieces, and the other way round", () => {
    expect(isOpenAfter(piece("A"), partsOf([call("cut", "c1")]), partsOf([result("cut", "c1")]))).toBe(false);
    expect(isOpenAfter(partsOf([call("cut", "c1")]), piece("A"))).toBe(true);
  });

  it("copes with a result nobody asked for", () => {
    expect(isOpenAfter(partsOf([result("cut", "c1")]))).toBe(false);
  });
});

describe("R17 parts of other kinds", () => {
  it.each([
    [{ inlineData: { mimeType: "image/png", data: "iVBORw0KGgo-_" } }],
    [{ fileData: { fileUri: "gs://x/y.mp4" } }],
    [{ executableCode: { code: "1+1" } }],
    [{ codeExecutionResult: { output: "2" } }],
    [{ text: null, inlineData: { data: "" } }],
    [{ hologram: true }],
  ])("%j is given as it is", (part) => {
    expect(readTurn(partsOf([part])).events).toEqual([{ type: "unknown", raw: part }]);
  });

  it("is no part at all when it is empty, or a signature of reasoning", () => {
    expect(readTurn(partsOf([{}, { text: "", thoughtSignature: "x" }])).events).toEqual([]);
  });

  it.each([
    [{ id: "e1", timestamp: 1 }],
    [{ content: { parts: [{ functionCall: {} }] } }],
    [{ content: "text" }],
  ])("an event of an unknown form, %j, is given as it is", (raw) => {
    const { events, turn } = readTurn(JSON.stringify(raw));
    expect(events).toEqual([{ type: "unknown", raw }]);
    expect(turn.failure).toBeUndefined();
  });
});
