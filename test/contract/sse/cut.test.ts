import type { ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import type { NemoError } from "../../../src/errors/index.js";
import { agentServer, collect, frame } from "../../support/agent-server.js";
import { call, partsOf, piece, says } from "../../support/adk-events.js";
import { openStream } from "../../support/loopback-server.js";

/** Sends `text`, then breaks the connection off. */
const breakOff = (text: string, how: "destroy" | "resetAndDestroy") => (response: ServerResponse) => {
  const { socket } = response;
  openStream(response).write(text, () => setTimeout(() => socket![how](), 20));
};

const cuts: [string, (response: ServerResponse) => void, string, string][] = [
  ["dropped after a whole frame", breakOff(frame(says("One.")), "destroy"), "One.", ""],
  ["reset after a whole frame", breakOff(frame(says("One.")), "resetAndDestroy"), "One.", ""],
  ["dropped inside a frame", breakOff(frame(says("One.")) + 'data: {"con', "destroy"), "One.", ""],
  ["dropped before anything came", breakOff(": ping\n\n", "destroy"), "", ""],
  [
    "shorter than announced",
    (response) => {
      response.writeHead(200, { "content-type": "text/event-stream", "content-length": "5000" });
      response.write(frame(says("One.")), () => setTimeout(() => response.socket!.destroy(), 20));
    },
    "One.",
    "",
  ],
  [
    "ended inside a frame",
    (response) => openStream(response).end(frame(says("One.")) + 'data: {"con'),
    "One.",
    "",
  ],
  [
    "ended in the middle of a message",
    (response) => openStream(response).end(frame(piece("Trim"))),
    "",
    "Trim",
  ],
  [
    "ended before a tool had answered",
    (response) => openStream(response).end(frame(says("One.")) + frame(partsOf([call("cut", "c1")]))),
    "One.",
    "",
  ],
  [
    "dropped in the middle of a message",
    breakOff(frame(says("One.")) + frame(piece("Tw")), "destroy"),
    "One.",
    "Tw",
  ],
];

describe.each(cuts)("R21 a stream %s", (_, answer, text, partialText) => {
  it("is a cut: what was done is unknown, and the message is not sent again", async () => {
    const { server, send } = await agentServer(answer);
    const { events, error } = await collect(send());
    expect(events.some(({ type }) => type === "end")).toBe(false);
    const given = events.flatMap((event) => (event.type === "text" ? [event.text] : []));
    // The pieces of a message that never became complete are its text.
    expect([text, [text, partialText].filter(Boolean).join("")]).toContain(given.join(""));
    const { details, ...failure } = error as NemoError;
    expect(failure).toMatchObject({
      code: "network",
      isRetryable: false,
      charged: "unknown",
      action: { kind: "check-state" },
    });
    expect(details["endpoint"]).toBe("POST /run_sse");
    const known = [details["text"], details["partialText"]].filter(Boolean).join("");
    expect(known).toBe(text + partialText);
    expect(server.requests).toHaveLength(1);
    await server.untilIdle();
  });
});

describe("R21 before the stream has opened", () => {
  it("a connection that was never made is tried again: nothing can have been taken", async () => {
    const { send } = await agentServer((response) => openStream(response).end(), {
      baseUrl: "http://127.0.0.1:1",
    });
    const { error } = await collect(send());
    expect(error).toMatchObject({
      code: "network",
      isRetryable: true,
      charged: false,
      details: { wasSent: false },
    });
  });

  it.each([
    ["a dropped connection", (response: ServerResponse) => void response.socket!.destroy(), "network"],
    [
      "HTTP 500",
      (response: ServerResponse) => void response.writeHead(500).end('{"error":"boom"}'),
      "backend-error",
    ],
    [
      "HTTP 504 of a gateway",
      (response: ServerResponse) => void response.writeHead(504).end("<html>"),
      "backend-error",
    ],
    [
      "HTTP 408 of a gateway",
      (response: ServerResponse) => void response.writeHead(408).end("<html>"),
      "backend-error",
    ],
    [
      "a page",
      (response: ServerResponse) =>
        void response.writeHead(200, { "content-type": "text/html" }).end("<html>"),
      "malformed-response",
    ],
  ])("%s leaves it open whether the message was taken: it is not sent again", async (_, answer, code) => {
    const { server, send } = await agentServer(answer);
    const { events, error } = await collect(send());
    expect(events).toEqual([]);
    expect(error).toMatchObject({
      code,
      isRetryable: false,
      charged: "unknown",
      action: { kind: "check-state" },
    });
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    [402, "export-blocked"],
    [400, "invalid-request"],
    [404, "session-not-found"],
  ])("a refusal with HTTP %i was not taken, nor charged", async (status, code) => {
    const { server, send } = await agentServer((response) => void response.writeHead(status).end());
    const { error } = await collect(send());
    expect(error).toMatchObject({ code, charged: false });
    expect(server.requests).toHaveLength(1);
  });
});
