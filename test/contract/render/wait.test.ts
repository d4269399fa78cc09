import { describe, expect, it, vi } from "vitest";
import { Render, type RenderJob, type Session } from "../../../src/modules/index.js";
import type { NemoConverterOptions, Progress } from "../../../src/options/index.js";
import * as answers from "../../support/answers.js";
import { failureOf } from "../../support/failure-of.js";
import { ManualClock } from "../../support/manual-clock.js";
import { hurriedClock } from "../../support/hurried-clock.js";
import { type Answer, html, json, mockBackend, networkFailure } from "../../support/mock-backend.js";
import { testTransport } from "../../support/test-transport.js";

const backend = mockBackend();
const session: Session = { id: "sess-1", taskId: "task-1" };
const first = "render_1735689600000";
const statusOf = (id: string) => `GET /api/render/proxy/lambda/${id}`;
const submissions = () =>
  backend.to("POST /api/render/proxy/lambda").map(({ json }) => (json as RenderJob).id);

function connect({ timing }: NemoConverterOptions = {}) {
  const clock = new ManualClock(1_735_689_600_000);
  // Another time than the interval, which the tests look for.
  const transport = testTransport({ timing: { requestTimeoutMs: 20_000, ...timing } }, clock);
  return { clock, transport, render: new Render(transport) };
}

/** Lets one interval after the other pass until `work` is done. */
async function pass<T>(clock: ManualClock, work: Promise<T>, intervalMs = 30_000): Promise<T> {
  let isDone = false;
  const settled = work.finally(() => (isDone = true));
  settled.catch(() => undefined);
  for (;;) {
    await Promise.race([
      clock.untilWaitingFor(intervalMs).catch(() => undefined),
      settled.catch(() => undefined),
    ]);
    if (isDone) return settled;
    if (clock.pending.includes(intervalMs)) await clock.advance(intervalMs);
  }
}

const pending = { status: "pending" };
const processing = (progress: number) => ({ status: "processing", progress });
const failed = { status: "failed", error: "no fonts" };

describe("R27 waiting for a render", () => {
  it("asks at once, then every 30 s, until it is completed", async () => {
    const { clock, render } = connect();
    const asked: number[] = [];
    const answer = (value: object): Answer => {
      return () => {
        asked.push(clock.now() - 1_735_689_600_000);
        return Response.json(value);
      };
    };
    backend.on(
      statusOf("render_1"),
      answer(pending),
      answer(processing(50)),
      answer(answers.renderCompleted),
    );
    const job = await pass(clock, render.wait("render_1"));
    expect(job).toMatchObject({ id: "render_1", status: "completed", percent: 100 });
    expect(asked).toEqual([0, 30_000, 60_000]);
    expect(clock.pending).toEqual([]);
  });

  it("asks as often as it is told", async () => {
    const { clock, render } = connect({ timing: { renderPollMs: 250 } });
    backend.on(statusOf("render_1"), pending, pending, answers.renderCompleted);
    await pass(clock, render.wait("render_1"), 250);
    expect(backend.requests).toHaveLength(3);
  });

  it("tells a percentage that never falls and ends at 100", async () => {
    const { clock, render } = connect();
    const onProgress = vi.fn<(progress: Progress) => void>();
    const done = { status: "completed", output: { url: "https://cdn.test/f.mp4" } };
    backend.on(statusOf("render_1"), pending, processing(40), processing(30), done);
    await pass(clock, render.wait("render_1", { onProgress }));
    expect(onProgress.mock.calls.map(([progress]) => progress)).toEqual([
      { stage: "render" },
      { stage: "render", percent: 40 },
      { stage: "render", percent: 40 },
      { stage: "render", percent: 100 },
    ]);
  });

  it("gives up after the time allowed without progress; progress starts it anew", async () => {
    const { clock, render } = connect({ timing: { renderTimeoutMs: 90_000 } });
    backend.on(statusOf("render_1"), pending, pending, pending, processing(10), processing(10));
    const error = await failureOf(pass(clock, render.wait("render_1")));
    expect(error).toMatchObject({ code: "timeout", details: { id: "render_1", status: "processing" } });
    expect(backend.requests).toHaveLength(7);
    expect(clock.pending).toEqual([]);
  });

  it.each([["aborted"], ["closed"]])("ends at once when it is %s, and asks no more", async (code) => {
    const { clock, transport, render } = connect();
    backend.on(statusOf("render_1"), pending);
    const controller = new AbortController();
    const failing = failureOf(render.wait("render_1", { signal: controller.signal }));
    await clock.untilWaitingFor(30_000);
    if (code === "aborted") controller.abort();
    else transport.close();
    expect((await failing).code).toBe(code);
    expect(clock.pending).toEqual([]);
    await clock.advance(120_000);
    expect(backend.requests).toHaveLength(1);
  });
});

describe("R27 a reading that fails", () => {
  const restless = { renderPollMs: 1, rateLimitMs: 1, requestTimeoutMs: 5000 };
  const waitFor = () => new Render(testTransport({ timing: restless }, hurriedClock)).wait("render_1");
  const several = (count: number, answer: () => Response) => Array.from({ length: count }, () => answer());

  it.each<[string, number, () => Response]>([
    ["is a fault of the gateway", 12, () => html(502)],
    ["gets no connection", 12, networkFailure],
    ["is limited", 6, () => json({ code: 429 }, { status: 429 })],
    ["finds no such render yet", 2, () => json({ code: 404, message: "no" }, { status: 404 })],
    ["is answered with a page", 2, () => html(200)],
  ])("because it %s is no news: the render goes on", async (_, count, answer) => {
    backend.on(statusOf("render_1"), pending, ...several(count, answer), answers.renderCompleted);
    expect(await waitFor()).toMatchObject({ status: "completed" });
    expect(backend.requests).toHaveLength(count + 2);
  });

  it.each<[string, () => Response, string, number]>([
    ["no such render", () => json({ code: 404 }, { status: 404 }), "backend-error", 3],
    ["no such session", () => json({ code: 1002 }), "session-not-found", 1],
    ["a blocked export", () => json({ code: 402 }, { status: 402 }), "export-blocked", 1],
  ])("because there is %s ends the waiting soon", async (_, answer, code, readings) => {
    backend.on(statusOf("render_1"), answer());
    expect((await failureOf(waitFor())).code).toBe(code);
    expect(backend.requests).toHaveLength(readings);
  });

  it("is the failure the sixth time in a row, each with its own repeats", async () => {
    backend.on(statusOf("render_1"), pending, () => html(503));
    expect(await failureOf(waitFor())).toMatchObject({ code: "backend-error", status: 503 });
    expect(backend.requests).toHaveLength(1 + 6 * 3);
  });
});

describe("R27 a render that fails", () => {
  it("is submitted once more under a new id", async () => {
    const { clock, render } = connect();
    const onProgress = vi.fn<(progress: Progress) => void>();
    const { id } = await render.submit(answers.draft, { session });
    expect(id).toBe(first);
    backend.on(statusOf(first), processing(60), failed);
    await clock.advance(5);
    backend.on(statusOf("render_1735689630005"), processing(10), answers.renderCompleted);
    const job = await pass(clock, render.wait(id, { onProgress }));
    expect(job).toMatchObject({ id: "render_1735689630005", status: "completed" });
    expect(submissions()).toEqual([first, "render_1735689630005"]);
    expect(backend.to("POST /api/render/proxy/lambda")[1]!.json).toMatchObject({
      sessionId: "sess-1",
      draft: answers.draft,
    });
    const percents = onProgress.mock.calls.map(([{ percent }]) => percent ?? 0);
    expect(percents).toEqual([...percents].sort((a, b) => a - b));
  });

  it("twice is render-failed, with the reason", async () => {
    const { clock, render } = connect();
    const { id } = await render.submit(answers.draft, { session });
    const second = "render_1735689600001";
    backend
      .on(statusOf(first), failed)
      .on(statusOf(second), { status: "failed", error: { message: "still no fonts" } });
    const error = await failureOf(pass(clock, render.wait(id)));
    expect(error).toMatchObject({ code: "render-failed", isRetryable: true, charged: false });
    expect(error.message).toBe(`Render ${second} failed: still no fonts`);
    expect(error.details).toMatchObject({ id: second, status: "failed", reason: "still no fonts" });
    expect(submissions()).toEqual([first, second]);
  });

  it("is not submitted a third time when the submission was repeated already", async () => {
    const { clock, render } = connect();
    backend.on("POST /api/render/proxy/lambda", new Response(null, { status: 503 }), answers.renderAccepted);
    const { id } = await render.submit(answers.draft, { session });
    backend.on(statusOf(id), failed);
    expect((await failureOf(pass(clock, render.wait(id)))).code).toBe("render-failed");
    expect(submissions()).toHaveLength(2);
  });

  it("is only reported where somebody else submitted it", async () => {
    const { render } = connect();
    backend.on(statusOf("render_1"), failed);
    expect((await failureOf(render.wait("render_1"))).code).toBe("render-failed");
    expect(submissions()).toEqual([]);
  });

  it("is reported with what kept it from being repeated", async () => {
    const { clock, render } = connect();
    backend.on(
      "POST /api/render/proxy/lambda",
      answers.renderAccepted,
      Response.json({ code: 402 }, { status: 402 }),
    );
    const { id } = await render.submit(answers.draft, { session });
    backend.on(statusOf(id), failed);
    expect((await failureOf(pass(clock, render.wait(id)))).code).toBe("export-blocked");
    expect(submissions()).toHaveLength(2);
  });
});
