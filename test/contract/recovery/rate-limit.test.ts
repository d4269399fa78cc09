import { describe, expect, it, vi } from "vitest";
import { Auth, Credits, type Session, Sse, Upload } from "../../../src/modules/index.js";
import type { Notice } from "../../../src/options/index.js";
import type { Transport } from "../../../src/transport/index.js";
import * as answers from "../../support/answers.js";
import { failureOf } from "../../support/failure-of.js";
import { ManualClock } from "../../support/manual-clock.js";
import { eventStream, json, mockBackend } from "../../support/mock-backend.js";
import { testTransport } from "../../support/test-transport.js";

const backend = mockBackend();
const session: Session = { id: "sess-1", taskId: "task-1" };
const creditsEndpoint = "GET /api/credits/balance/simple";
// Shorter than the wait, so that a wait that counts as the request's own time is found out.
const timing = { requestTimeoutMs: 20_000 };

const limited = (headers: Record<string, string> = {}, status = 429) =>
  json({ code: 429, message: "slow down" }, { status, headers });

const send = async (transport: Transport, onNotice?: (notice: Notice) => void) => {
  for await (const event of new Sse(transport).send("x", { session, onNotice })) expect(event).toBeDefined();
};

describe("R38 a rate limit is waited for, once", () => {
  it.each([
    ["30 s by default", limited(), 30_000],
    ["as long as Retry-After says", limited({ "retry-after": "7" }), 7000],
    ["until the date in Retry-After", limited({ "retry-after": "Tue, 01 Jan 2030 00:01:15 GMT" }), 75_000],
    ["also under HTTP 200", limited({ "retry-after": "9" }, 200), 9000],
  ])("%s", async (_, answer, ms) => {
    const clock = new ManualClock(Date.UTC(2030, 0, 1));
    backend.on(creditsEndpoint, answer, answers.credits);
    const balance = new Credits(testTransport({ timing }, clock)).balance();
    await clock.untilWaitingFor(ms);
    await clock.advance(ms - 1);
    expect(backend.requests).toHaveLength(1);
    await clock.advance(1);
    expect((await balance).available).toBe(80);
    expect(backend.requests).toHaveLength(2);
    expect(clock.pending).toEqual([]);
  });

  it("then reported", async () => {
    const clock = new ManualClock();
    backend.on(creditsEndpoint, limited());
    const failing = failureOf(new Credits(testTransport({ timing }, clock)).balance());
    await clock.untilWaitingFor(30_000);
    await clock.advance(30_000);
    expect(await failing).toMatchObject({
      code: "rate-limited",
      isRetryable: true,
      action: { kind: "wait" },
    });
    expect(backend.requests).toHaveLength(2);
  });

  it("and at once when the wait would be too long", async () => {
    backend.on(creditsEndpoint, limited({ "retry-after": "3600" }));
    const error = await failureOf(new Credits(testTransport({}, new ManualClock())).balance());
    expect(error.details["retryAfterMs"]).toBe(3_600_000);
    expect(backend.requests).toHaveLength(1);
  });

  it("and the wait ends at once on abort", async () => {
    const clock = new ManualClock();
    backend.on(creditsEndpoint, limited());
    const controller = new AbortController();
    const failing = failureOf(new Credits(testTransport({}, clock)).balance({ signal: controller.signal }));
    await clock.untilWaitingFor(30_000);
    controller.abort();
    expect((await failing).code).toBe("aborted");
    expect(clock.pending).toEqual([]);
  });
});

describe("R38 what was refused was not taken", () => {
  it("so a message is sent again, and that is said", async () => {
    const clock = new ManualClock();
    const onNotice = vi.fn<(notice: Notice) => void>();
    backend.on("POST /run_sse", limited(), eventStream(answers.turnStream));
    const sent = send(testTransport({}, clock), onNotice);
    await clock.untilWaitingFor(30_000);
    await clock.advance(30_000);
    await sent;
    expect(backend.to("POST /run_sse")).toHaveLength(2);
    expect(onNotice.mock.calls.map(([{ kind }]) => kind)).toEqual(["rate-limited"]);
  });

  it("so a file is sent again, from its beginning", async () => {
    const clock = new ManualClock();
    backend.on("POST /api/upload-video/nemo_agent/me/sess-1", limited(), answers.upload);
    const sent = new Upload(testTransport({ timing }, clock)).file(new File(["abc"], "a.mp4"), { session });
    await clock.untilWaitingFor(30_000);
    await clock.advance(30_000);
    await sent;
    const [first, second] = backend.requests.map(({ bytes }) => bytes.length);
    expect(first).toBe(second);
  });
});

describe("R38 the token endpoint", () => {
  const endpoint = "POST /api/auth/anonymous-token";

  it("is waited for as well, by the call that needs the token", async () => {
    const clock = new ManualClock();
    const onNotice = vi.fn<(notice: Notice) => void>();
    backend.on(endpoint, limited(), answers.anonymousToken);
    const transport = testTransport({ token: undefined, timing }, clock);
    const sent = send(transport, onNotice);
    const balance = new Credits(transport).balance();
    await clock.untilWaitingFor(30_000);
    await clock.advance(30_000);
    expect((await balance).available).toBe(80);
    await sent;
    expect(backend.to(endpoint)).toHaveLength(2);
    expect(onNotice.mock.calls.map(([{ kind }]) => kind)).toEqual(["setting-up", "rate-limited"]);
  });

  it("is waited for by a call that comes in the middle of the wait, too", async () => {
    const clock = new ManualClock();
    backend.on(endpoint, limited(), answers.anonymousToken);
    const transport = testTransport({ token: undefined, timing: { requestTimeoutMs: 10_000 } }, clock);
    const first = new Credits(transport).balance();
    await clock.untilWaitingFor(30_000);
    await clock.advance(5000);
    const second = new Credits(transport).balance();
    await clock.advance(25_000);
    expect([(await first).available, (await second).available]).toEqual([80, 80]);
    expect(backend.to(endpoint)).toHaveLength(2);
  });

  it("then reports", async () => {
    const clock = new ManualClock();
    backend.on(endpoint, limited());
    const failing = failureOf(new Auth(testTransport({ token: undefined }, clock)).token());
    await clock.untilWaitingFor(30_000);
    await clock.advance(30_000);
    expect(await failing).toMatchObject({ code: "rate-limited", details: { endpoint } });
    expect(backend.to(endpoint)).toHaveLength(2);
  });
});
