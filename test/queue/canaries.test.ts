import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
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
} from "../../src/queue/index.js";
import { h264, makeClip, picture, sharedFolder } from "../support/clips.js";
import { inProcess } from "../support/converters.js";
import { isolateEnvironment } from "../support/isolated-environment.js";
import { hasRedis, sharedRedis } from "../support/redis.js";
import { temporaryFolder } from "../support/temporary-folder.js";

describe.skipIf(!hasRedis())("R86 canaries on the queue", () => {
  const redis = sharedRedis();
  const clips = sharedFolder();
  beforeAll(async () => {
    for (const [index, name] of ["a", "b", "c"].entries()) {
      const title = ["-metadata", `title=${name}`];
      await makeClip(join(clips, `${name}.mkv`), ...picture("160x90", "25", index + 1), ...h264, ...title);
      const alpha = [
        "-vf",
        "format=yuva420p",
        "-c:v",
        "libvpx-vp9",
        "-deadline",
        "realtime",
        "-cpu-used",
        "8",
      ];
      await makeClip(
        join(clips, `${name}-alpha.webm`),
        ...picture("64x36", "5", index + 1),
        ...alpha,
        ...title,
      );
    }
  });

  function setting() {
    const folder = temporaryFolder();
    const footage = join(folder, "footage");
    cpSync(clips, footage, { recursive: true });
    const place = { redis: redis.url(), queue: `q-${crypto.randomUUID()}` };
    const output = join(folder, "mp4");
    const client = new Redis(place.redis, { maxRetriesPerRequest: null });
    const queue = new Queue<{ source: string }>(place.queue, { connection: client });
    onTestFinished(async () => {
      await queue.close();
      client.disconnect();
    });
    const begun: string[] = [];
    const info = (message: string, { source }: { source?: string } = {}) => {
      if (message === "file begun" && source !== undefined) begun.push(nameOf(source));
    };
    const logger = { debug() {}, info, warn() {}, error() {} };
    const work = async (): Promise<QueueWorker> => {
      isolateEnvironment();
      const worker = await createWorker({ ...place, logger, converter: { backend: localBackend() } });
      onTestFinished(() => worker.close());
      return worker;
    };
    const waiting = async () => (await queue.getWaiting()).map(({ data }) => nameOf(data.source)).sort();
    const enqueue = (options: Partial<EnqueueOptions> = {}) =>
      enqueueBatch(footage, { ...place, output, backoffMs: 20, strict: true, ...options });
    return { folder, footage, output, place, enqueue, work, waiting, begun };
  }

  const nameOf = (path: string) => path.replace(/^.*\//, "");

  async function eventsOf(batch: AsyncIterable<BatchEvent>) {
    const said: string[] = [];
    for await (const { type, input, error } of batch) {
      if (type === "file-progress" || type === "file-start") continue;
      said.push([type, nameOf(input), ...(error ? [error.code] : [])].join(" "));
    }
    return said;
  }

  const expected = [
    "canary-failed a-alpha.webm loss-refused",
    "canary-passed a.mkv",
    "file-done a.mkv",
    "file-done b.mkv",
    "file-done c.mkv",
    "file-failed a-alpha.webm loss-refused",
    "file-failed b-alpha.webm canary-failed",
    "file-failed c-alpha.webm canary-failed",
  ];

  it("come first, and stop their own group only, as on one machine", async () => {
    const { folder, footage, output, enqueue, work, waiting } = setting();
    const batch = enqueue();
    await batch.enqueued();
    expect(await waiting()).toEqual(["a-alpha.webm", "a.mkv"]);
    await work();
    expect((await eventsOf(batch)).sort()).toEqual(expected);
    const alone = inProcess().batch(footage, { output: join(folder, "alone"), strict: true });
    expect((await eventsOf(alone)).sort()).toEqual(expected);
    const [here, there] = [await batch.summary, await alone.summary];
    const failures = ({ failed }: typeof there) =>
      failed.map(({ error }) => [error.message, error.action]).sort();
    expect(failures(here)).toEqual(failures(there));
    expect(readdirSync(output).sort()).toEqual(["a.mp4", "b.mp4", "c.mp4"]);
  });

  it("need no producer and no follower: a worker decides", async () => {
    const { place, output, enqueue, work } = setting();
    const batch = enqueue({ id: "alone" });
    await batch.enqueued();
    await batch.detach();
    await work();
    await vi.waitFor(() => expect(existsSync(output) && readdirSync(output)).toHaveLength(3), 30_000);
    expect((await eventsOf(followBatch("alone", place))).sort()).toEqual(expected);
    expect((await eventsOf(followBatch("alone", place))).sort()).toEqual(expected);
  });

  it("can be done without", async () => {
    const { enqueue, work, waiting } = setting();
    const batch = enqueue({ canary: false });
    await batch.enqueued();
    expect(await waiting()).toHaveLength(6);
    await work();
    const events = await eventsOf(batch);
    expect(events.filter((each) => each.includes("canary"))).toEqual([]);
    expect(events.filter((each) => each.endsWith("loss-refused"))).toHaveLength(3);
  });

  it("are tried anew when the batch is enqueued again", async () => {
    const { output, enqueue, work } = setting();
    await work();
    await enqueue({ id: "again" }).summary;
    const events = await eventsOf(enqueue({ id: "again", strict: false }));
    expect(events.filter((each) => /alpha/.test(each)).sort()).toEqual([
      "canary-passed a-alpha.webm",
      "file-done a-alpha.webm",
      "file-done b-alpha.webm",
      "file-done c-alpha.webm",
    ]);
    expect(readdirSync(output)).toHaveLength(6);
  });

  it("of two batches at once clear both, and nothing is done twice", async () => {
    const { output, enqueue, work, begun } = setting();
    const [one, two] = [enqueue({ strict: false }), enqueue({ strict: false })];
    await Promise.all([one.enqueued(), two.enqueued()]);
    await work();
    const summaries = await Promise.all([one.summary, two.summary]);
    for (const { done, failed } of summaries) expect({ done, failed }).toEqual({ done: 6, failed: [] });
    expect(begun.sort()).toEqual(["a", "b", "c"].flatMap((name) => [`${name}-alpha.webm`, `${name}.mkv`]));
    expect(readdirSync(output)).toHaveLength(6);
  });

  it("give way to another one when they fail for a reason of their own", async () => {
    const { footage, enqueue, work } = setting();
    const batch = enqueue({ strict: false });
    await batch.enqueued();
    // It is another file by now.
    writeFileSync(join(footage, "a.mkv"), "");
    await work();
    const events = await eventsOf(batch);
    expect(events.filter((each) => each.endsWith(".mkv") || /[abc]\.mkv/.test(each)).sort()).toEqual([
      "canary-passed b.mkv",
      "file-done b.mkv",
      "file-done c.mkv",
      "file-failed a.mkv not-media",
    ]);
  });

  it("are taken back with their group", async () => {
    const { output, enqueue, work, waiting } = setting();
    const batch = enqueue();
    await batch.enqueued();
    await batch.cancel();
    expect(await batch.summary).toMatchObject({ total: 0 });
    expect(await waiting()).toEqual([]);
    await work();
    await enqueue({ strict: false, canary: false }).summary;
    expect(readdirSync(output)).toHaveLength(6);
  });

  it("R51 leave a report, also for who follows later", async () => {
    const { folder, output, place, enqueue, work } = setting();
    await work();
    const { reportPath } = await enqueue({ id: "page", report: true }).summary;
    expect(reportPath).toBe(join(output, "nemo-report.html"));
    const page = readFileSync(reportPath!, "utf8");
    for (const said of ["a.mkv", "a-alpha.webm", "data:image/jpeg;base64,"]) expect(page).toContain(said);
    const own = join(folder, "later.html");
    const later = await followBatch("page", { ...place, report: own }).summary;
    expect(later.reportPath).toBe(own);
    const files = (path: string) =>
      (
        JSON.parse(readFileSync(path.replace(/html$/, "json"), "utf8")) as {
          files: Record<string, unknown>[];
        }
      ).files
        .map(({ name, status, bytesAfter, verification, error }) =>
          JSON.stringify({ name, status, bytesAfter, verification, error }),
        )
        .sort();
    expect(files(own)).toEqual(files(reportPath!));
    expect(files(own)).toHaveLength(6);
  });
});
