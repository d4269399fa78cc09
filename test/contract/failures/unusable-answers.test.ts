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
import { failureOf } from "../../support/failure-of.js";
import { hurriedClock } from "../../support/hurried-clock.js";
import { eventStream, html, json, mockBackend, networkFailure } from "../../support/mock-backend.js";
import { testTransport } from "../../support/test-transport.js";

const backend = mockBackend();
const session: Session = { id: "sess-1", taskId: "task-1" };

interface Row {
  endpoint: string;
  /** The key without which the answer is of no use. */
  key: string;
  without: Record<string, unknown>;
  call: (transport: Transport) => Promise<unknown>;
}

const rows: Row[] = [
  {
    endpoint: "POST /api/auth/claim-token",
    key: "claim_token",
    without: { expires_in: 604800 },
    call: (transport) => new Auth(transport).claimUrl(session),
  },
  {
    endpoint: "POST /api/tasks/me/with-session/nemo_agent",
    key: "task_id",
    without: { session_id: "s" },
    call: (transport) => new Sessions(transport).create(),
  },
  {
    endpoint: "GET /api/credits/balance/simple",
    key: "available",
    without: { total: 5 },
    call: (transport) => new Credits(transport).balance(),
  },
  {
    endpoint: "GET /api/state/nemo_agent/me/sess-1/latest",
    key: "state",
    without: { user_id: "u" },
    call: (transport) => new State(transport).get({ session }),
  },
  {
    endpoint: "GET /api/render/proxy/lambda/render_1",
    key: "status",
    without: { progress: 5 },
    call: (transport) => new Render(transport).status("render_1"),
  },
  {
    endpoint: "POST /api/auth/anonymous-token",
    key: "token",
    without: { credits: 100 },
    call: (transport) => new Auth(transport).token(),
  },
];

const transportFor = ({ key }: Row) =>
  testTransport(key === "token" ? { token: undefined } : {}, hurriedClock);

describe.each(rows)("R39 $endpoint", (row) => {
  const { endpoint, key, without, call } = row;
  const fail = async (answer: Response) => {
    backend.on(endpoint, answer);
    return failureOf(call(transportFor(row)));
  };

  it.each([
    ["in the envelope", { code: 0, data: without }],
    ["bare", without],
    ["with nothing in the envelope", { code: 0, data: {} }],
  ])("without its key, %s", async (_, answer) => {
    const error = await fail(json(answer));
    expect(error).toMatchObject({
      code: "malformed-response",
      isRetryable: false,
      details: { endpoint, key },
    });
    expect(error.message).toBe(`${endpoint} answered with an unusable "${key}".`);
  });

  it("with an empty body", async () => {
    const error = await fail(new Response("", { status: 200 }));
    expect(error).toMatchObject({ code: "malformed-response", details: { endpoint, key } });
  });

  it("with an HTML page", async () => {
    const error = await fail(html(200));
    expect(error).toMatchObject({ code: "malformed-response", status: 200, details: { endpoint } });
    expect(error.message).toBe(`${endpoint} answered with an HTML page.`);
  });

  it("with JSON that was cut short", async () => {
    const error = await fail(
      new Response('{"code":0,"data":{"tok', { headers: { "content-type": "application/json" } }),
    );
    expect(error).toMatchObject({ code: "malformed-response", details: { endpoint } });
  });

  it("with a redirect", async () => {
    const headers = { location: "https://login.test/?token=nmv_usr_x" };
    const error = await fail(new Response(null, { status: 302, headers }));
    expect(error).toMatchObject({ code: "backend-error", status: 302, isRetryable: false });
    expect(error.message).toContain("it redirects to https://login.test/");
    expect(error.message).not.toContain("nmv_usr_x");
    expect(backend.requests).toHaveLength(1);
  });

  it.each([502, 503, 504])(
    "with HTML and HTTP %i: repeated where that is harmless, then reported",
    async (status) => {
      const error = await fail(html(status));
      expect(error).toMatchObject({
        code: "backend-error",
        status,
        isRetryable: true,
        details: { endpoint },
      });
      expect(error.message).not.toContain("<");
      expect(backend.requests).toHaveLength(endpoint.startsWith("GET") ? 3 : 1);
    },
  );

  it("with a failed connection: repeated where that is harmless, then reported", async () => {
    const error = await fail(networkFailure());
    expect(error).toMatchObject({ code: "network", isRetryable: true, details: { endpoint } });
    expect(backend.requests).toHaveLength(endpoint.startsWith("GET") ? 3 : 1);
  });
});

describe("R39 a passing fault", () => {
  it("is passed over", async () => {
    backend.on("GET /api/credits/balance/simple", html(502), networkFailure(), answers.credits);
    expect((await new Credits(testTransport({}, hurriedClock)).balance()).available).toBe(80);
    expect(backend.requests).toHaveLength(3);
  });
});

describe("R39 POST /run_sse answered by something that is no stream", () => {
  const fail = async (answer: Response) => {
    backend.on("POST /run_sse", answer);
    const send = async () => {
      for await (const event of new Sse(testTransport()).send("x", { session }))
        expect(event).toBeUndefined();
    };
    return failureOf(send());
  };

  it("an HTML page", async () => {
    expect(await fail(html(200))).toMatchObject({ code: "malformed-response", status: 200 });
  });

  it("JSON that is no failure", async () => {
    const error = await fail(json({ code: 0, data: {} }));
    expect(error).toMatchObject({ code: "malformed-response" });
    expect(error.message).toContain("application/json instead of a stream");
  });

  it("an envelope that says it is a stream", async () => {
    expect(await fail(eventStream('{"code":2001,"message":"no credits"}'))).toMatchObject({
      code: "network",
    });
  });
});

describe("R24 uploads answered by a page", () => {
  it("are not taken for stored", async () => {
    backend.on("POST /api/upload-video/nemo_agent/me/sess-1", html(200));
    const error = await failureOf(new Upload(testTransport()).file(new Blob(["x"]), { session }));
    expect(error.code).toBe("malformed-response");
  });
});
