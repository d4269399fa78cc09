import { rm, stat } from "node:fs/promises";
import { throwIfAborted } from "../errors/index.js";
import {
  type ConversionPlan,
  type ConversionSpec,
  type ConversionSpecInput,
  type MediaInfo,
  placeTrim,
  planConversion,
  type PresetName,
} from "../conversion/index.js";
import { temporaryName } from "../modules/later.js";
import type { MediaInput } from "../options/index.js";
import { afterMessage } from "./after-message.js";
import { explainFailure, refuseDamaged } from "./check-source.js";
import { chooseOutputs, type Output } from "./choose-output.js";
import type { ConverterContext } from "./context.js";
import { completeResult } from "./complete-result.js";
import { inspect, mustBeKnown, skipped } from "./convert.js";
import type { ConversionResult, ConvertOptions } from "./convert-options.js";
import { keepTimes } from "./keep-times.js";
import { unknownInfo } from "./info-from-state.js";
import type { Job } from "./make-remotely.js";
import { type Making, placed, planned, withoutGrowth } from "./make-smaller.js";
import { makeTogether } from "./make-together.js";
import { openSource, type Source } from "./open-source.js";
import { ProgressScale } from "./progress-scale.js";
import { publishResults, resultOf, type Unnamed } from "./publish-results.js";
import { refuseLosses } from "./refuse-losses.js";
import { resolveVariants } from "./resolve-variants.js";
import { makeSidecars, removeSidecars, type Sidecar } from "./sidecars.js";
import { findTools } from "./tools.js";
import { withReceipt } from "./write-receipt.js";
import { withSourceFile } from "./with-source-file.js";

/** Several MP4s from one source, from one decode where that can be; all of them or none. See `NemoConverter.variants`. */
export async function makeVariants<K extends string>(
  context: ConverterContext,
  input: MediaInput,
  variants: Record<K, ConversionSpecInput | PresetName>,
  options: ConvertOptions = {},
): Promise<Record<K, ConversionResult>> {
  throwIfAborted(options.signal);
  const { localFiles, language: ownLanguage } = context.transport.options;
  const resolved = resolveVariants(variants, options);
  const { specs: asked, specsFor, names, doubts, language = ownLanguage } = resolved;
  const opened = await openSource(input);
  const outputs = await chooseOutputs(opened, names, options);
  const progress = new ProgressScale(options.onProgress, localFiles);
  progress.begin("inspect");
  const tools = await findTools(context);
  const make = async (source: Source) => {
    const known = await inspect(source, tools, options.signal);
    const specs = specsFor(known, localFiles);
    const all = names.map((name) => {
      const output = outputs[name]!;
      const spec = known ? placeTrim(specs[name]!, known) : specs[name]!;
      const temporary = temporaryName(output.path);
      const job: Job = { source, spec, language, tools, temporary, options, progress };
      // What cannot be done is said before anything is sent.
      const plan = known && planConversion(known, spec);
      if (plan || mustBeKnown(context, output)) refuseLosses(plan, options, language);
      const wish = known ? placeTrim(asked[name]!, known) : asked[name]!;
      return { name, output, job, plan, wish };
    });
    return makeAll(context, all, known, doubts);
  };
  const isToMake = names.some((name) => !outputs[name]!.isSkipped);
  const results = await (isToMake ? withSourceFile(context, opened, tools, options, make) : make(opened));
  return Object.fromEntries(names.map((name) => [name, results.get(name)!])) as Record<K, ConversionResult>;
}

interface Variant {
  name: string;
  output: Output;
  job: Job;
  plan: ConversionPlan | undefined;
  /** The spec without the grid of keyframes, which is no wish of the user's that a copy would miss. */
  wish: ConversionSpec;
}

async function makeAll(
  context: ConverterContext,
  all: readonly Variant[],
  known: MediaInfo | undefined,
  doubts: readonly string[],
): Promise<Map<string, ConversionResult>> {
  const { source, tools, options, progress } = all[0]!.job;
  const wanted = all.filter(({ output }) => !output.isSkipped);
  const results = new Map<string, ConversionResult>();
  const sidecars: Sidecar[] = [];
  const unnamed: (Unnamed & { name: string; job: Job; making: Making })[] = [];
  if (wanted[0]) await refuseDamaged(context, wanted[0].job);
  try {
    const made = wanted.length === 0 ? [] : await makeTogether(context, wanted);
    progress.begin("verify");
    for (const [position, { name, job, output, plan, wish }] of wanted.entries()) {
      const wished = { ...job, spec: wish };
      const making = await withoutGrowth(wished, planned(job, known, plan, made[position]!));
      const completed = await completeResult(context, placed(job, making), output, making);
      const result = { ...completed, warnings: [...doubts, ...completed.warnings] };
      const own = await makeSidecars(placed(job, making), making, output.path);
      sidecars.push(...own);
      unnamed.push({ name, job, making, temporary: job.temporary, output, sidecars: own, result });
      if (options.keepTimes) await keepTimes(source, job.temporary);
    }
    for (const { name, job, output } of all.filter(({ output: each }) => each.isSkipped)) {
      const info = known ?? unknownInfo(source.name);
      results.set(name, await skipped(output, job.spec, info, tools, options));
    }
    throwIfAborted(options.signal);
    for (const named of await publishResults(unnamed, options)) {
      const { name, job, making } = named;
      const own = { ...placed(job, making), options: { ...options, ...(await receiptFor(name, options)) } };
      results.set(name, await withReceipt(context, own, making, resultOf(named)));
    }
    progress.finish();
    return results;
  } catch (error) {
    if (!wanted[0]) throw error;
    throw afterMessage(context, wanted[0].job, await explainFailure(context, wanted[0].job, error));
  } finally {
    await Promise.all(wanted.map(({ job }) => rm(job.temporary, { force: true })));
    await removeSidecars(sidecars);
  }
}

/** One path for the receipts of several results is the beginning of their names, unless it is a folder. */
async function receiptFor(
  name: string,
  { receipt }: ConvertOptions,
): Promise<Pick<ConvertOptions, "receipt">> {
  if (typeof receipt !== "string" || receipt === "" || /[/\\]$/.test(receipt)) return {};
  const isFolder = await stat(receipt).then(
    (found) => found.isDirectory(),
    () => false,
  );
  return isFolder ? {} : { receipt: `${receipt.replace(/\.(?:html?|json)$/i, "")}.${name}.html` };
}
