import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { Queue } from "bullmq";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import type { BatchEvent } from "../../src/index.js";
import { localBackend } from "../../src/local/index.js";
import {
  createWorker,
  enqueueBatch,
  type EnqueueOptions,
  followBatch,
  type QueueWorker,
} from "../../src/queue/index.js";
import { kinds, makeFootage } from "../batch/footage.js";
import { sharedFolder } from "../support/clips.js";
import { isolateEnvironment } from "../support/isolated-environment.js";
import { hasRedis, sharedRedis } from "../support/redis.js";
import { temporaryFolder } from "../support/temporary-folder.js";

describe.skipIf(!hasRedis())("R65 a batch on many machines that is followed afterwards", () => {
  const redis = sharedRedis();
  const clips = sharedFolder();
  beforeAll(async () => {
    await makeFootage(clips, kinds[0]!, ["a", "b", "c"]);
  });

  /** A folder with three videos, and a queue of its own. */
  function setting() {
    const folder = temporaryFolder();
    const footage = join(folder, "footage");
    cpSync(clips, footage, { recursive: true });
    const place = { redis: redis.url(), queue: `q-${crypto.randomUUID()}` };
    const output = join(folder, "mp4");
    const work = async (): Promise<QueueWorker> => {
      isolateEnvironment();
      const worker = await createWorker({ ...place, converter: { backend: localBackend() } });
      onTestFinished(() => worker.close());
      return worker;
    };
    const start = (options: Partial<EnqueueOptions> = {}, inputs: string | string[] = footage) =>
      enqueueBatch(inputs, { ...place, output, backoffMs: 20, ...options });
    const enqueue = (...batch: Parameters<typeof start>) => told(start(...batch));
    const follow = (id: string) => told(followBatch(id, place));
    const waiting = async () => {
      const queue = new Queue<{ output: string }>(place.queue, { connection: { url: place.redis } });
      const jobs = await queue.getWaiting().finally(() => queue.close());
      return jobs.map(({ data }) => basename(data.output));
    };
    return { footage, output, place, work, start, enqueue, follow, waiting };
  }

  /** All that is said, what is said of each file at last, and how many there are by the summary. */
  async function told(batch: AsyncIterable<BatchEvent> & { summary: Promise<{ total: number }> }) {
    const events: string[] = [];
    for await (const { type, input } of batch) events.push(`${type} ${basename(input)}`);
    const said = events.flatMap((each) => /^file-((?:done|skipped|failed) .*)/.exec(each)?.[1] ?? []);
    return { events, said: said.sort(), total: (await batch.summary).total };
  }

  it("tells each file once where all was done before under other names", async () => {
    const { footage, work, enqueue, follow } = setting();
    await work();
    await enqueue({ id: "first" });
    for (const name of ["a", "b", "c"]) {
      renameSync(join(footage, `${name}.mkv`), join(footage, `z${name}.mkv`));
    }
    const skipped = { said: ["skipped za.mkv", "skipped zb.mkv", "skipped zc.mkv"], total: 3 };
    expect(await enqueue({ id: "second" })).toMatchObject(skipped);
    expect(await follow("second")).toMatchObject(skipped);
  });

  it("tells each file once where it was enqueued again under its own name", async () => {
    const { work, enqueue, follow } = setting();
    await work();
    await enqueue({ id: "one" });
    const skipped = { said: ["skipped a.mkv", "skipped b.mkv", "skipped c.mkv"], total: 3 };
    expect(await enqueue({ id: "one" })).toMatchObject(skipped);
    expect(await follow("one")).toMatchObject(skipped);
  });

  it("tells of the conversion where a result was removed, and the file enqueued again", async () => {
    const { output, work, enqueue, follow } = setting();
    await work();
    await enqueue({ id: "one" });
    await enqueue({ id: "one" });
    rmSync(join(output, "b.mp4"));
    const done = { said: ["done b.mkv", "skipped a.mkv", "skipped c.mkv"], total: 3 };
    expect(await enqueue({ id: "one" })).toMatchObject(done);
    expect(await follow("one")).toMatchObject(done);
  });

  it("tells of the conversion where a file was in the way, and the next time was not", async () => {
    const { footage, work, enqueue, follow } = setting();
    await work();
    const late = join(footage, "late.mkv");
    expect(await enqueue({ id: "one" }, [late])).toMatchObject({ said: ["failed late.mkv"], total: 1 });
    renameSync(join(footage, "a.mkv"), late);
    const done = { said: ["done late.mkv"], total: 1 };
    expect(await enqueue({ id: "one" }, [late])).toMatchObject(done);
    expect(await follow("one")).toMatchObject(done);
  });

  it("takes no results of a batch for sources, for another wish either", async () => {
    const { footage, place, work, follow } = setting();
    await work();
    const beside = { ...place, id: "one", backoffMs: 20 };
    await enqueueBatch(footage, beside).summary;
    const { said } = await told(enqueueBatch(footage, { ...beside, id: "two", preset: "mobile" }));
    expect(said.map((each) => each.replace(/^\w+ /, ""))).toEqual(["a.mkv", "b.mkv", "c.mkv"]);
    const named = await told(enqueueBatch([join(footage, "a.mp4")], { ...beside, id: "three" }));
    expect(named).toMatchObject({ said: ["skipped a.mp4"], total: 1 });
    expect(await follow("three")).toMatchObject({ said: named.said, total: 1 });
  });

  describe("with files that are there already and are to stay", () => {
    const mine = (output: string, ...names: string[]) => {
      mkdirSync(output, { recursive: true });
      for (const name of names) writeFileSync(join(output, name), "mine");
    };

    it("skips them before they are queued, and tries another one first", async () => {
      const { output, work, enqueue, follow } = setting();
      mine(output, "a.mp4", "b.mp4");
      await work();
      const { said, events } = await enqueue({ id: "one", onExists: "skip" });
      expect(said).toEqual(["done c.mkv", "skipped a.mkv", "skipped b.mkv"]);
      expect(events.filter((each) => each.startsWith("canary"))).toEqual(["canary-passed c.mkv"]);
      expect((await follow("one")).said).toEqual(said);
      expect(readFileSync(join(output, "a.mp4"), "utf8")).toBe("mine");
      // What was skipped was not done.
      expect((await enqueue({ id: "one", onExists: "overwrite" })).said).toEqual([
        "done a.mkv",
        "done b.mkv",
        "skipped c.mkv",
      ]);
    });

    it("skips them where they came after they were queued, and lets another one be the canary", async () => {
      const { output, work, start, follow, waiting } = setting();
      const batch = start({ id: "one", onExists: "skip" });
      await batch.enqueued();
      const canaries = await waiting();
      expect(canaries).toHaveLength(1);
      mine(output, ...canaries);
      await work();
      const { said, events } = await told(batch);
      const skipped = canaries[0]!.replace("mp4", "mkv");
      const done = ["a.mkv", "b.mkv", "c.mkv"].filter((name) => name !== skipped);
      expect(said).toEqual([...done.map((name) => `done ${name}`), `skipped ${skipped}`]);
      expect(events).not.toContain(`canary-passed ${skipped}`);
      expect(events.filter((each) => each.startsWith("canary-passed"))).toHaveLength(1);
      expect((await follow("one")).said).toEqual(said);
    });
  });

  describe("and shares its files with another one", () => {
    const counts = { done: 3, skipped: 0, failed: [] };

    it.each([
      ["in the queue", { canary: false }],
      ["behind a canary", {}],
    ])("leaves them to it when one is taken back: %s", async (_where, options) => {
      for (const taken of [0, 1]) {
        const { work, start, waiting } = setting();
        const batches = [start({ id: "one", ...options }), start({ id: "two", ...options })];
        for (const batch of batches) await batch.enqueued();
        await batches[taken]!.cancel();
        expect(await batches[taken]!.summary).toMatchObject({ total: 0, failed: [] });
        expect(await waiting()).not.toEqual([]);
        await work();
        expect(await batches[1 - taken]!.summary).toMatchObject(counts);
      }
    });

    it("leaves nothing in the queue when both are taken back", async () => {
      const { start, waiting } = setting();
      const batches = [start({ canary: false }), start({ canary: false })];
      for (const batch of batches) await batch.enqueued();
      expect(await waiting()).toHaveLength(3);
      for (const batch of batches) await batch.cancel();
      expect(await waiting()).toEqual([]);
    });

    it("leaves nothing to one that is over", async () => {
      const { footage, output, work, start, waiting, enqueue } = setting();
      const worker = await work();
      writeFileSync(join(footage, "broken.mkv"), "no video at all");
      await enqueue({ id: "one" });
      await worker.close();
      for (const name of ["a", "b"]) rmSync(join(output, `${name}.mp4`));
      const batch = start({ id: "two", canary: false });
      await batch.enqueued();
      expect(await waiting()).toHaveLength(3);
      await batch.cancel();
      expect(await waiting()).toEqual([]);
    });
  });
});
