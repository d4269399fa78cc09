import { rm, stat } from "node:fs/promises";
import { NemoError } from "../errors/index.js";
import {
  type ConversionPlan,
  type ConversionSpec,
  type MediaInfo,
  placeTrim,
  planConversion,
  planToKeep,
} from "../conversion/index.js";
import { renderPlan } from "../media/index.js";
import type { Job, Made } from "./make-remotely.js";

/** What was made, by which plan, and whether it is the source after all. */
export interface Making extends Made {
  /** Undefined where too little is known of the source. */
  plan: ConversionPlan | undefined;
  kept?: "source";
}

/**
 * Makes a result and sees to it that it is not larger than its source, where the source could serve: then the result is a
 * copy of the source's streams. An encode that must end too large is stopped by the backend, where that can be.
 *
 * @param known the source, and what `plan` does with it, as far as that is known before
 */
export async function makeSmaller(
  job: Job,
  known: MediaInfo | undefined,
  plan: ConversionPlan | undefined,
  make: (job: Job) => Promise<Made>,
): Promise<Making> {
  const spare = known && plan && spareFor(job, known, plan);
  let made: Made;
  try {
    made = await make({ ...job, ...(spare && { mostBytes: known.bytes }) });
  } catch (error) {
    if (!spare || !isTooLarge(error)) throw error;
    const bytes = Number(error.details["expectedBytes"]);
    return keepSource(job, known, spare, `would have ${megabytes(bytes)}`, { info: known, warnings: [] });
  }
  return withoutGrowth(job, planned(job, known, plan, made));
}

/** What was made, with what is known of the source by now. */
export function planned(
  { spec }: Job,
  known: MediaInfo | undefined,
  plan: ConversionPlan | undefined,
  made: Made,
): Making {
  const info = known ?? made.info;
  return { ...made, ...(info && { info }), plan: plan ?? (info && planFrom(info, spec)) };
}

/** The job with its trim on the clock of its source, which may be known only once the result is made. */
export function placed(job: Job, { info, plan }: Making): Job {
  return info && plan ? { ...job, spec: placeTrim(job.spec, info) } : job;
}

/** The same as `makeSmaller` for a result that lies at `job.temporary` already. */
export async function withoutGrowth(unplaced: Job, making: Making): Promise<Making> {
  const job = placed(unplaced, making);
  const { info, plan } = making;
  if (job.options.keepLarger || !plan || plan.route === "copy" || info?.bytes === undefined) return making;
  const { size } = await stat(job.temporary);
  if (size <= info.bytes) return making;
  const spare = spareFor(job, info, plan);
  if (spare) return keepSource(job, info, spare, `had ${megabytes(size)}`, making);
  const warning = `The result is larger than its source (${megabytes(size)}, was ${megabytes(info.bytes)}), which does not serve as it is.`;
  return { ...making, warnings: [...making.warnings, warning] };
}

/** How the source's own streams give the result; undefined where they do not, or cannot be reached from here. */
function spareFor(
  { source, spec, tools, options }: Job,
  info: MediaInfo,
  { route }: ConversionPlan,
): ConversionPlan | undefined {
  const isOpen = !options.keepLarger && route !== "copy" && info.bytes !== undefined;
  return isOpen && source.path !== undefined && tools.ffmpeg !== undefined
    ? planToKeep(info, spec)
    : undefined;
}

async function keepSource(
  { source, spec, tools, temporary, options }: Job,
  info: MediaInfo,
  plan: ConversionPlan,
  outcome: string,
  { warnings }: Made,
): Promise<Making> {
  await rm(temporary, { force: true });
  const { arguments: used } = await renderPlan({
    ffmpegPath: tools.ffmpeg,
    source: source.path!,
    info,
    spec,
    plan,
    output: temporary,
    signal: options.signal,
  });
  const warning = `Encoded it ${outcome}, and the source has ${megabytes(info.bytes!)}: its streams were copied instead (keepLarger keeps the encode).`;
  return { info, plan, kept: "source", warnings: [...warnings, warning], arguments: used };
}

/** An encode that was stopped because it had to end too large. */
function isTooLarge(error: unknown): error is NemoError {
  return NemoError.isInstance(error) && error.details["expectedBytes"] !== undefined;
}

/** What the backend knows of a source may be too little to plan by. */
function planFrom(info: MediaInfo, spec: ConversionSpec): ConversionPlan | undefined {
  try {
    return planConversion(info, spec);
  } catch (error) {
    if (NemoError.isInstance(error)) return undefined;
    throw error;
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toPrecision(3)} MB`;
}
