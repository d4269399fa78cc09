import { describe, expect, it } from "vitest";
import { partsOf, piece, readTurn, result, says } from "../../support/adk-events.js";

const text = (value: string) => ({ type: "text", text: value });
const delta = (value: string) => ({ type: "text-delta", text: value });

describe("R17 text that comes once (streaming off)", () => {
  it("is a complete message", () => {
    const { events, turn } = readTurn(says("Trimmed."));
    expect(events).toEqual([text("Trimmed.")]);
    expect(turn.text).toBe("Trimmed.");
    expect(turn.isOpen).toBe(false);
  });

  it.each([[{ partial: false }], [{ partial: null }], [{ finishReason: "STOP" }], [{ turnComplete: true }]])(
    "also with %j",
    (more) => {
      expect(readTurn(says("Trimmed.", more)).events).toEqual([text("Trimmed.")]);
    },
  );

  it("joins the parts of one event, and separates the messages", () => {
    const { events, turn } = readTurn(partsOf([{ text: "One" }, { text: " two." }]), says("Three."));
    expect(events).toEqual([text("One two."), text("Three.")]);
    expect(turn.text).toBe("One two.\n\nThree.");
  });

  it("is given again when the next step honestly says the same", () => {
    const { events } = readTurn(says("Done."), partsOf([result("cut")]), says("Done."));
    expect(events.filter(({ type }) => type === "text")).toEqual([text("Done."), text("Done.")]);
  });

  it("is never dropped for an id that two frames share, nor doubled for ids that differ", () => {
    const same = readTurn(says("A", { id: "1" }), says("B", { id: "1" }));
    expect(same.events).toEqual([text("A"), text("B")]);
    const differing = readTurn(piece("A", { id: "1" }), says("A", { id: "2" }));
    expect(differing.events).toEqual([delta("A"), text("A")]);
  });
});

describe("R17 text that comes in pieces (streaming on)", () => {
  it("is completed by the event that repeats it, once", () => {
    const { events, turn } = readTurn(piece("Trim"), piece("med."), says("Trimmed."));
    expect(events).toEqual([delta("Trim"), delta("med."), text("Trimmed.")]);
    expect(turn.text).toBe("Trimmed.");
    expect(turn.flush()).toEqual([]);
  });

  it("starts anew after each complete event", () => {
    const { events, turn } = readTurn(piece("A"), says("A"), piece("A"), says("A"));
    expect(events).toEqual([delta("A"), text("A"), delta("A"), text("A")]);
    expect(turn.text).toBe("A\n\nA");
  });

  it("believes the repeat where it differs from the pieces", () => {
    expect(readTurn(piece("Trimed"), says("Trimmed.")).turn.text).toBe("Trimmed.");
  });

  it("is open until it is complete, and the pieces are the text when the repeat never comes", () => {
    const { turn } = readTurn(piece("Trim"), piece("med."));
    expect([turn.isOpen, turn.pieces, turn.text]).toEqual([true, "Trimmed.", ""]);
    expect(turn.flush()).toEqual([text("Trimmed.")]);
    expect([turn.isOpen, turn.pieces, turn.text]).toEqual([false, "", "Trimmed."]);
    expect(turn.flush()).toEqual([]);
  });

  it.each([
    ["a call", partsOf([{ functionCall: { name: "cut", args: {} } }])],
    ["an empty text", says("")],
    ["the end of the step", { author: "nemo_agent", finishReason: "STOP" }],
    ["the end of the turn", { author: "nemo_agent", turnComplete: true }],
  ])("is complete when %s follows instead of the repeat", (_, event) => {
    const { events, turn } = readTurn(piece("Let me see"), event);
    expect(events.slice(0, 2)).toEqual([delta("Let me see"), text("Let me see")]);
    expect(turn.pieces).toBe("");
  });

  it("is not complete at an event that only counts tokens", () => {
    const { events, turn } = readTurn(piece("A"), { author: "nemo_agent", usageMetadata: {} }, says("A"));
    expect(events).toEqual([delta("A"), text("A")]);
    expect(turn.text).toBe("A");
  });

  it("gives no piece for an empty one", () => {
    expect(readTurn(piece("")).events).toEqual([]);
  });
});

describe("R18 what is not for the user", () => {
  it("keeps reasoning to itself, in pieces and complete", () => {
    const thought = { text: "The user wants a trim.", thought: true };
    const { events, turn } = readTurn(
      partsOf([thought], { partial: true }),
      partsOf([thought, { text: "Trimmed." }]),
      partsOf([thought]),
    );
    expect(events).toEqual([text("Trimmed.")]);
    expect(turn.text).toBe("Trimmed.");
  });

  it("keeps an echo of what the user said to itself", () => {
    const echo = { content: { role: "user", parts: [{ text: "Trim it" }] }, author: "user" };
    expect(readTurn(echo, says("Trimmed.")).events).toEqual([text("Trimmed.")]);
  });
});

describe("R20 silent turns", () => {
  it.each([
    ["no event at all", []],
    ["an event with only usage", [{ author: "nemo_agent", usageMetadata: { totalTokenCount: 9 } }]],
    ["a text that is empty", [says("")]],
    ["skipSummarization", [{ author: "nemo_agent", actions: { skipSummarization: true } }]],
    ["null content", [{ author: "nemo_agent", content: null, turnComplete: true }]],
    ["content without parts", [{ author: "nemo_agent", content: { role: "model" } }]],
  ])("%s", (_, frames) => {
    const { events, turn } = readTurn(...frames);
    expect(events).toEqual([]);
    expect([turn.text, turn.isOpen, turn.failure]).toEqual(["", false, undefined]);
  });
});
