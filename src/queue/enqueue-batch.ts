import { resolve } from "node:path";
import type { BatchInput, BatchTask } from "../nemo-converter.js";
import { checkNumber } from "./check-number.js";
import { chunksOf } from "./chunks-of.js";
import type { Follower } from "./follower.js";
import { Ledger } from "./ledger.js";
import { findTool } from "./prepare-report.js";
import { Producer } from "./producer.js";
import type { EnqueueOptions, QueuedBatch, QueuedSummary } from "./queue-options.js";
import { QueuedRun, type QueuedStage } from "./queued-run.js";
import { withQueue } from "./with-queue.js";

// Among so many a group's canary is chosen, as on one machine.
const chunkSize = 64;
// A list that gives nothing for so long is waited for no longer before what it gave goes to the queue.
const idleMs = 100;

/**
 * Puts a batch into a queue, for workers anywhere to convert, and tells what becomes of it as `NemoConverter.batch` does. The same
 * content for the same wish in the same folder is one job, and what was done before none, so enqueueing again only adds what is
 * missing.
 *
 * @throws NemoError from the events and from `summary`: `network` when Redis cannot be reached; `invalid-request`,
 * `source-missing`, `aborted`
 * @example
 * import { enqueueBatch } from "nemo-converter/bullmq";
 *
 * const batch = enqueueBatch("footage/", { redis: "redis://127.0.0.1:6379", output: "mp4/", preset: "web" });
 * for await (const { type, input } of batch) console.log(type, input);
 */
export function enqueueBatch(inputs: BatchInput, options: EnqueueOptions): QueuedBatch {
  const { id = crypto.randomUUID() } = options;
  return new QueuedRun(id, (stage) => produce(inputs, options, id, stage));
}

async function produce(
  inputs: BatchInput,
  options: EnqueueOptions,
  batch: string,
  stage: QueuedStage,
): Promise<QueuedSummary> {
  const { mostWaiting = 10_000 } = options;
  checkNumber("mostWaiting", mostWaiting);
  checkNumber("attempts", options.attempts);
  return withQueue(batch, options, stage, async (access) => {
    const { connection, follower, parts, tally, signal } = access;
    const ledger = new Ledger(connection, batch);
    const { tasks, spec, digest, root, request } = await parts.listBatch(inputs, options, tally.overall);
    const folder = resolve(options.output ?? root ?? ".");
    const facts = { folder, ...(root !== undefined && { root }), ...(request !== undefined && { request }) };
    await access.report(facts);
    await ledger.open(facts);
    const ffprobe = await findTool("ffprobe", options.ffprobePath);
    const producer = new Producer({ ...access, ledger, batch, spec, digest, ffprobe, options });
    await enqueueAll(tasks, producer, follower, mostWaiting, signal);
    const isListed = !signal.aborted && !follower.stopped;
    if (isListed) {
      await ledger.close();
      stage.enqueued();
    }
    await follower.until(0, signal);
    return { ...tally.summary, isListed };
  });
}

async function enqueueAll(
  tasks: AsyncIterable<BatchTask>,
  producer: Producer,
  follower: Follower,
  mostWaiting: number,
  signal: AbortSignal,
): Promise<void> {
  try {
    for await (const chunk of chunksOf(tasks, { size: Math.min(chunkSize, mostWaiting), idleMs, signal })) {
      await follower.until(mostWaiting - chunk.length, signal);
      if (signal.aborted || follower.stopped) return;
      await producer.enqueue(chunk);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
