import { execFile, spawn } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { builtFile } from "../support/built-package.js";
import { hasRedis, sharedRedis } from "../support/redis.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const entries = 3000;

describe.skipIf(!hasRedis())("R65 memory", () => {
  const redis = sharedRedis();

  it("does not grow with the number of files that went through a queue", { timeout: 300_000 }, async () => {
    builtFile("bullmq.js");
    const script = resolve("test/bench/enqueue-many.mjs");
    const more = [redis.url(), "many", temporaryFolder(), String(entries)];
    const worker = spawn(process.execPath, [script, "work", ...more], { stdio: "ignore" });
    onTestFinished(() => void worker.kill());
    const args = ["--expose-gc", script, "enqueue", ...more];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    const { done, inUse } = JSON.parse(stdout) as { done: number; inUse: [number, number] };
    expect(done).toBe(entries);
    const [afterThird, afterAll] = inUse;
    // A name that nobody else may have is remembered as a number; a job, an event or a result would be far more.
    expect((afterAll - afterThird) / (entries - entries / 3)).toBeLessThan(500);
  });
});
