import { Queue } from "bullmq";
import { abortedError, NemoError } from "../errors/index.js";
import { loadWorkflows } from "../nemo-converter.js";
import { type Connection, connect } from "./connect.js";
import type { FileJob, FileOutcome } from "./file-job.js";
import { Follower } from "./follower.js";
import type { BatchFacts } from "./ledger.js";
import { prepareReport, type Reporter } from "./prepare-report.js";
import type { EnqueueOptions, FollowOptions, QueuedSummary } from "./queue-options.js";
import { QueuedGroups } from "./queued-groups.js";
import type { QueuedStage } from "./queued-run.js";
import { redisError } from "./redis-error.js";

// Redis may be away for about a minute.
const mostAttempts = 40;

export interface QueueAccess {
  connection: Connection;
  queue: Queue<FileJob, FileOutcome>;
  groups: QueuedGroups;
  follower: Follower;
  parts: Awaited<ReturnType<typeof loadWorkflows>>;
  tally: InstanceType<QueueAccess["parts"]["Tally"]>;
  /** Aborted when the following has to end, for whatever reason. */
  signal: AbortSignal;
  /** Aborted when it has to end and nothing is to be taken back. */
  leaving: AbortSignal;
  /** Called before the first file is told of; what stands in the way of a report is said then. */
  report: (facts: BatchFacts) => Promise<void>;
}

/** Lends out what following a batch takes, and leaves nothing of it open. */
export async function withQueue(
  batch: string,
  options: FollowOptions & Pick<EnqueueOptions, "onExists">,
  stage: QueuedStage,
  work: (access: QueueAccess) => Promise<QueuedSummary>,
): Promise<QueuedSummary> {
  const leaving = AbortSignal.any([stage.signal, ...(options.signal ? [options.signal] : [])]);
  const signal = AbortSignal.any([leaving, stage.cancellation]);
  const parts = await loadWorkflows();
  let reporter: Reporter | undefined;
  const tally = new parts.Tally(
    (event) => stage.emit(event),
    (task, outcome) => reporter?.record(task, outcome),
  );
  const connection = await connect(options, { mostAttempts });
  const { redis, name, prefix } = connection;
  const queue = new Queue<FileJob, FileOutcome>(name, { connection: redis, prefix });
  queue.on("error", () => undefined);
  const groups = new QueuedGroups(connection, queue, batch);
  const follower = new Follower({ batch, connection, queue, groups, tally, parts });
  const report = async (facts: BatchFacts) => {
    reporter = await prepareReport(parts, options, facts, leaving);
  };
  try {
    const access = { connection, queue, groups, follower, parts, tally, signal, leaving, report };
    let summary = await work(access);
    if (stage.cancellation.aborted) {
      await follower.takeBack();
      await follower.until(0, leaving);
      summary = { ...tally.summary, isListed: summary.isListed };
    }
    await reporter?.settle();
    if (options.signal?.aborted) throw aborted(options.signal, summary);
    if (leaving.aborted) return summary;
    const stopped = follower.stopped ?? whyIncomplete(stage.cancellation, summary);
    return { ...summary, ...(await reporter?.write(stopped)) };
  } catch (error) {
    throw redis.status === "end" ? redisError(error, connection.url) : error;
  } finally {
    await reporter?.settle();
    await follower.close();
    await queue.close();
    await connection.close();
  }
}

function whyIncomplete(cancellation: AbortSignal, { isListed }: QueuedSummary): NemoError | undefined {
  if (cancellation.aborted) return new NemoError("aborted", "The batch was taken back.");
  if (isListed) return undefined;
  return new NemoError("aborted", "Not all inputs were put into the queue; enqueue them again.");
}

function aborted(signal: AbortSignal, summary: QueuedSummary): NemoError {
  const { code, message, action } = abortedError(signal);
  return new NemoError(code, message, { details: { summary }, action, cause: signal.reason });
}
