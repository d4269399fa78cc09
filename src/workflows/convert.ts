import { rm, stat } from "node:fs/promises";
import { NemoError, throwIfAborted } from "../errors/index.js";
import {
  type ConversionPlan,
  type ConversionSpec,
  type MediaInfo,
  placeTrim,
  planConversion,
} from "../conversion/index.js";
import { probe, writeMark } from "../media/index.js";
import type { MediaInput } from "../options/index.js";
import { temporaryName } from "../modules/later.js";
import { afterMessage } from "./after-message.js";
import { explainFailure, refuseDamaged } from "./check-source.js";
import { chooseOutput, type Output } from "./choose-output.js";
import { completeResult } from "./complete-result.js";
import type { ConverterContext } from "./context.js";
import type { ConvertHooks } from "./convert-hooks.js";
import type { ConversionResult, ConvertOptions } from "./convert-options.js";
import { examineResult } from "./examine-result.js";
import { keepTimes } from "./keep-times.js";
import { makeFromProject } from "./make-from-project.js";
import { type Job, makeRemotely } from "./make-remotely.js";
import { makeSmaller, placed } from "./make-smaller.js";
import { openSource, type Source } from "./open-source.js";
import { ProgressScale } from "./progress-scale.js";
import { publishResults, resultOf } from "./publish-results.js";
import { refuseLosses } from "./refuse-losses.js";
import { resolveRequest } from "./resolve-request.js";
import { unknownInfo } from "./info-from-state.js";
import { makeSidecars, removeSidecars, type Sidecar } from "./sidecars.js";
import { findTools, prepareBuild, type Tools } from "./tools.js";
import { withReceipt } from "./write-receipt.js";
import { withSourceFile } from "./with-source-file.js";

/** One file becomes an MP4 that was checked against its source. See `NemoConverter.convert`. */
export async function convert(
  context: ConverterContext,
  input: MediaInput,
  options: ConvertOptions = {},
  hooks: ConvertHooks = {},
): Promise<ConversionResult> {
  throwIfAborted(options.signal);
  const { spec: asked, doubts, language = context.transport.options.language } = resolveRequest(options);
  const opened = await openSource(input);
  const output = await chooseOutput(opened, options);
  const progress = new ProgressScale(options.onProgress, context.transport.options.localFiles);
  progress.begin("inspect");
  const tools = await findTools(context);
  prepareBuild(context, tools);
  const make = async (source: Source) => {
    const known = await inspect(source, tools, options.signal);
    const spec = known ? placeTrim(asked, known) : asked;
    // What cannot be done is said before anything is sent.
    const plan = known && planConversion(known, spec);
    if (plan || mustBeKnown(context, output)) refuseLosses(plan, options, language);
    if (output.isSkipped) {
      return skipped(output, spec, known ?? unknownInfo(source.name), tools, options);
    }
    const { threads, spending, purpose } = hooks;
    const job: Job = {
      ...{ source, spec, language, tools, temporary: temporaryName(output.path), options, progress },
      ...(threads !== undefined && { threads }),
      ...(spending && { spending }),
      ...(purpose !== undefined && { purpose }),
    };
    return makeResult(context, job, output, { known, plan, doubts }, hooks);
  };
  return output.isSkipped ? make(opened) : withSourceFile(context, opened, tools, options, make);
}

/** Whether a plan has to be there before anything begins: in process it costs nothing to refuse afterwards. */
export function mustBeKnown({ transport }: ConverterContext, { isSkipped }: Output): boolean {
  return !transport.options.localFiles && !isSkipped;
}

/** What is known before anything is made. */
interface Foreseen {
  known: MediaInfo | undefined;
  plan: ConversionPlan | undefined;
  doubts: readonly string[];
}

async function makeResult(
  context: ConverterContext,
  asked: Job,
  output: Output,
  { known, plan, doubts }: Foreseen,
  { onMade, mark, beforePublish, paid }: ConvertHooks,
): Promise<ConversionResult> {
  const { source, temporary, options, progress } = asked;
  await refuseDamaged(context, asked);
  let sidecars: Sidecar[] = [];
  try {
    const project = context.credits.isFree ? undefined : paid;
    const made = await makeSmaller(asked, known, plan, (each) =>
      project ? makeFromProject(context, each, project) : makeRemotely(context, each),
    );
    const job = placed(asked, made);
    onMade?.();
    progress.begin("verify");
    if (mark) await writeMark(temporary, await mark());
    const completed = await completeResult(context, job, output, made);
    const result = { ...completed, warnings: [...doubts, ...completed.warnings] };
    sidecars = await makeSidecars(job, made, output.path);
    if (options.keepTimes) await keepTimes(source, temporary);
    const unnamed = { temporary, output, sidecars, result };
    const [named = unnamed] = await publishResults([unnamed], options, beforePublish);
    const finished = await withReceipt(context, job, made, resultOf(named));
    progress.finish();
    return finished;
  } catch (error) {
    if (options.onExists === "skip" && NemoError.isInstance(error) && error.code === "output-exists") {
      const kept = await skipped(output, asked.spec, known ?? unknownInfo(source.name), asked.tools, options);
      return { ...kept, warnings: [takenMeanwhile] };
    }
    throw afterMessage(context, asked, await explainFailure(context, asked, error));
  } finally {
    await rm(temporary, { force: true });
    await removeSidecars(sidecars);
  }
}

const takenMeanwhile =
  "Another file got this name while this one was converted; it was kept, and what was made is gone.";

export async function inspect(
  { path }: Source,
  { ffprobe, mediaLimits }: Tools,
  signal: AbortSignal | undefined,
): Promise<MediaInfo | undefined> {
  if (path === undefined || ffprobe === undefined) return undefined;
  return probe(path, { ffprobePath: ffprobe, mediaLimits, signal });
}

/** The result where there was a file already that is to be kept. */
export async function skipped(
  { path }: Output,
  spec: ConversionSpec,
  source: MediaInfo,
  tools: Tools,
  options: ConvertOptions,
): Promise<ConversionResult> {
  const { output, verification } = await examineResult(path, undefined, tools, { ...options, verify: false });
  const { size } = await stat(path);
  return {
    path,
    bytes: size,
    route: "copy",
    reasons: [],
    spec,
    source,
    output,
    verification,
    losses: [],
    sidecars: [],
    warnings: ["There was a file already; it was kept, and nothing was converted."],
  };
}
