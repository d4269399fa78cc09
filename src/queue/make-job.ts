import type { ConversionSpec } from "../conversion/index.js";
import type { BatchTask } from "../nemo-converter.js";
import { type SentMessage, toJobOptions } from "./file-job.js";
import type { HeldJob } from "./held-jobs.js";
import type { EnqueueOptions } from "./queue-options.js";

/** A file that is to become a job. */
export interface Prepared {
  task: BatchTask;
  job: string;
  /** What its source is known by. */
  source: string;
  group?: string;
  /** What an earlier job of this name sent, and did not bring to its end. */
  sent?: SentMessage;
}

// What is finished is kept for batches that are followed later; results themselves say for ever what they are.
const keptSeconds = 7 * 24 * 3600;
const mostResultsKept = 10_000;

export function makeJob(
  { job, task, sent }: Prepared,
  { batch, spec, options }: { batch: string; spec: ConversionSpec; options: EnqueueOptions },
): HeldJob {
  const { attempts = 3, backoffMs = 5000 } = options;
  return {
    input: task.entry.name,
    ...(Number.isFinite(task.cost) && { cost: task.cost }),
    job: {
      name: "convert",
      data: {
        ...{ batch, spec, output: task.output },
        source: task.path ?? task.entry.name,
        options: toJobOptions(options),
        ...(sent && { sent }),
      },
      opts: {
        ...{ jobId: job, attempts, stackTraceLimit: 1 },
        backoff: { type: "exponential", delay: backoffMs },
        removeOnComplete: { age: keptSeconds, count: mostResultsKept },
        removeOnFail: { age: keptSeconds },
      },
    },
  };
}
