import { cpSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
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
    const enqueue = (options: Partial<EnqueueOptions> = {}, inputs: string | string[] = footage) =>
      told(enqueueBatch(inputs, { ...place, output, backoffMs: 20, ...options }));
    const follow = (id: string) => told(followBatch(id, place));
    return { footage, output, work, enqueue, follow };
  }

  /** What is said of each file at last, and how many there are by the summary. */
  async function told(batch: AsyncIterable<BatchEvent> & { summary: Promise<{ total: number }> }) {
    const said: string[] = [];
    for await (const { type, input } of batch) {
      if (type === "file-done" || type === "file-skipped" || type === "file-failed") {
        said.push(`${type.slice("file-".length)} ${input.replace(/^.*\//, "")}`);
      }
    }
    return { said: said.sort(), total: (await batch.summary).total };
  }

  it("tells each file once where all was done before under other names", async () => {
    const { footage, work, enqueue, follow } = setting();
    await work();
    await enqueue({ id: "first" });
    for (const name of ["a", "b", "c"]) {
      renameSync(join(footage, `${name}.mkv`), join(footage, `z${name}.mkv`));
    }
    const skipped = { said: ["skipped za.mkv", "skipped zb.mkv", "skipped zc.mkv"], total: 3 };
    expect(await enqueue({ id: "second" })).toEqual(skipped);
    expect(await follow("second")).toEqual(skipped);
  });

  it("tells each file once where it was enqueued again under its own name", async () => {
    const { work, enqueue, follow } = setting();
    await work();
    await enqueue({ id: "one" });
    const skipped = { said: ["skipped a.mkv", "skipped b.mkv", "skipped c.mkv"], total: 3 };
    expect(await enqueue({ id: "one" })).toEqual(skipped);
    expect(await follow("one")).toEqual(skipped);
  });

  it("tells of the conversion where a result was removed, and the file enqueued again", async () => {
    const { output, work, enqueue, follow } = setting();
    await work();
    await enqueue({ id: "one" });
    await enqueue({ id: "one" });
    rmSync(join(output, "b.mp4"));
    const done = { said: ["done b.mkv", "skipped a.mkv", "skipped c.mkv"], total: 3 };
    expect(await enqueue({ id: "one" })).toEqual(done);
    expect(await follow("one")).toEqual(done);
  });

  it("tells of the conversion where a file was in the way, and the next time was not", async () => {
    const { footage, work, enqueue, follow } = setting();
    await work();
    const late = join(footage, "late.mkv");
    expect(await enqueue({ id: "one" }, [late])).toEqual({ said: ["failed late.mkv"], total: 1 });
    renameSync(join(footage, "a.mkv"), late);
    const done = { said: ["done late.mkv"], total: 1 };
    expect(await enqueue({ id: "one" }, [late])).toEqual(done);
    expect(await follow("one")).toEqual(done);
  });
});
