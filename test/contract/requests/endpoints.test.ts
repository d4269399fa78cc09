import { describe, expect, it } from "vitest";
import {
  Auth,
  Credits,
  Render,
  type Session,
  Sessions,
  Sse,
  State,
  Upload,
} from "../../../src/modules/index.js";
import type { Transport } from "../../../src/transport/index.js";
import * as answers from "../../support/answers.js";
import { ManualClock } from "../../support/manual-clock.js";
import { mockBackend } from "../../support/mock-backend.js";
import { ownToken, testTransport } from "../../support/test-transport.js";

const backend = mockBackend();
const session: Session = { id: "sess-1", taskId: "task-1" };
const now = Date.UTC(2030, 0, 1);

interface Row {
  row: string;
  endpoint: string;
  body?: unknown;
  headers?: Record<string, string>;
  call: (transport: Transport) => Promise<unknown>;
}

const rows: Row[] = [
  {
    row: "R13 session",
    endpoint: "POST /api/tasks/me/with-session/nemo_agent",
    body: { task_name: "project", language: "zh-CN" },
    call: (transport) => new Sessions(transport).create({ language: "zh-CN" }),
  },
  {
    row: "R17 message",
    endpoint: "POST /run_sse",
    headers: { accept: "text/event-stream" },
    body: {
      app_name: "nemo_agent",
      user_id: "me",
      session_id: "sess-1",
      new_message: { role: "user", parts: [{ text: "Trim it" }] },
    },
    call: async (transport) => {
      for await (const event of new Sse(transport).send("Trim it", { session })) expect(event).toBeDefined();
    },
  },
  {
    row: "R24 upload by URL",
    endpoint: "POST /api/upload-video/nemo_agent/me/sess-1",
    body: { urls: ["https://x.test/a.mp4", "https://x.test/b.mp4"], source_type: "url" },
    call: (transport) =>
      new Upload(transport).urls(["https://x.test/a.mp4", "https://x.test/b.mp4"], { session }),
  },
  {
    row: "R25 credits",
    endpoint: "GET /api/credits/balance/simple",
    call: (transport) => new Credits(transport).balance(),
  },
  {
    row: "R26 state",
    endpoint: "GET /api/state/nemo_agent/me/sess-1/latest",
    call: (transport) => new State(transport).get({ session }),
  },
  {
    row: "R27 render",
    endpoint: "POST /api/render/proxy/lambda",
    body: {
      id: `render_${now}`,
      sessionId: "sess-1",
      draft: answers.draft,
      output: { format: "mp4", quality: "high" },
    },
    call: (transport) => new Render(transport).submit(answers.draft, { session }),
  },
  {
    row: "R27 render status",
    endpoint: "GET /api/render/proxy/lambda/render_1",
    call: (transport) => {
      backend.on("GET /api/render/proxy/lambda/render_1", { status: "pending" });
      return new Render(transport).status("render_1");
    },
  },
  {
    row: "R29 claim token",
    endpoint: "POST /api/auth/claim-token",
    body: { task_id: "task-1", session_id: "sess-1" },
    call: (transport) => new Auth(transport).claimUrl(session),
  },
];

const withoutBody = (name: string) => name.startsWith("GET");

describe.each(rows)("R14 $row", ({ endpoint, body, headers, call }) => {
  it("sends exactly what the contract says, once", async () => {
    await call(testTransport({ attribution: { platform: "clawhub" } }, new ManualClock(now)));
    expect(backend.names).toEqual([endpoint]);
    const request = backend.requests[0]!;
    if (withoutBody(endpoint)) expect(request.bytes).toHaveLength(0);
    else expect(request.json).toEqual(body);
    expect(Object.fromEntries(request.headers)).toMatchObject({
      authorization: `Bearer ${ownToken}`,
      "x-skill-source": "ffmpeg-mp4-converter",
      "x-skill-version": "0.1.0",
      "x-skill-platform": "clawhub",
      ...(!withoutBody(endpoint) && { "content-type": "application/json" }),
      ...headers,
    });
    expect(request.headers.has("x-client-id")).toBe(false);
  });
});

describe("R12 R14 anonymous token", () => {
  it("is asked for with the client id and without a bearer", async () => {
    const clientId = "3f2b0c1e-9a4d-4c6b-8f1e-2d3c4b5a6978";
    const transport = testTransport({ token: undefined, clientId });
    expect(await new Auth(transport).token()).toBe("nmv_usr_anonymous_1");
    expect(backend.names).toEqual(["POST /api/auth/anonymous-token"]);
    const { headers, bytes } = backend.requests[0]!;
    expect(headers.get("x-client-id")).toBe(clientId);
    expect(headers.has("authorization")).toBe(false);
    expect(headers.get("x-skill-source")).toBe("ffmpeg-mp4-converter");
    expect(bytes).toHaveLength(0);
  });
});
