import { describe, expect, it } from "vitest";
import type { NemoError, NemoErrorCode } from "../../../src/errors/index.js";
import { Auth, Credits, Render, type Session, Sse, State, Upload } from "../../../src/modules/index.js";
import type { Transport } from "../../../src/transport/index.js";
import * as answers from "../../support/answers.js";
import { failureOf } from "../../support/failure-of.js";
import { json, mockBackend } from "../../support/mock-backend.js";
import { testTransport } from "../../support/test-transport.js";

const backend = mockBackend();
const session: Session = { id: "sess-1", taskId: "task-1" };

type Call = (transport: Transport) => Promise<unknown>;
const calls: Record<string, [endpoint: string, call: Call]> = {
  claim: ["POST /api/auth/claim-token", (transport) => new Auth(transport).claimUrl(session)],
  message: ["POST /run_sse", (transport) => drain(new Sse(transport).send("x", { session }))],
  upload: [
    "POST /api/upload-video/nemo_agent/me/sess-1",
    (transport) => new Upload(transport).file(new Blob(["x"]), { session }),
  ],
  urls: [
    "POST /api/upload-video/nemo_agent/me/sess-1",
    (transport) => new Upload(transport).urls(["https://x.test/a.mp4"], { session }),
  ],
  credits: ["GET /api/credits/balance/simple", (transport) => new Credits(transport).balance()],
  state: ["GET /api/state/nemo_agent/me/sess-1/latest", (transport) => new State(transport).get({ session })],
  render: [
    "POST /api/render/proxy/lambda",
    (transport) => new Render(transport).submit(answers.draft, { session }),
  ],
  status: ["GET /api/render/proxy/lambda/render_1", (transport) => new Render(transport).status("render_1")],
};

async function drain(events: AsyncIterable<unknown>): Promise<void> {
  for await (const event of events) expect(event).toBeUndefined();
}

const timing = { rateLimitMs: 0 };
async function fail(name: string, answer: Response): Promise<NemoError> {
  const [endpoint, call] = calls[name]!;
  backend.on(endpoint, answer);
  const error = await failureOf(call(testTransport({ timing })));
  expect(error.details["endpoint"]).toBe(endpoint);
  return error;
}

const codes: [number, NemoErrorCode][] = [
  [1001, "token-invalid"],
  [1010, "token-invalid"],
  [1011, "token-invalid"],
  [401, "token-invalid"],
  [1002, "session-not-found"],
  [2001, "insufficient-credits"],
  [4001, "unsupported-file"],
  [4002, "file-too-large"],
  [402, "export-blocked"],
  [429, "rate-limited"],
  [400, "invalid-request"],
  [422, "invalid-request"],
  [9999, "backend-error"],
];

describe.each(Object.keys(calls))("R31-R39 %s", (name) => {
  it.each(codes)("code %i in an envelope under HTTP 200 is %s", async (code, becomes) => {
    const error = await fail(name, json({ code, message: "the backend's words", data: null }));
    expect(error).toMatchObject({ code: becomes, backendCode: code, status: 200, charged: false });
    expect(error.message).toContain("the backend's words");
    expect(error.details["backendMessage"]).toBe("the backend's words");
  });

  it.each(codes)("code %i wins over HTTP 400", async (code, becomes) => {
    const status = code === 9999 ? 418 : 400;
    const error = await fail(name, json({ code, message: "x" }, { status }));
    expect(error).toMatchObject({ code: becomes, backendCode: code, status });
  });

  const statuses: [number, NemoErrorCode][] = [
    [401, "token-invalid"],
    [402, "export-blocked"],
    [413, "file-too-large"],
    [415, "unsupported-file"],
    [429, "rate-limited"],
    [400, "invalid-request"],
    [422, "invalid-request"],
    [403, "backend-error"],
  ];
  it.each(statuses)("HTTP %i with plain JSON is %s", async (status, becomes) => {
    const error = await fail(name, json({ detail: "plain words" }, { status }));
    expect(error).toMatchObject({ code: becomes, status });
    expect(error).not.toHaveProperty("backendCode");
    expect(error.details["backendMessage"]).toBe("plain words");
  });

  it("a missing session is one on session paths, by status and by code", async () => {
    const becomes = ["credits", "render", "status"].includes(name) ? "backend-error" : "session-not-found";
    expect((await fail(name, json({ detail: "Session not found" }, { status: 404 }))).code).toBe(becomes);
    expect((await fail(name, json({ code: 404, message: "gone" }))).code).toBe(becomes);
  });
});

describe("R33 R37 the next step depends on who asks", () => {
  it("names the user of the session", async () => {
    backend.on("GET /api/credits/balance/simple", json({ code: 2001 }));
    const transport = testTransport({ token: undefined });
    const state = { code: 0, data: { state: {}, user_id: "user 7" } };
    backend.on("GET /api/state/nemo_agent/me/sess-1/latest", state);
    const before = await failureOf(new Credits(transport).balance());
    expect(before.action).toMatchObject({ kind: "register", url: "https://web.test/register" });
    await new State(transport).get({ session });
    const after = await failureOf(new Credits(transport).balance());
    expect(after.action.url).toBe("https://web.test/register?bind=user%207");
  });

  it("prefers the user of the session answer", async () => {
    backend.on("POST /api/render/proxy/lambda", json({ code: 402 }, { status: 402 }));
    const transport = testTransport({ token: undefined, language: "zh" });
    const error = await failureOf(new Render(transport).submit(answers.draft));
    expect(error.action).toEqual({
      kind: "register",
      url: "https://web.test/register?bind=user-1",
      message: "请注册或升级套餐以解锁导出。",
    });
    expect(backend.to("POST /api/render/proxy/lambda")).toHaveLength(1);
  });

  it.each(["before the stream", "inside the stream"])("asks the state for the user, %s", async (where) => {
    backend.on("POST /api/tasks/me/with-session/nemo_agent", {
      code: 0,
      data: { task_id: "task-1", session_id: "sess-1" },
    });
    const inside = new Response('data: {"code":2001,"message":"no credits"}\n\n', {
      headers: { "content-type": "text/event-stream" },
    });
    backend.on("POST /run_sse", where === "inside the stream" ? () => inside : json({ code: 2001 }));
    const stateOf = "GET /api/state/nemo_agent/me/sess-1/latest";
    backend.on(stateOf, { code: 0, data: { state: {}, user_id: "user 7" } });
    const sse = new Sse(testTransport({ token: undefined }));
    const error = await failureOf(drain(sse.send("convert")));
    expect(error).toMatchObject({ code: "insufficient-credits", backendCode: 2001 });
    const url = "https://web.test/register?bind=user%207";
    expect(error.action).toEqual({ kind: "register", url, message: `Register to get more credits: ${url}` });
    expect(backend.to(stateOf)).toHaveLength(1);
  });

  it("goes without the user that nobody names", async () => {
    backend.on("POST /run_sse", json({ code: 2001 }));
    backend.on("GET /api/state/nemo_agent/me/sess-1/latest", json({ code: 500 }, { status: 500 }));
    const sse = new Sse(testTransport({ token: undefined }));
    const error = await failureOf(drain(sse.send("convert", { session })));
    expect(error).toMatchObject({
      code: "insufficient-credits",
      action: { url: "https://web.test/register" },
    });
  });

  it("lets a registered user top up or upgrade", async () => {
    backend.on("GET /api/credits/balance/simple", json({ code: 2001 }), json({ code: 402 }));
    const credits = new Credits(testTransport());
    expect((await failureOf(credits.balance())).action).toMatchObject({ kind: "top-up" });
    expect((await failureOf(credits.balance())).action).toMatchObject({ kind: "upgrade" });
  });
});
