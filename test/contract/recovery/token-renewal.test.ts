import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { Auth, Credits, Render, type Session, Sessions, Sse, Upload } from "../../../src/modules/index.js";
import type { NemoConverterOptions, Notice } from "../../../src/options/index.js";
import type { Transport } from "../../../src/transport/index.js";
import * as answers from "../../support/answers.js";
import { failureOf } from "../../support/failure-of.js";
import { eventStream, json, mockBackend } from "../../support/mock-backend.js";
import { temporaryFolder } from "../../support/temporary-folder.js";
import { testTransport } from "../../support/test-transport.js";

const backend = mockBackend();
const session: Session = { id: "sess-1", taskId: "task-1" };
const tokenEndpoint = "POST /api/auth/anonymous-token";
const token = (value: string) => ({ code: 0, data: { token: value } });

function anonymous(options: NemoConverterOptions = {}): Transport {
  backend.on(tokenEndpoint, token("nmv_usr_first"), token("nmv_usr_second"), token("nmv_usr_third"));
  return testTransport({ token: undefined, timing: { rateLimitMs: 0 }, ...options });
}

const send = async (transport: Transport, onNotice?: (notice: Notice) => void) => {
  const types: string[] = [];
  for await (const event of new Sse(transport).send("Trim it", { session, onNotice })) types.push(event.type);
  return types;
};

type Call = (transport: Transport, onNotice: (notice: Notice) => void) => Promise<unknown>;
const calls: [string, Record<string, unknown> | Response, Call][] = [
  ["POST /run_sse", eventStream(answers.turnStream), send],
  [
    "POST /api/upload-video/nemo_agent/me/sess-1",
    answers.upload,
    (transport, onNotice) =>
      new Upload(transport).file(new File(["0123456789"], "a.mp4"), { session, onNotice }),
  ],
  [
    "POST /api/render/proxy/lambda",
    answers.renderAccepted,
    (transport, onNotice) => new Render(transport).submit(answers.draft, { session, onNotice }),
  ],
  [
    "POST /api/tasks/me/with-session/nemo_agent",
    answers.session,
    (transport, onNotice) => new Sessions(transport).create({ onNotice }),
  ],
];

describe.each(calls)("R31 %s refused for its token", (endpoint, good, call) => {
  it.each([
    ["1001 under HTTP 200", () => json({ code: 1001, message: "expired" })],
    ["1010", () => json({ code: 1010 }, { status: 401 })],
    ["1011", () => json({ code: 1011 })],
    ["HTTP 401 with nothing", () => new Response(null, { status: 401 })],
  ])("%s: a new token, and the request once more", async (_, refusal) => {
    backend.on(endpoint, refusal(), good);
    const onNotice = vi.fn<(notice: Notice) => void>();
    await call(anonymous(), onNotice);
    const bearers = backend.to(endpoint).map(({ headers }) => headers.get("authorization"));
    expect(bearers).toEqual(["Bearer nmv_usr_first", "Bearer nmv_usr_second"]);
    expect(backend.to(tokenEndpoint)).toHaveLength(2);
    const [first, second] = backend.to(endpoint).map(({ bytes }) => bytes.length);
    expect(first).toBe(second);
    expect(onNotice.mock.calls.map(([{ kind }]) => kind)).toEqual(["setting-up", "token-renewed"]);
  });

  it("only once", async () => {
    backend.on(endpoint, json({ code: 1001 }));
    const error = await failureOf(call(anonymous(), () => undefined));
    expect(error).toMatchObject({ code: "token-invalid", charged: false });
    expect(backend.to(endpoint)).toHaveLength(2);
    expect(backend.to(tokenEndpoint)).toHaveLength(2);
  });

  it("not at all with a token of one's own", async () => {
    backend.on(endpoint, json({ code: 1001 }));
    const error = await failureOf(call(testTransport(), () => undefined));
    expect(error.code).toBe("token-invalid");
    expect(error.action.message).toContain("NEMO_TOKEN");
    expect(backend.names).toEqual([endpoint]);
  });
});

describe("R31 the new token", () => {
  it("takes the place of the old one, on the disk too", async () => {
    const configDir = temporaryFolder();
    backend.on("GET /api/credits/balance/simple", json({ code: 1001 }), answers.credits);
    const transport = anonymous({ configDir });
    await new Credits(transport).balance();
    expect(await new Auth(transport).token()).toBe("nmv_usr_second");
    const name = readdirSync(configDir).find((each) => each.startsWith("token-"))!;
    expect(readFileSync(join(configDir, name), "utf8")).toContain("nmv_usr_second");
    expect(await new Auth(anonymous({ configDir })).token()).toBe("nmv_usr_second");
    expect(backend.to(tokenEndpoint)).toHaveLength(2);
  });

  it("is taken from another process that was faster", async () => {
    const configDir = temporaryFolder();
    const slow = anonymous({ configDir });
    await new Auth(slow).token();
    await new Auth(testTransport({ token: undefined, configDir })).refresh();
    backend.on("GET /api/credits/balance/simple", json({ code: 1001 }), answers.credits);
    await new Credits(slow).balance();
    expect(backend.to(tokenEndpoint)).toHaveLength(2);
    expect(backend.to("GET /api/credits/balance/simple")[1]!.headers.get("authorization")).toBe(
      "Bearer nmv_usr_second",
    );
  });

  it("is requested once for all that were refused together", async () => {
    const refuse = json({ code: 1001 });
    backend.on("GET /api/credits/balance/simple", refuse, refuse, refuse, answers.credits);
    const credits = new Credits(anonymous());
    await Promise.all([credits.balance(), credits.balance(), credits.balance()]);
    expect(backend.to(tokenEndpoint)).toHaveLength(2);
  });

  it("can be asked for", async () => {
    const auth = new Auth(anonymous());
    expect(await auth.token()).toBe("nmv_usr_first");
    expect(await auth.refresh()).toBe("nmv_usr_second");
    expect(await auth.token()).toBe("nmv_usr_second");
  });

  it("that cannot be had is the failure", async () => {
    const transport = anonymous();
    await new Auth(transport).token();
    backend.on(tokenEndpoint, json({ code: 429, message: "one per week" }, { status: 429 }));
    backend.on("GET /api/credits/balance/simple", json({ code: 1001 }));
    const error = await failureOf(new Credits(transport).balance());
    expect(error).toMatchObject({ code: "rate-limited", details: { endpoint: tokenEndpoint } });
    expect(backend.to("GET /api/credits/balance/simple")).toHaveLength(1);
  });
});
