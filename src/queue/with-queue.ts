import { Queue } from "bullmq";
import { abortedError, NemoError } from "../errors/index.js";
import { type ConversionResult, loadWorkflows } from "../nemo-converter.js";
import { type Connection, connect } from "./connect.js";
import type { FileJob } from "./file-job.js";
import { Follower } from "./follower.js";
import type { FollowOptions, QueuedSummary } from "./queue-options.js";
import type { QueuedStage } from "./queued-run.js";
import { redisError } from "./redis-error.js";

// Redis may be away for about a minute.
const mostAttempts = 40;

export interface QueueAccess {
  connection: Connection;
  queue: Queue<FileJob, ConversionResult>;
  follower: Follower;
  parts: Awaited<ReturnType<typeof loadWorkflows>>;
  tally: InstanceType<QueueAccess["parts"]["Tally"]>;
  /** Aborted when the following has to end, for whatever reason. */
  signal: AbortSignal;
  /** Aborted when it has to end and nothing is to be taken back. */
  leaving: AbortSignal;
}

/** Lends out what following a batch takes, and leaves nothing of it open. */
export async function withQueue(
  options: FollowOptions,
  stage: QueuedStage,
  work: (access: QueueAccess) => Promise<QueuedSummary>,
): Promise<QueuedSummary> {
  const leaving = AbortSignal.any([stage.signal, ...(options.signal ? [options.signal] : [])]);
  const signal = AbortSignal.any([leaving, stage.cancellation]);
  const parts = await loadWorkflows();
  const tally = new parts.Tally((event) => stage.emit(event));
  const connection = await connect(options, { mostAttempts });
  const { redis, name, prefix } = connection;
  const queue = new Queue<FileJob, ConversionResult>(name, { connection: redis, prefix });
  queue.on("error", () => undefined);
  const follower = new Follower({ connection, queue, tally, markOf: parts.markOf });
  try {
    const summary = await work({ connection, queue, follower, parts, tally, signal, leaving });
    if (stage.cancellation.aborted) {
      await follower.takeBack();
      await follower.until(0, leaving);
      return { ...tally.summary, isListed: summary.isListed };
    }
    if (options.signal?.aborted) throw aborted(options.signal, summary);
    return summary;
  } catch (error) {
    throw redis.status === "end" ? redisError(error, connection.url) : error;
  } finally {
    await follower.close();
    await queue.close();
    await connection.close();
  }
}

function aborted(signal: AbortSignal, summary: QueuedSummary): NemoError {
  const { code, message, action } = abortedError(signal);
  return new NemoError(code, message, { details: { summary }, action, cause: signal.reason });
}
