// So many entries through a queue whose worker converts nothing; prints the memory of both at its peak.
import process from "node:process";
import { clearInterval, setInterval } from "node:timers";
import { Worker } from "bullmq";
import { Redis } from "ioredis";
import { enqueueBatch } from "nemo-converter/bullmq";

const [redis, queue, output, count] = process.argv.slice(2);

async function* urls() {
  for (let index = 0; index < Number(count); index += 1) {
    if (index % 1000 === 0) await Promise.resolve();
    yield `https://example.com/archive/${index}.mkv`;
  }
}

const media = { format: "mp4", bytes: 10, video: [], audio: [], subtitles: [], chapters: [], tags: {} };
const connection = new Redis(redis, { maxRetriesPerRequest: null });
const convertNothing = async ({ data }) => ({ path: data.output, bytes: 5, source: media, output: media });
const worker = new Worker(queue, convertNothing, { connection, concurrency: 50 });
let peak = 0;
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 20);
const { done, total } = await enqueueBatch(urls(), { redis, queue, output, mostWaiting: 2000 }).summary;
clearInterval(watch);
await worker.close();
connection.disconnect();
console.log(JSON.stringify({ done, total, megabytes: Math.round(peak / 1e6) }));
