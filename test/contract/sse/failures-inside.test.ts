import { describe, expect, it } from "vitest";
import type { NemoError } from "../../../src/errors/index.js";
import { agentServer, collect, frame } from "../../support/agent-server.js";
import { piece, says } from "../../support/adk-events.js";
import { openStream } from "../../support/loopback-server.js";

async function run(...frames: (object | string)[]) {
  const body = frames.map((each) => (typeof each === "string" ? each : frame(each))).join("");
  const { server, send } = await agentServer((response) => openStream(response).end(body));
  const { events, error } = await collect(send());
  expect(server.requests).toHaveLength(1);
  expect(events.some(({ type }) => type === "end")).toBe(false);
  return { events, error: error as NemoError };
}

describe("R39 an agent that fails", () => {
  it.each([
    [
      "an error code",
      { errorCode: "SAFETY", errorMessage: "blocked" },
      "The agent failed: SAFETY: blocked",
      "SAFETY",
    ],
    ["an error frame", { error: "boom" }, "The agent failed: boom", undefined],
    ["a named error", 'event: error\ndata: {"error":"boom"}\n\n', "The agent failed: boom", undefined],
    ["an empty object", {}, "The agent failed.", undefined],
    [
      "broken JSON",
      'data: {"error": "bad "x"\nand more"}\n\n',
      'The agent failed: {"error": "bad "x"',
      undefined,
    ],
  ])("%s", async (_, failing, message, errorCode) => {
    const { events, error } = await run(says("One."), failing, says("Two."));
    expect(events.map((event) => event.type)).toEqual(["text", "text"]);
    expect(error).toMatchObject({
      code: "agent-failed",
      message,
      isRetryable: false,
      charged: "unknown",
      action: { kind: "check-state" },
      details: { endpoint: "POST /run_sse", text: "One.\n\nTwo.", errorCode },
    });
  });

  it("keeps the text beside it", async () => {
    const { events, error } = await run(says("Half a", { errorCode: "MAX_TOKENS" }));
    expect(events).toEqual([{ type: "text", text: "Half a" }]);
    expect(error).toMatchObject({
      code: "agent-failed",
      details: { errorCode: "MAX_TOKENS", text: "Half a" },
    });
  });

  it("wins over a message that was not finished", async () => {
    const { events, error } = await run(piece("Trim"), { error: "boom" });
    expect(events).toEqual([
      { type: "text-delta", text: "Trim" },
      { type: "text", text: "Trim" },
    ]);
    expect(error.code).toBe("agent-failed");
  });

  it("says no more than is readable", async () => {
    const { error } = await run({ error: "x".repeat(100_000) });
    expect(error.message.length).toBeLessThan(2100);
  });
});

describe("R31-R38 a code of the backend inside a stream", () => {
  it.each([
    [2001, "insufficient-credits", false],
    [1001, "token-invalid", "unknown"],
    [1002, "session-not-found", "unknown"],
    [429, "rate-limited", "unknown"],
    [9999, "backend-error", "unknown"],
  ])("%i: the stream had opened, so the message is never repeated", async (code, becomes, charged) => {
    const { error } = await run(says("One."), { code, message: "the backend's words" });
    expect(error).toMatchObject({ code: becomes, backendCode: code, isRetryable: false, charged });
    expect(error.message).toContain("the backend's words");
    expect(error.details["text"]).toBe("One.");
  });
});

describe("R39 a frame that is not JSON", () => {
  it("is malformed, after the events around it", async () => {
    const { events, error } = await run(says("One."), "data: <html>\n\n", says("Two."));
    expect(events).toHaveLength(2);
    expect(error).toMatchObject({ code: "malformed-response", charged: "unknown" });
    expect(error.message).toBe("POST /run_sse sent an event that is not JSON.");
  });
});
