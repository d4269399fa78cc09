import { readdirSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import {
  Auth,
  createTransport,
  Credits,
  Render,
  type Session,
  Sessions,
  Sse,
  State,
  Upload,
} from "../../../src/modules/index.js";
import type { Transport } from "../../../src/transport/index.js";
import { partsOf, piece } from "../../support/adk-events.js";
import { frame } from "../../support/agent-server.js";
import * as answers from "../../support/answers.js";
import { hurriedClock } from "../../support/hurried-clock.js";
import { isolateEnvironment } from "../../support/isolated-environment.js";
import { eventStream, html, json, mockBackend, networkFailure } from "../../support/mock-backend.js";
import { temporaryFolder } from "../../support/temporary-folder.js";
import { backendUrl } from "../../support/test-transport.js";

const backend = mockBackend();
const session: Session = { id: "sess-1", taskId: "task-1" };
// Of no form that could be recognised, with characters that mean something in patterns, JSON and URLs.
const secret = 'W0rd$&+/"\\{secret}';

const echo = `refused: ${secret}; Authorization: Bearer ${secret}`;

function connect() {
  const { home } = isolateEnvironment({ NEMO_TOKEN: secret, NEMO_API_URL: backendUrl });
  const shown: unknown[] = [];
  const log = (...parts: unknown[]) => void shown.push(parts);
  const logger = { debug: log, info: log, warn: log, error: log };
  const transport = createTransport({ logger, timing: { rateLimitMs: 0, renderPollMs: 1 } }, hurriedClock);
  onTestFinished(() => transport.close());
  return { transport, home, shown, onNotice: log };
}

/** Everything that could be shown of `value`, in every usual way. */
function allOf(value: unknown): string {
  const error = value as { message?: string; stack?: string; toJSON?: () => unknown };
  return [
    inspect(value, { depth: 10, showHidden: true, getters: true }),
    String(value),
    error.message,
    error.stack,
    JSON.stringify(value),
    JSON.stringify(error.toJSON?.()),
  ].join("\n");
}

/** The secret, also as JSON and URLs write it. */
function expectNoSecret(text: string): void {
  for (const form of [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), "{secret}"]) {
    expect(text).not.toContain(form);
  }
}

it("R24 a token that comes in two pieces is in no message that is put together of them", async () => {
  const [front, back] = [secret.slice(0, 5), secret.slice(5)];
  const said = [piece(front), piece(`${back} ok`), partsOf([], { turnComplete: true })];
  backend.on("POST /run_sse", eventStream(said.map(frame).join("")));
  const texts: string[] = [];
  for await (const event of new Sse(connect().transport).send("x", { session })) {
    if (event.type === "text" || event.type === "end") texts.push(event.text);
  }
  expect(texts).toHaveLength(2);
  expectNoSecret(texts.join());
  expect(texts[0]).toContain("ok");
});

type Call = (transport: Transport, onNotice: (notice: unknown) => void) => Promise<unknown>;
const calls: [string, string, Call][] = [
  ["credits", "GET /api/credits/balance/simple", (transport) => new Credits(transport).balance()],
  [
    "session",
    "POST /api/tasks/me/with-session/nemo_agent",
    (transport, onNotice) => new Sessions(transport).create({ onNotice }),
  ],
  [
    "state",
    "GET /api/state/nemo_agent/me/sess-1/latest",
    (transport) => new State(transport).get({ session }),
  ],
  ["claim", "POST /api/auth/claim-token", (transport) => new Auth(transport).claimUrl(session)],
  [
    "upload",
    "POST /api/upload-video/nemo_agent/me/sess-1",
    (transport, onNotice) =>
      new Upload(transport).file(new File(["x"], "a.mp4"), { session, onNotice, onProgress: onNotice }),
  ],
  [
    "message",
    "POST /run_sse",
    async (transport, onNotice) => {
      for await (const event of new Sse(transport).send("x", { session, onNotice }))
        expect(event).toBeDefined();
    },
  ],
  [
    "render",
    "POST /api/render/proxy/lambda",
    (transport, onNotice) => new Render(transport).submit(answers.draft, { session, onNotice }),
  ],
  ["status", "GET /api/render/proxy/lambda/render_1", (transport) => new Render(transport).wait("render_1")],
];

const failures: [string, () => Response][] = [
  ["an envelope", () => json({ code: 1001, message: echo, data: { token: secret } })],
  ["an unknown code", () => json({ code: 9999, message: echo })],
  ["a rate limit", () => json({ detail: echo }, { status: 429 })],
  ["a list of details", () => json({ detail: [{ msg: echo, input: secret }] }, { status: 422 })],
  ["JSON of no use", () => json({ [secret]: secret })],
  ["text", () => new Response(echo, { status: 500 })],
  ["a page", () => html(200)],
  [
    "a redirect",
    () =>
      new Response(null, {
        status: 302,
        headers: { location: `https://x.test/?t=${encodeURIComponent(secret)}` },
      }),
  ],
  ["a failed connection", networkFailure],
  [
    "a failed render",
    () => json({ status: "failed", error: { message: echo, code: secret, details: { [secret]: echo } } }),
  ],
  [
    "an error frame",
    () => eventStream(`data: ${JSON.stringify({ errorCode: secret, errorMessage: echo })}\n\n`),
  ],
  ["broken JSON", () => eventStream(`data: {"error": "${echo}""}\n\n`)],
  [
    "a cut stream with text",
    () => eventStream(`data: ${JSON.stringify({ content: { parts: [{ text: echo }] } })}\n\ndata: {`),
  ],
];

describe.each(calls)("R15 no token in anything that %s shows", (_, endpoint, call) => {
  it.each(failures)("after %s", async (__, answer) => {
    const { transport, home, shown, onNotice } = connect();
    backend.on(endpoint, answer());
    const outcome = await call(transport, onNotice).catch((error: unknown) => {
      expectNoSecret(allOf(error));
      return "failed";
    });
    expectNoSecret(inspect(shown, { depth: 10, showHidden: true }));
    expect(shown.length).toBeGreaterThan(0);
    expect(outcome === "failed" || backend.requests.length > 0).toBe(true);
    expect(backend.requests[0]!.headers.get("authorization")).toBe(`Bearer ${secret}`);
    expect(backend.requests.every(({ url }) => !url.includes("secret"))).toBe(true);
    expect(readdirSync(home)).toEqual([]);
  });
});

describe("R15 no token in what lives on", () => {
  it("neither in the connection nor in the modules, however they are looked at", async () => {
    const { transport } = connect();
    await new Credits(transport).balance();
    const everything = {
      transport,
      auth: new Auth(transport),
      render: new Render(transport),
      tokens: transport.tokens,
    };
    expectNoSecret(inspect(everything, { depth: 20, showHidden: true, getters: true }));
    expectNoSecret(JSON.stringify(transport.options));
  });

  it("nor does an anonymous one stand in an error", async () => {
    isolateEnvironment();
    const anonymous = "W0rd-of-another-form";
    backend.on("POST /api/auth/anonymous-token", { code: 0, data: { token: anonymous } });
    backend.on("GET /api/credits/balance/simple", json({ code: 9999, message: `bad token ${anonymous}` }));
    const transport = createTransport({ baseUrl: backendUrl, configDir: temporaryFolder() });
    onTestFinished(() => transport.close());
    const error = await new Credits(transport).balance().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "backend-error" });
    expect(allOf(error)).not.toContain(anonymous);
    expect(inspect(transport, { depth: 20, showHidden: true })).not.toContain(anonymous);
  });

  it("nor in the failure of a download", async () => {
    const { transport, shown } = connect();
    const url = `https://cdn.test/film.mp4?sig=${encodeURIComponent(secret)}`;
    backend
      .on(`GET ${url}`, networkFailure())
      .on("GET /api/render/proxy/render_1/download", json({ code: 9999, message: echo }));
    const path = join(temporaryFolder(), "film.mp4");
    const job = { id: "render_1", status: "completed", url, raw: {} };
    const error = await new Render(transport).download(job, path).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: "NemoError" });
    expectNoSecret(allOf(error));
    expectNoSecret(inspect(shown, { depth: 10 }));
  });
});
