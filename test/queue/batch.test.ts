import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { Queue } from "bullmq";
import { Redis } from "ioredis";
import { beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import type { BatchEvent } from "../../src/index.js";
import { localBackend } from "../../src/local/index.js";
import {
  createWorker,
  enqueueBatch,
  type EnqueueOptions,
  followBatch,
  type QueueWorker,
  type QueueWorkerOptions,
} from "../../src/queue/index.js";
import { makeClip, picture, sharedFolder, tone, h264 } from "../support/clips.js";
import { inProcess } from "../support/converters.js";
import { isolateEnvironment } from "../support/isolated-environment.js";
import { failureOf } from "../support/failure-of.js";
import { processesNaming, untilNoProcessNames } from "../support/processes.js";
import { freePort, hasRedis, RedisServer, sharedRedis } from "../support/redis.js";
import { temporaryFolder } from "../support/temporary-folder.js";

describe.skipIf(!hasRedis())("R65 a batch on many machines", () => {
  const redis = sharedRedis();
  const clips = sharedFolder();
  beforeAll(async () => {
    for (const name of ["a", "b", "c"]) {
      await makeClip(
        join(clips, `${name}.mkv`),
        ...picture("160x90", "25", 1),
        ...tone(1, 48_000),
        ...h264,
        ...["-c:a", "ac3", "-metadata", `title=${name}`],
      );
    }
    writeFileSync(join(clips, "broken.mkv"), "no video at all");
  });

  /** A folder with three videos and a queue of its own. */
  function setting() {
    const folder = temporaryFolder();
    const footage = join(folder, "footage");
    cpSync(clips, footage, { recursive: true });
    const place = { redis: redis.url(), queue: `q-${crypto.randomUUID()}` };
    const output = join(folder, "mp4");
    return {
      ...{ folder, footage, output, place },
      enqueue: (inputs: string | string[], options: Partial<EnqueueOptions> = {}) =>
        enqueueBatch(inputs, { ...place, output, backoffMs: 20, ...options }),
      work: (options: Partial<QueueWorkerOptions> = {}) => work({ ...place, ...options }),
    };
  }

  async function work(options: QueueWorkerOptions): Promise<QueueWorker> {
    isolateEnvironment();
    const worker = await createWorker({ converter: { backend: localBackend() }, ...options });
    onTestFinished(() => worker.close());
    return worker;
  }

  async function eventsOf(batch: AsyncIterable<BatchEvent>): Promise<string[]> {
    const said: string[] = [];
    for await (const { type, input } of batch) {
      if (type !== "file-progress") said.push(`${type} ${input.replace(/^.*\//, "")}`);
    }
    return said;
  }

  it("tells the same events and the same summary as on one machine", async () => {
    const { folder, footage, output, enqueue, work } = setting();
    await work();
    const batch = enqueue(footage);
    const events = await eventsOf(batch);
    const summary = await batch.summary;
    const alone = inProcess().batch(footage, { output: join(folder, "alone") });
    const eventsAlone = await eventsOf(alone);
    const summaryAlone = await alone.summary;
    // The three cost the same: whichever was looked at first goes first.
    const anyCanary = (said: string[]) =>
      said.map((each) => each.replace(/^canary-passed [abc]\.mkv$/, "canary-passed")).sort();
    expect(anyCanary(events)).toEqual(anyCanary(eventsAlone));
    const { failed, ...counts } = summary;
    const { failed: failedAlone, ...countsAlone } = summaryAlone;
    // What results say of themselves need not be of one length.
    expect({ ...counts, bytesAfter: 0 }).toEqual({ ...countsAlone, bytesAfter: 0, isListed: true });
    expect(failed.map(({ input, error }) => [input, error.code, error.message, error.action])).toEqual(
      failedAlone.map(({ input, error }) => [input, error.code, error.message, error.action]),
    );
    expect(counts).toMatchObject({ total: 4, done: 3, skipped: 0 });
    expect(readdirSync(output).sort()).toEqual(["a.mp4", "b.mp4", "c.mp4"]);
  });

  it("adds nothing that is done, here or on one machine, and what is missing", async () => {
    const { footage, output, enqueue, work } = setting();
    await work();
    const files = ["a", "b", "c"].map((name) => join(footage, `${name}.mkv`));
    expect(await enqueue(files).summary).toMatchObject({ done: 3, skipped: 0 });
    const before = readFileSync(join(output, "a.mp4"));
    rmSync(join(output, "b.mp4"));
    expect(await enqueue(files).summary).toMatchObject({ done: 1, skipped: 2, failed: [] });
    expect(readFileSync(join(output, "a.mp4"))).toEqual(before);
    expect(readdirSync(output).sort()).toEqual(["a.mp4", "b.mp4", "c.mp4"]);
    const again = inProcess().convert(files[0]!, { output: join(output, "a.mp4"), once: true });
    expect(await again).toMatchObject({ warnings: [expect.stringMatching(/kept/)] });
  });

  it("makes one job of the same content, whatever it is called", async () => {
    const { footage, output, enqueue, work } = setting();
    const twin = join(footage, "twin.mkv");
    cpSync(join(footage, "a.mkv"), twin);
    const batch = enqueue([join(footage, "a.mkv"), twin, join(footage, "a.mkv")]);
    await batch.enqueued();
    await work();
    const { done, skipped, total } = await batch.summary;
    expect({ done, skipped, total }).toEqual({ done: 1, skipped: 2, total: 3 });
    expect(readdirSync(output)).toEqual(["a.mp4"]);
  });

  it("is followed again by its id after its producer has gone", async () => {
    const { footage, place, enqueue, work } = setting();
    const batch = enqueue(footage, { id: "weekend" });
    await batch.enqueued();
    await batch.detach();
    await work();
    const again = followBatch("weekend", place);
    const events = await eventsOf(again);
    expect(events.filter((each) => each.startsWith("file-done")).sort()).toEqual([
      "file-done a.mkv",
      "file-done b.mkv",
      "file-done c.mkv",
    ]);
    expect(await again.summary).toMatchObject({ total: 4, done: 3, isListed: true });
    expect(await followBatch("weekend", place).summary).toMatchObject({ total: 4, done: 3 });
  });

  it("knows no batch that nobody enqueued", async () => {
    const { place } = setting();
    await expect(followBatch("none", place).summary).rejects.toMatchObject({ code: "invalid-request" });
  });

  it("tries again what may pass, and only once what cannot", async () => {
    const { footage, enqueue, place, work } = setting();
    const client = new Redis(place.redis, { maxRetriesPerRequest: null });
    const queue = new Queue(place.queue, { connection: client });
    onTestFinished(async () => {
      await queue.close();
      client.disconnect();
    });
    const attemptsOf = async () => (await queue.getFailed()).map(({ attemptsMade }) => attemptsMade);
    const nowhere = `http://127.0.0.1:${await freePort()}`;
    const worker = await work({
      converter: { baseUrl: nowhere, token: "none", timing: { requestTimeoutMs: 300 } },
    });
    const unreachable = await enqueue(join(footage, "a.mkv"), { attempts: 3 }).summary;
    expect(unreachable.failed.map(({ error }) => error.isRetryable)).toEqual([true]);
    expect(await attemptsOf()).toEqual([3]);
    await worker.close();
    await work();
    const broken = await enqueue(join(footage, "broken.mkv"), { attempts: 3 }).summary;
    expect(broken.failed.map(({ error }) => [error.code, error.isRetryable])).toEqual([["not-media", false]]);
    expect((await attemptsOf()).sort()).toEqual([1, 3]);
  });

  it("takes back what nobody has begun", async () => {
    const { footage, output, enqueue, place } = setting();
    const batch = enqueue(footage);
    await batch.enqueued();
    await batch.cancel();
    expect(await batch.summary).toMatchObject({ total: 0, done: 0, failed: [] });
    await work(place);
    const next = enqueueBatch(join(footage, "a.mkv"), { ...place, output });
    expect(await next.summary).toMatchObject({ done: 1 });
    expect(readdirSync(output)).toEqual(["a.mp4"]);
  });

  it("keeps tokens and passwords out of Redis", async () => {
    const { footage, output, enqueue, work } = setting();
    const password = "planted-password-4711";
    const server = await RedisServer.start({ password });
    onTestFinished(() => server.stop());
    const place = { redis: server.url.replace("//", `//:${password}@`) };
    const worker = await work({
      ...place,
      converter: { backend: localBackend(), clientId: "planted-client-4711" },
    });
    vi.stubEnv("NEMO_TOKEN", "planted-token-4711");
    const batch = enqueue(footage, place);
    const { failed, done } = await batch.summary;
    expect(done).toBe(3);
    const client = new Redis(place.redis);
    onTestFinished(() => client.disconnect());
    const keys = await client.keys("*");
    const stored = await Promise.all(keys.map((key) => client.dumpBuffer(key)));
    const shown = [worker, batch, failed].map((each) => inspect(each, { depth: 10, showHidden: true }));
    const all = [...keys, ...shown, ...stored.map((bytes) => bytes?.toString("latin1"))].join("\n");
    expect(all).toContain("broken.mkv");
    expect(all).not.toContain("planted");
    expect(readdirSync(output)).toHaveLength(3);
  });

  it("says where Redis is that cannot be reached, and not with which password", async () => {
    const { enqueue, footage, work } = setting();
    const port = await freePort();
    const place = { redis: `redis://somebody:planted-4711@127.0.0.1:${port}` };
    const errors = [await failureOf(enqueue(footage, place).summary), await failureOf(work(place))];
    const server = await RedisServer.start({ password: "another" });
    onTestFinished(() => server.stop());
    const wrong = { redis: server.url.replace("//", "//:planted-4711@") };
    errors.push(await failureOf(enqueue(footage, wrong).summary), await failureOf(work(wrong)));
    expect(errors.map(({ code, isRetryable, details }) => [code, isRetryable, details["port"]])).toEqual([
      ["network", true, port],
      ["network", true, port],
      ["network", false, server.port],
      ["network", false, server.port],
    ]);
    expect(errors[0]!.message).toContain(`127.0.0.1:${port}`);
    expect(inspect(errors, { depth: 10, showHidden: true })).not.toContain("planted");
    const noUrl = await failureOf(work({ redis: "planted-4711" }));
    expect(noUrl.code).toBe("invalid-request");
    expect(inspect(noUrl)).not.toContain("planted");
  });

  it("gives the file back and ends, where no conversion can succeed", async () => {
    const { footage, output, enqueue, work } = setting();
    const batch = enqueue(join(footage, "a.mkv"));
    await batch.enqueued();
    const none = join(footage, "no-ffmpeg");
    const useless = await work({
      converter: { backend: localBackend({ ffmpegPath: none, ffprobePath: none }) },
    });
    expect((await failureOf(useless.ended)).code).toBe("ffmpeg-missing");
    expect(existsSync(output) ? readdirSync(output) : []).toEqual([]);
    await work();
    expect(await batch.summary).toMatchObject({ done: 1, failed: [] });
  });

  it("leaves no connection to Redis open", async () => {
    const { footage, enqueue, place, work } = setting();
    const client = new Redis(place.redis);
    onTestFinished(() => client.disconnect());
    const connections = async () =>
      String(await client.client("LIST"))
        .trim()
        .split("\n").length;
    const before = await connections();
    const worker = await work();
    for await (const { type } of enqueue(footage)) if (type === "file-done") break;
    await enqueue(footage).summary;
    await worker.close();
    await vi.waitFor(async () => expect(await connections()).toBe(before), 5000);
  });

  it("gives back what does not come to its end in time, and stops what is taken back", async () => {
    const { folder, output, enqueue, work } = setting();
    const long = await makeClip(
      join(folder, "long.mkv"),
      ...picture("1280x720", "25", 40),
      ...["-c:v", "mpeg4", "-q:v", "5"],
    );
    const begun: string[] = [];
    const logger = { debug() {}, info: (message: string) => void begun.push(message), warn() {}, error() {} };
    const first = await work({ graceMs: 10, logger });
    const batch = enqueue(long, { spec: { reencode: true, video: { preset: "veryslow" } } });
    const summary = batch.summary;
    await vi.waitFor(() => expect(begun).toEqual(["file begun"]), 10_000);
    await first.close();
    expect(readdirSync(output)).toEqual([]);
    expect(processesNaming(long)).toEqual([]);
    await work({ logger });
    await vi.waitFor(() => expect(begun).toEqual(["file begun", "file begun"]), 10_000);
    await batch.cancel();
    expect((await summary).failed.map(({ error }) => error.code)).toEqual(["aborted"]);
    await untilNoProcessNames(long, 5000);
    expect(readdirSync(output)).toEqual([]);
  });
});
