import * as z from "zod/mini";
import { NemoError } from "../../errors/index.js";
import { describeJob, describeOutcome, jobOutput } from "../jobs/describe-job.js";
import { findCharge, insteadOf } from "../jobs/find-charge.js";
import type { JobRecord } from "../jobs/job-record.js";
import { defineTool, field, type ToolContext } from "../tool.js";
import { conversionFields, conversionInput } from "./conversion-fields.js";
import { jobField, seconds, variantsInput } from "./job-inputs.js";
import { batchInput } from "./start-batch.js";
import { startWork } from "./start-work.js";

const writes = { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true };
const jobInput = z.strictObject({ job: jobField });

export const convert = defineTool({
  name: "convert",
  title: "Convert a video to MP4",
  description:
    "Converts one video into a small MP4 that plays, copying streams where it can, and checks the result against the source. The source is never written to. Waits up to waitSeconds; if it is still running then, it goes on and the answer has a job handle for job_progress. Give request, preset or spec, or none for a plain MP4.",
  annotations: writes,
  input: z.strictObject({
    ...conversionFields,
    waitSeconds: field(z.optional(seconds(3600)), "How long to wait for the end (default 45)."),
  }),
  output: jobOutput,
  run: async ({ waitSeconds = 45, ...request }, context, options) => {
    const { jobs } = context;
    const record = await startWork("start_conversion", request, context);
    try {
      return describeOutcome(await jobs.wait(record, waitSeconds * 1000, options));
    } catch (error) {
      // Nobody waits for it any more.
      await jobs.cancel(record);
      throw error;
    }
  },
});

export const startConversion = defineTool({
  name: "start_conversion",
  title: "Start a conversion",
  description:
    "As convert, but answers at once with a job handle. Use it for long videos: then job_progress until it has ended. The job outlives this call.",
  annotations: writes,
  input: conversionInput,
  output: jobOutput,
  run: async (request, context) => describeJob(await startWork("start_conversion", request, context)),
});

export const startVariants = defineTool({
  name: "start_variants",
  title: "Start several results of one video",
  description:
    "Makes several MP4s of one video, decoding it once, and answers at once with a job handle. All of them appear, or none.",
  annotations: writes,
  input: variantsInput,
  output: jobOutput,
  run: async (request, context) => describeJob(await startWork("start_variants", request, context)),
});

export const startBatch = defineTool({
  name: "start_batch",
  title: "Start converting many videos",
  description:
    "Converts files and whole folders and answers at once with a job handle. One failure does not stop the others: the result counts them and says of each what to do. What is finished stays; started again with the same arguments, it goes on where it stopped.",
  annotations: writes,
  input: batchInput,
  output: jobOutput,
  run: async (request, context) => describeJob(await startWork("start_batch", request, context)),
});

export const jobProgress = defineTool({
  name: "job_progress",
  title: "Wait for a job",
  description:
    "Waits until the job has ended, waitSeconds at the most, and tells its state, percent and seconds left; a job that has ended is told with its result. Call it again while the state is running.",
  input: z.strictObject({
    job: jobField,
    waitSeconds: field(z.optional(seconds(15)), "0 to 15 (default 10)."),
  }),
  output: jobOutput,
  run: async ({ job, waitSeconds = 10 }, context, options) => {
    const record = await findJob(job, context);
    return describeJob(await context.jobs.wait(record, waitSeconds * 1000, options));
  },
});

export const jobResult = defineTool({
  name: "job_result",
  title: "Result of a job",
  description:
    "Tells what became of a job: paths, sizes, verdict, losses, or why it failed. Does not wait. Results stay for 14 days, also when the server was started again.",
  input: jobInput,
  output: jobOutput,
  run: async ({ job }, context) => describeOutcome(await findJob(job, context)),
});

export const cancelJob = defineTool({
  name: "cancel_job",
  title: "Cancel a job",
  description:
    "Ends a running job and removes what it had half made; answers when that is done. Of a job that has ended it changes nothing.",
  annotations: { readOnlyHint: false, destructiveHint: true },
  input: jobInput,
  output: jobOutput,
  run: async ({ job }, context) => describeJob(await context.jobs.cancel(await findJob(job, context))),
});

export const restartJob = defineTool({
  name: "restart_job",
  title: "Do a job again",
  description:
    "Starts a job again that was interrupted, cancelled or failed, with the same arguments; answers with a new handle. One that may have been charged is refused, with what to do in its place.",
  annotations: writes,
  input: jobInput,
  output: jobOutput,
  run: async ({ job }, context) => {
    const record = await findJob(job, context);
    const { state, tool, request } = record;
    if (state === "running" || state === "done") {
      throw new NemoError("invalid-request", `${job} is ${state}; there is nothing to do again.`);
    }
    if (tool === "ask") {
      throw new NemoError(
        "invalid-request",
        `${job} is a turn of a conversation, which may have been carried out.`,
        {
          action: {
            kind: "check-state",
            message: 'Ask "show tracks" first, then say again what is missing.',
          },
        },
      );
    }
    const charge = findCharge(record);
    if (charge) {
      throw new NemoError("invalid-request", `${job} may have been charged, and is not done again.`, {
        details: { ...charge },
        action: { kind: "check-state", message: insteadOf(charge) },
      });
    }
    return describeJob(await startWork(tool, request, context));
  },
});

export const listJobs = defineTool({
  name: "list_jobs",
  title: "List jobs",
  description: "Lists the jobs that are known, the newest first, also those of earlier runs of the server.",
  input: z.strictObject({
    limit: field(
      z.optional(z.int({ error: "a whole number from 1 to 200" }).check(z.gte(1), z.lte(200))),
      "How many at the most (default 20).",
    ),
  }),
  output: z.looseObject({ jobs: z.array(jobOutput) }),
  run: async ({ limit = 20 }, context) => {
    const jobs = (await visibleJobs(context)).slice(0, limit);
    const lines = jobs.map((record) => `${record.id} ${record.state}: ${subjectOf(record)}`);
    return {
      text: lines.length === 0 ? "There are no jobs." : lines.join("\n"),
      content: { jobs: jobs.map((record) => describeJob(record).content) },
    };
  },
});

function subjectOf({ request: { input, inputs, text } }: JobRecord): string {
  return String(input ?? (Array.isArray(inputs) ? inputs.join(", ") : text));
}

/** Those whose files lie in folders that are allowed here. */
export async function visibleJobs({ jobs, folders }: ToolContext): Promise<JobRecord[]> {
  const records = await jobs.list();
  const visible = await Promise.all(records.map((record) => isVisible(record, folders)));
  return records.filter((_, position) => visible[position]);
}

/** @throws NemoError `invalid-request` for a job that is not known, or whose files lie elsewhere */
export async function findJob(id: string, { jobs, folders }: ToolContext): Promise<JobRecord> {
  const record = await jobs.find(id);
  if (record && (await isVisible(record, folders))) return record;
  throw new NemoError("invalid-request", `There is no job ${id}; list_jobs tells which there are.`, {
    details: { key: "job", value: id },
  });
}

async function isVisible({ paths }: JobRecord, folders: ToolContext["folders"]): Promise<boolean> {
  const inside = await Promise.all(paths.map((path) => folders.has(path)));
  return inside.every(Boolean);
}
