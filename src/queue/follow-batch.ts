import { NemoError } from "../errors/index.js";
import type { BatchTask } from "../nemo-converter.js";
import { reviveError } from "./file-job.js";
import { Ledger, type LedgerEntry } from "./ledger.js";
import type { FollowOptions, QueuedBatch, QueuedSummary } from "./queue-options.js";
import { QueuedRun, type QueuedStage } from "./queued-run.js";
import { type QueueAccess, withQueue } from "./with-queue.js";

// Of a longer list the rest is read as these come to their end, or its length would be felt in memory.
const mostFollowed = 10_000;

/**
 * Follows a batch that is in the queue already, whoever enqueued it: all its files are told of, those that are done first (of
 * a list beyond 10,000 files, as far as it was read). Redis knows a batch for seven days.
 *
 * @throws NemoError from the events and from `summary`: `network` when Redis cannot be reached, `invalid-request` when there is no
 * such batch, `aborted`
 * @example
 * import { followBatch } from "nemo-converter/bullmq";
 *
 * const { done, failed } = await followBatch("footage-2026", { redis: "redis://127.0.0.1:6379" }).summary;
 */
export function followBatch(id: string, options: FollowOptions): QueuedBatch {
  return new QueuedRun(id, (stage) => follow(id, options, stage));
}

async function follow(id: string, options: FollowOptions, stage: QueuedStage): Promise<QueuedSummary> {
  return withQueue(id, options, stage, async (access) => {
    const { connection, follower, tally, signal, leaving } = access;
    const ledger = new Ledger(connection, id);
    const facts = await ledger.facts();
    if (!facts) {
      throw new NemoError("invalid-request", `There is no batch "${id}" in the queue "${connection.name}".`, {
        action: { message: "Check its id and the queue's name, or enqueue its files." },
      });
    }
    await access.report(facts);
    const isListed = await ledger.isListed();
    const total = { files: 0, bytes: 0 };
    for await (const chunk of ledger.read()) {
      await follower.until(mostFollowed, signal);
      if (leaving.aborted) break;
      for (const { job, entry } of chunk) {
        total.files += 1;
        total.bytes += entry.bytes ?? 0;
        await takeUp(access, job, entry);
      }
    }
    tally.overall.expect(total);
    if (isListed) stage.enqueued();
    await follower.until(0, signal);
    return { ...tally.summary, isListed };
  });
}

async function takeUp(
  { follower, tally }: QueueAccess,
  job: string | undefined,
  entry: LedgerEntry,
): Promise<void> {
  const { input, output, path, bytes, group, leftOut, skipped, error } = entry;
  const task: BatchTask = {
    entry: { input, name: input, folder: "" },
    output,
    ...(path !== undefined && { path }),
    ...(bytes !== undefined && { bytes }),
  };
  if (leftOut !== undefined) await tally.skipped(task, { reason: leftOut });
  else if (skipped !== undefined) await tally.skipped(task, { reason: skipped, output });
  else if (job !== undefined) {
    follower.follow(job, task, group);
    follower.queued(job);
    follower.look(job);
  } else await tally.failed(task, reviveError(error ?? {}), false);
}
