// So many entries through a queue, in one of its parts: what enqueues and follows them, or a worker that converts nothing.
// Prints the memory at its peak and, where the garbage collector may be called (--expose-gc), what the producer has in use after a
// third and after all.
import process from "node:process";
import { clearInterval, setInterval } from "node:timers";
import { Worker } from "bullmq";
import { Redis } from "ioredis";
import { enqueueBatch } from "nemo-converter/bullmq";

const [role, redis, queue, output, entries] = process.argv.slice(2);
const count = Number(entries);

async function* urls() {
  for (let index = 0; index < count; index += 1) {
    if (index % 1000 === 0) await Promise.resolve();
    yield `https://example.com/archive/${index}.mkv`;
  }
}

const media = { format: "mp4", bytes: 10, video: [], audio: [], subtitles: [], chapters: [], tags: {} };
const inUse = [];
let peak = 0;

function measureAt(finished) {
  if (!globalThis.gc || (finished !== Math.floor(count / 3) && finished !== count)) return;
  globalThis.gc();
  inUse.push(process.memoryUsage().heapUsed);
}

async function enqueue() {
  const batch = enqueueBatch(urls(), { redis, queue, output, mostWaiting: 1000 });
  let finished = 0;
  for await (const { type } of batch) if (type === "file-done") measureAt((finished += 1));
  return batch.summary;
}

async function work() {
  const connection = new Redis(redis, { maxRetriesPerRequest: null });
  const convertNothing = async ({ data }) => ({ path: data.output, bytes: 5, source: media, output: media });
  const worker = new Worker(queue, convertNothing, { connection, concurrency: 50 });
  await new Promise((resolve) => process.once("SIGTERM", resolve));
  await worker.close();
  connection.disconnect();
  return {};
}

const roles = { enqueue, work };
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 20);
const { done, total } = await roles[role]();
clearInterval(watch);
console.log(JSON.stringify({ done, total, megabytes: Math.round(peak / 1e6), inUse }));
