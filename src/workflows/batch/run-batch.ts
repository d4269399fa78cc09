import { resolve } from "node:path";
import { abortedError, NemoError } from "../../errors/index.js";
import { mergeSpecs, normalizeSpec } from "../../conversion/index.js";
import type { Stage } from "../../time/index.js";
import type { ConverterContext } from "../context.js";
import { checkOnExists } from "../choose-output.js";
import type { ConvertOptions } from "../convert-options.js";
import { type ResolvedRequest, resolveRequest } from "../resolve-request.js";
import { findTools, prepareBuild } from "../tools.js";
import type { BatchEvent, BatchInput, BatchOptions, BatchSummary } from "./batch-options.js";
import { BatchReporter } from "./batch-reporter.js";
import { chooseConcurrency, thisMachine } from "./choose-concurrency.js";
import { FileSteps } from "./file-steps.js";
import { specDigest } from "./identity.js";
import { Journal } from "./journal/journal.js";
import { listInputs } from "./list-inputs.js";
import { OutputNames } from "./output-names.js";
import { ResultOwners } from "./result-owners.js";
import { Scheduler } from "./scheduler.js";
import { Tally } from "./tally.js";
import { tasksOf } from "./tasks-of.js";

const lookAhead = 64;

/** Converts many files. See `NemoConverter.batch`. */
export async function runBatch(
  context: ConverterContext,
  inputs: BatchInput,
  options: BatchOptions,
  stage: Stage<BatchEvent>,
): Promise<BatchSummary> {
  const { redactor, options: resolved } = context.transport;
  const { localFiles, isAutomatic, attribution } = resolved;
  checkOnExists(options);
  const output = options.output === undefined ? undefined : resolve(options.output);
  const listing = await listInputs(inputs, output);
  const { spec } = resolveBoth(options, listing.request);
  const concurrency = chooseConcurrency(options, spec, localFiles || isAutomatic);
  const tools = await findTools(context);
  prepareBuild(context, tools);
  const signal = options.signal ? AbortSignal.any([options.signal, stage.signal]) : stage.signal;
  const digest = specDigest(spec, options);
  const { version } = attribution;
  const reporter = await BatchReporter.prepare(options, { version, redactor, tools, listing, signal });
  const tally = new Tally((event) => stage.emit(event), reporter?.record);
  const journal = await openJournal(options, listing.root);
  const names = new OutputNames(output);
  let stopped: NemoError | undefined;
  try {
    const steps = new FileSteps({
      ...{ context, tools, spec, digest, names, tally, journal },
      options: toConvertOptions(options, spec, { signal, resume: journal !== undefined }),
      hasCanaries: options.canary ?? true,
      isDryRun: options.dryRun ?? false,
    });
    const owners = new ResultOwners(digest, options);
    const tasks = tasksOf(listing, { names, owners, overall: tally.overall });
    const { isFinite } = listing;
    const { cores } = thisMachine();
    const window = lookAhead + 2 * concurrency;
    const scheduler = new Scheduler(steps, { concurrency, window, cores, signal, isFinite });
    await scheduler.run(tasks);
    stopped = signal.aborted ? abortedError(signal) : scheduler.stopped;
  } finally {
    await reporter?.settle();
    await journal?.close();
  }
  const { reportPath, warnings = [] } = (await reporter?.write(stopped)) ?? {};
  for (const each of warnings) tally.warn(each);
  const summary = { ...tally.summary, ...(reportPath !== undefined && { reportPath }) };
  if (options.signal?.aborted) throw aborted(options.signal, summary);
  return summary;
}

/** Without a name for it, there is none where it cannot be kept: results say themselves what they are. */
async function openJournal(
  { journal, output, dryRun }: BatchOptions,
  root: string | undefined,
): Promise<Journal | undefined> {
  if (dryRun) return undefined;
  if (journal !== undefined) return Journal.open(resolve(journal));
  try {
    return await Journal.open(resolve(output ?? root ?? ".", ".nemo-batch.jsonl"));
  } catch (error) {
    if (NemoError.isInstance(error) && error.code === "invalid-request") return undefined;
    throw error;
  }
}

/** What the sentence that names the files says, and what the options say: these win. */
export function resolveBoth(options: BatchOptions, sentence: string | undefined): ResolvedRequest {
  const own = resolveRequest(options);
  if (sentence === undefined) return own;
  const said = resolveRequest({ request: sentence });
  return { ...said, ...own, spec: normalizeSpec(mergeSpecs(said.spec, own.spec)) };
}

function toConvertOptions(
  { output, concurrency, canary, journal, report, dryRun, request, preset, ...others }: BatchOptions,
  spec: ConvertOptions["spec"],
  defaults: { signal: AbortSignal; resume: boolean },
): ConvertOptions {
  return { resume: defaults.resume, ...others, signal: defaults.signal, ...(spec && { spec }) };
}

function aborted(signal: AbortSignal, summary: BatchSummary): NemoError {
  const { code, message, action } = abortedError(signal);
  return new NemoError(code, message, { details: { summary }, action, cause: signal.reason });
}
