import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Auth, Credits, Render, Sessions, Sse, State, Upload } from "../../src/modules/index.js";
import type { Transport } from "../../src/transport/index.js";
import * as answers from "../support/answers.js";
import { session } from "../support/agent-server.js";
import { longLivedSignal } from "../support/counted-signal.js";
import { hurriedClock } from "../support/hurried-clock.js";
import { html, json, mockBackend, networkFailure } from "../support/mock-backend.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { testTransport } from "../support/test-transport.js";

const backend = mockBackend();
const job = { id: "render_1", status: "completed", raw: {} };

type Call = (transport: Transport, signal: AbortSignal) => Promise<unknown>;
const calls: [string, string, Call][] = [
  [
    "credits",
    "GET /api/credits/balance/simple",
    (transport, signal) => new Credits(transport).balance({ signal }),
  ],
  [
    "session",
    "POST /api/tasks/me/with-session/nemo_agent",
    (transport, signal) => new Sessions(transport).current({ signal }),
  ],
  [
    "state",
    "GET /api/state/nemo_agent/me/sess-1/latest",
    (transport, signal) => new State(transport).get({ session, signal }),
  ],
  [
    "claim",
    "POST /api/auth/claim-token",
    (transport, signal) => new Auth(transport).claimUrl(session, { signal }),
  ],
  [
    "message",
    "POST /run_sse",
    async (transport, signal) => {
      for await (const event of new Sse(transport).send("x", { session, signal }))
        expect(event).toBeDefined();
    },
  ],
  [
    "upload",
    "POST /api/upload-video/nemo_agent/me/sess-1",
    (transport, signal) => new Upload(transport).file(new File(["x"], "a.mp4"), { session, signal }),
  ],
  [
    "upload by URL",
    "POST /api/upload-video/nemo_agent/me/sess-1",
    (transport, signal) => new Upload(transport).urls(["https://x.test/a.mp4"], { session, signal }),
  ],
  [
    "render",
    "POST /api/render/proxy/lambda",
    (transport, signal) => new Render(transport).submit(answers.draft, { session, signal }),
  ],
  [
    "wait",
    "GET /api/render/proxy/lambda/render_1",
    (transport, signal) => new Render(transport).wait("render_1", { signal }),
  ],
  [
    "download",
    "GET /api/render/proxy/render_1/download",
    (transport, signal) => new Render(transport).download(job, join(temporaryFolder(), "f.mp4"), { signal }),
  ],
  ["token", "POST /api/auth/anonymous-token", (transport, signal) => new Auth(transport).refresh({ signal })],
];

const video = () => new Response("film", { headers: { "content-type": "video/mp4" } });

describe.each(calls)("R39 listeners on a long-lived signal after %s", (name, endpoint, call) => {
  const transportFor = () => {
    const transport = testTransport(
      { ...(name === "token" && { token: undefined }), timing: { rateLimitMs: 0, renderPollMs: 1 } },
      hurriedClock,
    );
    backend.on("GET /api/render/proxy/render_1/download", video());
    backend.on("GET /api/render/proxy/lambda/render_1", { status: "pending" }, answers.renderCompleted);
    return transport;
  };

  it("that went well, many times", async () => {
    const long = longLivedSignal();
    const transport = transportFor();
    for (let times = 0; times < 3; times += 1) await call(transport, long.signal);
    expect(long.listeners).toBe(0);
  });

  it.each([
    ["a refusal", () => json({ code: 5005 })],
    ["a rate limit", () => json({ code: 429 })],
    ["a page", () => html(502)],
    ["a failed connection", networkFailure],
  ])("that failed with %s", async (_, failure) => {
    const long = longLivedSignal();
    const transport = transportFor();
    backend.on(endpoint, failure());
    await expect(call(transport, long.signal)).rejects.toBeDefined();
    expect(long.listeners).toBe(0);
  });

  it("that was aborted", async () => {
    const long = longLivedSignal();
    const transport = transportFor();
    backend.on(endpoint, () => {
      long.controller.abort();
      return new Promise<Response>(() => undefined);
    });
    await expect(call(transport, long.signal)).rejects.toMatchObject({ code: "aborted" });
    expect(long.listeners).toBe(0);
  });
});
