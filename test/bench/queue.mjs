import { execFileSync, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import process from "node:process";
import { Queue } from "bullmq";
import { Redis } from "ioredis";
import { enqueueBatch } from "nemo-converter/bullmq";
import { ffmpegPath, median } from "./measure.mjs";
import { withRedis } from "./redis.mjs";

/** How much faster a list of short clips is done by two and by three worker processes, each held to one core. */
export async function* rows({ isQuick }) {
  const clips = isQuick ? 6 : 12;
  const rounds = isQuick ? 1 : 3;
  const cores = cpus().length;
  const folder = mkdtempSync(join(tmpdir(), "nemo-bench-"));
  try {
    const footage = makeFootage(folder, clips);
    const ratios = { 2: [], 3: [] };
    const seconds = { 1: [], 2: [], 3: [] };
    await withRedis(async (redis) => {
      for (let round = 0; round < rounds; round += 1) {
        for (const workers of [1, 2, 3]) {
          const output = join(folder, `${round}-${workers}`);
          seconds[workers].push(await run({ redis, footage, output, workers, cores, clips }));
        }
        for (const workers of [2, 3]) ratios[workers].push(seconds[1].at(-1) / seconds[workers].at(-1));
      }
    });
    for (const workers of [2, 3]) {
      yield {
        what: `${clips} short clips through the queue by ${workers} workers of one core each (one worker = 1)`,
        value: median(ratios[workers]),
        unit: "ratio",
        ...(workers <= cores && { goal: { atLeast: 0.8 * workers } }),
        detail: `${median(seconds[workers]).toFixed(1)} s against ${median(seconds[1]).toFixed(1)} s on ${cores} cores`,
      };
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function makeFootage(folder, clips) {
  const footage = join(folder, "footage");
  mkdirSync(footage);
  for (let index = 0; index < clips; index += 1) {
    execFileSync(ffmpegPath(), [
      ...["-v", "error", "-y", "-f", "lavfi", "-i", "testsrc2=size=640x360:rate=25:duration=6"],
      ...["-c:v", "mpeg4", "-q:v", "4", "-metadata", `title=${index}`, join(footage, `clip${index}.mkv`)],
    ]);
  }
  return footage;
}

/** Seconds from the first file that was begun to the last that was done; starting the workers is not part of it. */
async function run({ redis, footage, output, workers, cores, clips }) {
  const queue = `workers-${randomUUID()}`;
  const batch = enqueueBatch(footage, { redis, queue, output, canary: false, spec: { reencode: true } });
  await batch.enqueued();
  const children = Array.from({ length: workers }, (_, index) => {
    const args = [process.execPath, resolve("dist/cli.js"), "worker", "--redis", redis, "--queue", queue];
    return spawn("taskset", ["-c", String(index % cores), ...args], { stdio: "ignore" });
  });
  try {
    const { done } = await batch.summary;
    if (done !== clips) throw new Error(`${done} of ${clips} clips were done.`);
    return await timeOf(redis, queue);
  } finally {
    const ended = children.map((child) => once(child, "exit"));
    for (const child of children) child.kill();
    await Promise.all(ended);
  }
}

async function timeOf(redis, name) {
  const connection = new Redis(redis, { maxRetriesPerRequest: null });
  const queue = new Queue(name, { connection });
  const jobs = await queue.getCompleted();
  await queue.close();
  connection.disconnect();
  const begun = Math.min(...jobs.map(({ processedOn }) => processedOn));
  return (Math.max(...jobs.map(({ finishedOn }) => finishedOn)) - begun) / 1000;
}
