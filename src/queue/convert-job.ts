import { mkdir, readdir, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Job } from "bullmq";
import { fileError } from "../errors/index.js";
import type { ConversionResult, NemoConverter } from "../nemo-converter.js";
import type { Progress } from "../options/index.js";
import type { FileJob } from "./file-job.js";

// Faster than that nobody reads.
const progressMs = 500;

/**
 * Does what a job says, unless that was done before: by a worker that was given up and came back, or died just before it could
 * say so.
 */
export async function convertJob(
  nemo: NemoConverter,
  job: Job<FileJob, ConversionResult>,
  signal: AbortSignal,
): Promise<ConversionResult> {
  const { source, output, spec, options } = job.data;
  const folder = dirname(output);
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw fileError(error, folder, "Writing to");
  });
  if (job.attemptsStarted > 1) await removeLeftovers(output);
  return nemo.convert(source, {
    ...options,
    ...{ output, spec, signal, once: true },
    onProgress: atMostEvery(progressMs, (progress) => {
      // It is told again soon; a job that is somebody else's by now has nothing to tell.
      job.updateProgress({ ...progress }).catch(() => undefined);
    }),
  });
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
