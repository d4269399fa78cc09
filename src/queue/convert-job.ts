import { mkdir, readdir, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Job } from "bullmq";
import { fileError } from "../errors/index.js";
import { loadWorkflows, type NemoConverter } from "../nemo-converter.js";
import type { Progress } from "../options/index.js";
import { type FileJob, type FileOutcome, jobId } from "./file-job.js";
import { whyFileStays } from "./file-there.js";

// Faster than that nobody reads.
const progressMs = 500;

/**
 * Does what a job says, unless that was done before: by a worker that was given up and came back, or died just before it could
 * say so.
 */
export async function convertJob(
  nemo: NemoConverter,
  job: Job<FileJob, FileOutcome>,
  signal: AbortSignal,
): Promise<FileOutcome> {
  const { source, output, spec, options } = job.data;
  const folder = dirname(output);
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw fileError(error, folder, "Writing to");
  });
  if (job.attemptsStarted > 1) await removeLeftovers(output);
  const skipped = await whyFileStays(output, options);
  if (skipped !== undefined && !(await isResultOf(job))) return { path: output, skipped };
  return nemo.convert(source, {
    ...options,
    ...{ output, spec, signal, once: true },
    onProgress: atMostEvery(progressMs, (progress) => {
      // It is told again soon; a job that is somebody else's by now has nothing to tell.
      job.updateProgress({ ...progress }).catch(() => undefined);
    }),
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
