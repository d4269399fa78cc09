import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { kinds, makeFootage } from "../batch/footage.js";
import { localBackend } from "../../src/local/index.js";
import { createWorker, enqueueBatch } from "../../src/queue/index.js";
import type { MediaInput } from "../../src/index.js";
import { isolateEnvironment } from "../support/isolated-environment.js";
import { hasRedis, sharedRedis } from "../support/redis.js";
import { temporaryFolder } from "../support/temporary-folder.js";

describe.skipIf(!hasRedis())("R65 a list with something in it that is no input", () => {
  const redis = sharedRedis();

  it("fails for that alone, and makes one result of a file that is named twice", async () => {
    const [folder, output] = [temporaryFolder(), temporaryFolder()];
    const files = await makeFootage(folder, kinds[0]!, ["a", "b"]);
    const pipe = join(folder, "pipe.mkv");
    execFileSync("/bin/sh", ["-c", 'mkfifo "$0"', pipe]);
    isolateEnvironment();
    const place = { redis: redis.url(), queue: `q-${crypto.randomUUID()}` };
    const worker = await createWorker({ converter: { backend: localBackend() }, ...place });
    onTestFinished(() => worker.close());
    const bad = ["https://exa mple/%%.mkv", "file:///a%ZZ.mkv", pipe, undefined] as MediaInput[];
    const { done, skipped, failed } = await enqueueBatch([...bad, ...files, files[0]!], { ...place, output })
      .summary;
    expect({ done, skipped, codes: failed.map(({ error }) => error.code).toSorted() }).toEqual({
      ...{ done: 2, skipped: 1 },
      codes: ["invalid-request", "invalid-request", "invalid-request", "source-missing"],
    });
    expect(readdirSync(output).toSorted()).toEqual(["a.mp4", "b.mp4"]);
  });
});
