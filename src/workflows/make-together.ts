import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { NemoError } from "../errors/index.js";
import { toVariantsMessage } from "../conversion/index.js";
import type { RenderJob } from "../modules/index.js";
import type { ConverterContext } from "./context.js";
import { infoFromState } from "./info-from-state.js";
import {
  deliver,
  draftFor,
  inSession,
  type Job,
  type Made,
  makeFrom,
  rendered,
  usedArguments,
} from "./make-remotely.js";

/** One of several results: its name and what it takes to make it. */
export interface NamedJob {
  name: string;
  job: Job;
}

/**
 * All results in one session, from one upload: in process as one render, which decodes the source once; elsewhere one
 * message and one render after the other. Each lies at its job's `temporary` then.
 */
export async function makeTogether(context: ConverterContext, jobs: readonly NamedJob[]): Promise<Made[]> {
  return context.transport.options.localFiles ? makeAtOnce(context, jobs) : makeInTurn(context, jobs);
}

// Over a network the upload comes first, and the looks at the results last.
const uploaded = 31;
const made = 99;

async function makeInTurn(context: ConverterContext, jobs: readonly NamedJob[]): Promise<Made[]> {
  const first = jobs[0]!.job;
  return inSession(context, first, async (session) => {
    const delivered = await deliver(context, session, first);
    const results: Made[] = [];
    const share = (made - uploaded) / jobs.length;
    for (const [number, { job }] of jobs.entries()) {
      const from = uploaded + number * share;
      const progress = job.progress.part(from, from + share);
      // What delivering the source gave rise to is said once.
      const warnings = number === 0 ? delivered.warnings : [];
      results.push(await makeFrom(context, session, { ...job, progress }, { ...delivered, warnings }));
    }
    return results;
  });
}

async function makeAtOnce(context: ConverterContext, jobs: readonly NamedJob[]): Promise<Made[]> {
  const first = jobs[0]!.job;
  return inSession(context, first, async (session) => {
    const { media, warnings } = await deliver(context, session, first);
    const specs = Object.fromEntries(jobs.map(({ name, job }) => [name, job.spec]));
    const message = toVariantsMessage(specs, first.language);
    const { draft, videoInfos } = await draftFor(context, session, first, message);
    const done = await rendered(context, session, first, draft);
    const told = infoFromState(videoInfos, media.name);
    const results = jobs.map(({ name, job }) => ({ job, result: resultOf(done, name) }));
    try {
      for (const { job, result } of results) {
        await rm(job.temporary, { force: true });
        await context.render.download(result, job.temporary, { signal: job.options.signal });
      }
    } finally {
      // Those that were fetched have moved; none of the others may stay in the user's folder.
      await Promise.all(results.map(({ result }) => rm(fileURLToPath(result.url), { force: true })));
    }
    return results.map(({ result }, position) => {
      const used = usedArguments(result);
      return { ...told, warnings: position === 0 ? warnings : [], ...(used && { arguments: used }) };
    });
  });
}

/** One result of a render that has several; the embedded backend names them beside the contract's `output`. */
function resultOf(job: RenderJob, name: string): RenderJob & { url: string } {
  const { variants } = job.raw as { variants?: Record<string, { url?: unknown }> };
  const raw = variants?.[name];
  if (typeof raw?.url === "string") return { ...job, url: raw.url, raw };
  throw new NemoError("malformed-response", `The render ${job.id} has no result called ${name}.`, {
    details: { key: `variants.${name}.url` },
  });
}
