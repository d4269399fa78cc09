import { describe, expect, it } from "vitest";
import { Render, type Session } from "../../../src/modules/index.js";
import type { Draft } from "../../../src/wire/index.js";
import * as answers from "../../support/answers.js";
import { failureOf } from "../../support/failure-of.js";
import { hurriedClock } from "../../support/hurried-clock.js";
import { ManualClock } from "../../support/manual-clock.js";
import { html, json, mockBackend, networkFailure } from "../../support/mock-backend.js";
import { testTransport } from "../../support/test-transport.js";

const backend = mockBackend();
const endpoint = "POST /api/render/proxy/lambda";
const session: Session = { id: "sess-1", taskId: "task-1" };
const ids = () => backend.to(endpoint).map(({ json: body }) => (body as { id: string }).id);

describe("R27 before anything is sent", () => {
  it.each([{}, { t: [] }, { t: [{ tt: 0, sg: [] }] }])(
    "a draft of %j has nothing to export",
    async (draft: Draft) => {
      const error = await failureOf(new Render(testTransport({ language: "zh" })).submit(draft));
      expect(error).toMatchObject({ code: "nothing-to-export", action: { kind: "check-state" } });
      expect(error.action.message).toMatch(/\p{Script=Han}/u);
      expect(backend.requests).toEqual([]);
    },
  );
});

describe("R27 a render's id", () => {
  it("is render_<ts>, and never the same twice, not even within one millisecond", async () => {
    const render = new Render(testTransport({}, new ManualClock(1_735_689_600_000)));
    const jobs = await Promise.all([1, 2, 3].map(() => render.submit(answers.draft, { session })));
    expect(jobs.map(({ id, status }) => [id, status])).toEqual([
      ["render_1735689600000", "pending"],
      ["render_1735689600001", "pending"],
      ["render_1735689600002", "pending"],
    ]);
    expect(ids()).toEqual(jobs.map(({ id }) => id));
  });

  it("is our own, whatever the backend calls the job", async () => {
    backend.on(endpoint, { code: 0, data: { id: "lambda-77", status: "queued" } });
    const job = await new Render(testTransport()).submit(answers.draft, { session });
    expect(job).toMatchObject({ id: ids()[0], raw: { id: "lambda-77", status: "queued" } });
  });

  it("goes with the session and the folder that were given", async () => {
    const folder = new URL("file:///out/");
    await new Render(testTransport()).submit(answers.draft, { session: { id: "mine", taskId: "t" }, folder });
    expect(backend.requests[0]!.json).toMatchObject({
      sessionId: "mine",
      output: { format: "mp4", quality: "high", folder: "file:///out/" },
    });
  });
});

describe("R27 a submission that fails", () => {
  it.each([
    ["a failed connection", networkFailure],
    ["HTTP 502", () => html(502)],
    ["HTTP 500 with JSON", () => json({ error: "boom" }, { status: 500 })],
    ["a code nobody knows", () => json({ code: 5001, message: "render service is busy" })],
  ])("for %s is made once more, under a new id", async (_, failure) => {
    backend.on(endpoint, failure(), answers.renderAccepted);
    const job = await new Render(testTransport()).submit(answers.draft, { session });
    expect(ids()).toHaveLength(2);
    expect(new Set(ids()).size).toBe(2);
    expect(job.id).toBe(ids()[1]);
  });

  it("twice is reported", async () => {
    backend.on(endpoint, html(502));
    const error = await failureOf(new Render(testTransport()).submit(answers.draft, { session }));
    expect(error).toMatchObject({ code: "backend-error", status: 502 });
    expect(ids()).toHaveLength(2);
  });

  it.each([
    [402, "export-blocked"],
    [2001, "insufficient-credits"],
    [1002, "session-not-found"],
    [400, "invalid-request"],
  ])("with code %i is not made again", async (code, becomes) => {
    backend.on(endpoint, json({ code }, { status: code === 402 ? 402 : 200 }));
    const error = await failureOf(new Render(testTransport()).submit(answers.draft, { session }));
    expect(error.code).toBe(becomes);
    expect(ids()).toHaveLength(1);
  });

  it("is not made again after an abort", async () => {
    const controller = new AbortController();
    backend.on(endpoint, () => {
      controller.abort();
      return html(502);
    });
    const options = { session, signal: controller.signal };
    const error = await failureOf(new Render(testTransport({}, hurriedClock)).submit(answers.draft, options));
    expect(error.code).toBe("aborted");
    expect(ids()).toHaveLength(1);
  });
});
