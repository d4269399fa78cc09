import { mkdir, readdir, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Job } from "bullmq";
import { fileError } from "../errors/index.js";
import { type ConverterContext, loadWorkflows } from "../nemo-converter.js";
import type { Progress } from "../options/index.js";
import { type FileJob, type FileOutcome, jobId } from "./file-job.js";
import { whyFileStays } from "./file-there.js";
import { hooksOf, type PaidJobOptions, payAgain } from "./paid-job.js";

// Faster than that nobody reads.
const progressMs = 500;

/**
 * Does what a job says, unless that was done before: by a worker that was given up and came back, or died just before it could
 * say so.
 */
export async function convertJob(
  context: ConverterContext,
  job: Job<FileJob, FileOutcome>,
  { signal, ...held }: PaidJobOptions & { signal: AbortSignal },
): Promise<FileOutcome> {
  const { source, output, spec, options } = job.data;
  const { checkCredits, convertInput, stillUnfetched } = await loadWorkflows();
  const hooks = hooksOf(job, held);
  if (!hooks.paid) await checkCredits(context, signal);
  const folder = dirname(output);
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw fileError(error, folder, "Writing to");
  });
  if (job.attemptsStarted > 1) await removeLeftovers(output);
  const skipped = await whyFileStays(output, options);
  if (skipped !== undefined && !(await isResultOf(job))) return { path: output, skipped };
  const onProgress = atMostEvery(progressMs, (progress) => {
    // It is told again soon; a job that is somebody else's by now has nothing to tell.
    job.updateProgress({ ...progress }).catch(() => undefined);
  });
  const wanted = { ...options, ...{ output, spec, signal, onProgress, once: true } };
  return convertInput(context, source, wanted, hooks).catch((error: unknown) => {
    throw hooks.paid ? stillUnfetched(error, payAgain) : error;
  });
}

/** Whether the file in the result's place is what this very job makes. */
async function isResultOf({ id, data }: Job<FileJob, FileOutcome>): Promise<boolean> {
  const { markOf } = await loadWorkflows();
  const { source, spec: digest } = (await markOf(data.output)) ?? {};
  if (source === undefined || digest === undefined) return false;
  return jobId({ source, digest, folder: dirname(data.output) }) === id;
}

/** What a worker that was killed left beside the output, under a hidden name that only results of this name have. */
async function removeLeftovers(output: string): Promise<void> {
  const folder = dirname(output);
  const beginning = `.${basename(output)}.`;
  const found = await readdir(folder);
  const left = found.filter(
    (name) => name.startsWith(beginning) && /^[0-9a-f-]+\.part$/.test(name.slice(beginning.length)),
  );
  await Promise.all(left.map((name) => rm(join(folder, name), { force: true })));
}

function atMostEvery(ms: number, tell: (progress: Progress) => void): (progress: Progress) => void {
  let last = -Infinity;
  return (progress) => {
    const now = performance.now();
    if (now - last < ms) return;
    last = now;
    tell(progress);
  };
}
