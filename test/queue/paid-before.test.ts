import { rm } from "node:fs/promises";
import { join } from "node:path";
import { Queue } from "bullmq";
import { Redis } from "ioredis";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import {
  createWorker,
  enqueueBatch,
  type EnqueueOptions,
  type QueueWorkerOptions,
} from "../../src/queue/index.js";
import * as answers from "../support/answers.js";
import { cameraAndFilm, sharedFolder } from "../support/clips.js";
import { balance, cloudOfSessions, createSession, creditsLeft } from "../support/cloud-of-sessions.js";
import { isolateEnvironment } from "../support/isolated-environment.js";
import { json, mockBackend } from "../support/mock-backend.js";
import { hasRedis, sharedRedis } from "../support/redis.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { backendUrl, ownToken } from "../support/test-transport.js";

const message = "POST /run_sse";
const render = "POST /api/render/proxy/lambda";
const upload = "POST /api/upload-video/nemo_agent/me/sess-1";
const latest = "GET /api/state/nemo_agent/me/sess-1/latest";
const timing = { renderPollMs: 5, recoveryFirstMs: 5, recoveryNextMs: 5 };
const nothing = { code: 0, data: { state: { draft: null } } };

const { camera, film } = await cameraAndFilm(sharedFolder(), 1);

describe.skipIf(!hasRedis())("R51 R65 R85 a file in the queue whose message was sent", () => {
  const redis = sharedRedis();
  const backend = mockBackend();

  function setting() {
    cloudOfSessions(backend, () => film);
    const place = { redis: redis.url(), queue: `q-${crypto.randomUUID()}` };
    const output = join(temporaryFolder(), "mp4");
    const client = new Redis(place.redis, { maxRetriesPerRequest: null });
    const queue = new Queue(place.queue, { connection: client });
    onTestFinished(async () => {
      await queue.close();
      client.disconnect();
    });
    const work = async (options: Partial<QueueWorkerOptions> = {}) => {
      isolateEnvironment();
      const converter = { baseUrl: backendUrl, token: ownToken, timing };
      const worker = await createWorker({ ...place, converter, ...options });
      onTestFinished(() => worker.close());
      return worker;
    };
    const start = (options: Partial<EnqueueOptions> = {}) =>
      enqueueBatch(camera, { ...place, output, backoffMs: 20, canary: false, ...options });
    const enqueue = (options: Partial<EnqueueOptions> = {}) => start(options).summary;
    /** As if the worker that has the file had not been heard of for too long. */
    const loseLock = async () => {
      const [job] = await queue.getActive();
      const key = `bull:${place.queue}`;
      await client.del(`${key}:${job!.id!}:lock`, `${key}:stalled-check`);
    };
    return { output, work, start, enqueue, loseLock };
  }

  function renders(status: Record<string, unknown>, onAsked: () => unknown = () => undefined): void {
    backend.on(render, async (request) => {
      const { id } = request.json as { id: string };
      backend.on(`GET /api/render/proxy/lambda/${id}`, status);
      await onAsked();
      return json(answers.renderAccepted);
    });
  }

  const failing = { status: "failed", error: "boom" };
  const running = { status: "processing" };
  function expectPaidOnce(): void {
    for (const once of [createSession, upload, message]) expect(backend.to(once)).toHaveLength(1);
  }

  it("is fetched by the next attempt", async () => {
    const { work, enqueue } = setting();
    await work();
    // Two to an attempt.
    renders(failing, () => backend.to(render).length > 2 && renders(answers.renderCompleted));
    expect(await enqueue()).toMatchObject({ done: 1, failed: [] });
    expectPaidOnce();
  });

  it("is fetched when it is enqueued again after it failed for good, without credits, too", async () => {
    const { work, enqueue } = setting();
    await work();
    renders(failing);
    const { failed } = await enqueue({ attempts: 1 });
    expect(failed).toMatchObject([{ error: { code: "render-failed", charged: "unknown" } }]);
    renders(answers.renderCompleted);
    backend.on(balance, creditsLeft(0));
    expect(await enqueue()).toMatchObject({ done: 1, failed: [] });
    expectPaidOnce();
  });

  it("is fetched by the next worker when the first one closes while it is rendered", async () => {
    const { work, enqueue } = setting();
    const first = await work({ graceMs: 1 });
    renders(running);
    const summary = enqueue();
    await vi.waitFor(() => expect(backend.to(render)).toHaveLength(1), 20_000);
    await first.close();
    renders(answers.renderCompleted);
    await work();
    expect(await summary).toMatchObject({ done: 1, failed: [] });
    expectPaidOnce();
  });

  it("is fetched by whoever takes it over from a worker that was not heard of", async () => {
    const { work, enqueue, loseLock } = setting();
    await work({ lockMs: 500 });
    renders(running, async () => {
      renders(answers.renderCompleted);
      await loseLock();
    });
    expect(await enqueue()).toMatchObject({ done: 1, failed: [] });
    expectPaidOnce();
  });

  it("is waited for where the agent is still at it when it is taken over", async () => {
    const { work, enqueue, loseLock } = setting();
    await work({ lockMs: 500 });
    backend.on(message, async () => {
      backend.on(latest, nothing, nothing, answers.state);
      await loseLock();
      // Nobody hears the end of this.
      return new Promise(() => undefined);
    });
    expect(await enqueue({ attempts: 1 })).toMatchObject({ done: 1, failed: [] });
    expectPaidOnce();
  });

  it("stays failed where its project has no film, until it is enqueued for another folder", async () => {
    const { work, enqueue, output } = setting();
    const hurried = { ...timing, messageTimeoutMs: 50 };
    await work({ converter: { baseUrl: backendUrl, token: ownToken, timing: hurried } });
    renders(failing);
    await enqueue({ attempts: 1 });
    backend.on(latest, nothing);
    for (let again = 0; again < 2; again += 1) {
      const { failed } = await enqueue();
      expect(failed).toMatchObject([{ error: { code: "outcome-unknown", charged: "unknown" } }]);
      expect(failed[0]!.error.details["sessionId"]).toBe("sess-1");
      expect(failed[0]!.error.action.message).toContain("for another folder");
    }
    expectPaidOnce();
    cloudOfSessions(backend, () => film);
    expect(await enqueue({ output: `${output}-anew` })).toMatchObject({ done: 1 });
    expect(backend.to(message)).toHaveLength(2);
  });

  it("is paid for anew where its result was fetched, and removed since", async () => {
    const { work, enqueue, output } = setting();
    await work();
    await enqueue();
    await rm(output, { recursive: true });
    expect(await enqueue()).toMatchObject({ done: 1, failed: [] });
    expect(backend.to(message)).toHaveLength(2);
  });

  it("is told with its project when it is taken back from the queue", async () => {
    const { work, start } = setting();
    const worker = await work({ graceMs: 1 });
    renders(running);
    const batch = start();
    const { summary } = batch;
    await vi.waitFor(() => expect(backend.to(render)).toHaveLength(1), 20_000);
    await worker.close();
    await batch.cancel();
    const { failed } = await summary;
    expect(failed).toMatchObject([{ error: { code: "aborted", charged: "unknown", isRetryable: false } }]);
    expect(failed[0]!.error.action.message).toContain("nemo-converter export --session sess-1");
  });

  it("is sent none by a worker that comes back when another one has sent it", async () => {
    const { work, enqueue, loseLock } = setting();
    await work({ lockMs: 60_000 });
    backend.on(createSession, async () => {
      cloudOfSessions(backend, () => film);
      await loseLock();
      await work({ lockMs: 500 });
      await vi.waitFor(() => expect(backend.to(message)).toHaveLength(1), 20_000);
      return json({ code: 0, data: { task_id: "task-9", session_id: "sess-9", user_id: "user-1" } });
    });
    const late = "POST /api/upload-video/nemo_agent/me/sess-9";
    backend.on(late, answers.upload).on("GET /api/state/nemo_agent/me/sess-9/latest", nothing);
    expect(await enqueue()).toMatchObject({ done: 1, failed: [] });
    await vi.waitFor(() => expect(backend.to("POST /api/upload-video/nemo_agent/me/sess-9")).toHaveLength(1));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(backend.to(message)).toHaveLength(1);
  });
});
