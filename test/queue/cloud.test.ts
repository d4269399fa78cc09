import { cpSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Queue } from "bullmq";
import { Redis } from "ioredis";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { localBackend } from "../../src/local/index.js";
import { createWorker, enqueueBatch, type QueueWorkerOptions } from "../../src/queue/index.js";
import { kinds, makeFootage } from "../batch/footage.js";
import { sharedFolder } from "../support/clips.js";
import { cloudOfSessions, createSession } from "../support/cloud-of-sessions.js";
import { failureOf } from "../support/failure-of.js";
import { isolateEnvironment } from "../support/isolated-environment.js";
import { json, mockBackend } from "../support/mock-backend.js";
import { hasRedis, sharedRedis } from "../support/redis.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { backendUrl, ownToken } from "../support/test-transport.js";

describe.skipIf(!hasRedis())("R65 workers on the cloud", () => {
  const redis = sharedRedis();
  const backend = mockBackend();
  const films = sharedFolder();
  let film: string;
  beforeAll(async () => {
    await makeFootage(join(films, "in"), kinds[0]!, ["a", "b", "c", "d", "e"]);
    film = (await makeFootage(films, kinds[0]!, ["film"], "mp4"))[0]!;
  });

  function setting() {
    const folder = temporaryFolder();
    const footage = join(folder, "in");
    const output = join(folder, "mp4");
    const place = { redis: redis.url(), queue: `q-${crypto.randomUUID()}` };
    const client = new Redis(place.redis, { maxRetriesPerRequest: null });
    const queue = new Queue(place.queue, { connection: client });
    onTestFinished(async () => {
      await queue.close();
      client.disconnect();
    });
    const work = async (options: Partial<QueueWorkerOptions>) => {
      isolateEnvironment();
      const worker = await createWorker({ ...place, ...options });
      onTestFinished(() => worker.close());
      return worker;
    };
    return { ...{ folder, footage, output, place, client, queue, work } };
  }

  const timing = { renderPollMs: 5, recoveryFirstMs: 5, recoveryNextMs: 5 };
  const cloud = { converter: { baseUrl: backendUrl, token: ownToken, timing } };

  it(
    "ask for the credits before each session, and begin no other file when there are none",
    {
      timeout: 180_000,
    },
    async () => {
      const { footage, output, place, queue, work } = setting();
      cpSync(join(films, "in"), footage, { recursive: true });
      cloudOfSessions(backend, () => film, { credits: 20 });
      const batch = enqueueBatch(footage, { ...place, output });
      const summary = batch.summary;
      const worker = await work(cloud);
      expect((await failureOf(worker.ended)).code).toBe("insufficient-credits");
      const { done, failed, total } = await summary;
      expect({ done, total }).toEqual({ done: 2, total: 5 });
      expect(failed.map(({ error }) => [error.code, error.action.kind])).toEqual(
        [1, 2, 3].map(() => ["insufficient-credits", "top-up"]),
      );
      expect(backend.to(createSession)).toHaveLength(2);
      expect(readdirSync(output)).toHaveLength(2);
      // Nothing of it is lost: a worker that can goes on.
      expect(await queue.getWaitingCount()).toBe(3);
      await work({ converter: { backend: localBackend() } });
      expect(await enqueueBatch(footage, { ...place, output }).summary).toMatchObject({
        ...{ done: 3, skipped: 2, failed: [] },
      });
    },
  );

  it(
    "leave a file that was paid for and blocked to nobody who would pay again",
    { timeout: 60_000 },
    async () => {
      const { footage, output, place, queue, work } = setting();
      cpSync(join(films, "in"), footage, { recursive: true });
      cloudOfSessions(backend, () => film);
      backend.on("POST /api/render/proxy/lambda", () => json({ code: 402, message: "no" }, { status: 402 }));
      const batch = enqueueBatch(footage, { ...place, output, canary: false });
      await batch.enqueued();
      const worker = await work({ ...cloud, concurrency: 1 });
      expect((await failureOf(worker.ended)).code).toBe("export-blocked");
      expect(backend.to("POST /run_sse")).toHaveLength(1);
      const [failed] = await queue.getFailed();
      expect((failed!.data as { error: unknown }).error).toMatchObject({
        ...{ code: "export-blocked", charged: "unknown", isRetryable: false },
        details: { sessionId: "sess-1" },
      });
      expect([await queue.getFailedCount(), await queue.getWaitingCount()]).toEqual([1, 4]);
      void batch.summary.catch(() => undefined);
      await batch.cancel();
    },
  );

  it("begin no more files in a time than they all together may", async () => {
    const { output, place, client, folder, work } = setting();
    const files = [1, 2, 3, 4, 5, 6, 7].map((number) => join(folder, `${number}.mkv`));
    for (const file of files) writeFileSync(file, `no video ${file}`);
    const batch = enqueueBatch(files, { ...place, output, canary: false });
    await batch.enqueued();
    const limit = { max: 2, durationMs: 1000 };
    const local = { converter: { backend: localBackend() }, concurrency: 5, limit };
    await Promise.all([work(local), work(local)]);
    expect((await batch.summary).failed).toHaveLength(7);
    // The server's own clock, in the names of its events.
    const events = await client.xrange(`bull:${place.queue}:events`, "-", "+");
    const begun = events
      .filter(([, [name, event]]) => name === "event" && event === "active")
      .map(([id]) => Number(id.split("-")[0]));
    expect(begun).toHaveLength(7);
    // Seven files two at a time are begun in four turns at least, with three whole pauses between the first and the last.
    expect(begun.at(-1)! - begun[0]!).toBeGreaterThanOrEqual(3 * limit.durationMs - 50);
  });
});
