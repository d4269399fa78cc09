import { stat } from "node:fs/promises";
import { type Language, NemoError } from "../errors/index.js";
import {
  adviceOn,
  type ConversionPlan,
  fromElsewhere,
  lossesIn,
  type MediaInfo,
  type VerificationCheck,
} from "../conversion/index.js";
import { publish } from "../modules/later.js";
import { freePath, type Output } from "./choose-output.js";
import type { ConverterContext } from "./context.js";
import type { ConversionResult } from "./convert-options.js";
import { examineResult, type Examined } from "./examine-result.js";
import { finishLocally } from "./finish-locally.js";
import { unknownInfo } from "./info-from-state.js";
import { madeElsewhere } from "./made-elsewhere.js";
import type { Job } from "./make-remotely.js";
import type { Making } from "./make-smaller.js";
import { planByCount } from "./plan-by-count.js";
import { refuseLosses } from "./refuse-losses.js";
import type { Tools } from "./tools.js";

/**
 * Looks at what was made and tells what became of it; all that is left is to give it its name.
 *
 * @throws NemoError `verification-failed`; the result is kept under another name then
 */
export async function completeResult(
  context: ConverterContext,
  job: Job,
  { path }: Output,
  made: Making,
): Promise<ConversionResult> {
  const { temporary, spec, tools } = job;
  const { plan, kept } = made;
  // Of a source that could not be looked at before, it is known only now.
  refuseLosses(plan, job.options, job.language);
  const finished = await finish(context, job, made);
  const { output, verification } = finished.examined;
  if (!verification.ok) throw await unverified(temporary, path, finished.examined, job.language);
  const used = finished.arguments ?? made.arguments;
  // A backend that says what ffmpeg was given has done what was planned.
  const isTold = context.transport.options.localFiles || kept !== undefined || made.arguments !== undefined;
  const account = isTold && plan ? planned(plan) : await madeElsewhere(job, made, output);
  return {
    path,
    bytes: (await stat(temporary)).size,
    ...account,
    spec,
    source: await sourceOf(job, made),
    output,
    verification,
    losses: lossesIn([...(plan?.losses ?? []), ...finished.losses], job.language),
    sidecars: [],
    warnings: [...(plan?.warnings ?? []), ...made.warnings, ...finished.warnings, ...looks(tools, plan)],
    ...(used && { arguments: used }),
    ...(kept && { kept }),
  };
}

function planned({ route, streams }: ConversionPlan): Pick<ConversionResult, "route" | "reasons"> {
  return { route, reasons: streams.map(({ reason }) => reason) };
}

/** What is known of the source, which may be little more than its name. */
async function sourceOf({ source: { name, path } }: Job, { info, facts }: Making): Promise<MediaInfo> {
  if (info) return info;
  const known = facts ?? unknownInfo(name);
  return path === undefined ? known : { ...known, bytes: (await stat(path)).size };
}

/** Looks at what was made; on the way over the cloud, does what is missing and looks again. */
async function finish(context: ConverterContext, job: Job, made: Making) {
  const { source, temporary, spec, tools, options } = job;
  const isOwn = context.transport.options.localFiles;
  const expect = (plan: ConversionPlan | undefined) =>
    plan && (isOwn ? plan.expectation : fromElsewhere(plan.expectation, spec));
  let expected = expect(made.plan);
  const { info, plan } = made;
  const origin = source.path !== undefined && info && plan && { path: source.path, info, plan, spec };
  const looking = { ...options, wish: spec, ...(origin && { origin }) };
  let examined = await examineResult(temporary, expected, tools, looking);
  const counted = await planByCount(failedOf(examined), {
    ...{ path: source.path, info: made.info, spec, isKept: made.kept !== undefined },
    ...{ ffprobe: tools.ffprobe, signal: options.signal },
  });
  if (counted) {
    expected = expect(counted);
    examined = await examineResult(temporary, expected, tools, looking);
  }
  const warnings = counted ? [clockJumps] : [];
  const failed = failedOf(examined);
  const isUnplayable = failed.some(({ name }) => name === "it plays" || name === "it opens");
  const isLeft = isOwn || isUnplayable || tools.ffprobe === undefined;
  if (failed.length === 0 || isLeft) return { examined, losses: [], warnings };
  const finished = await finishLocally(temporary, examined.output, failed, spec, tools, options.signal);
  return { ...finished, examined: await examineResult(temporary, expected, tools, looking) };
}

const clockJumps =
  "The clock of the source jumps, as where recordings were put one behind the other: the result was held against the lengths of its packets.";

export function failedOf({ verification }: Examined): VerificationCheck[] {
  return verification.checks.filter(({ ok }) => !ok);
}

/** A mismatch is not thrown away, and does not get the output's name. */
async function unverified(
  temporary: string,
  path: string,
  examined: Examined,
  language: Language,
): Promise<NemoError> {
  const kept = await freePath(`${path}.unverified.mp4`, "rename");
  await publish(temporary, kept);
  const failed = failedOf(examined);
  const said = failed.map(
    ({ name, expected, actual }) => `${name}: ${String(expected)} expected, ${String(actual)} found`,
  );
  const advice = [...new Set(failed.flatMap(({ name }) => adviceOn(name, language) ?? []))];
  return new NemoError(
    "verification-failed",
    `The result is not as it should be (${said.join("; ")}). Kept as ${kept}.`,
    {
      details: { path: kept, checks: failed },
      language,
      ...(advice.length > 0 && { action: { message: advice.join(" ") } }),
    },
  );
}

function looks({ ffprobe }: Tools, plan: ConversionPlan | undefined): string[] {
  if (ffprobe === undefined) {
    return ["There is no ffprobe here: the result was not checked against its source."];
  }
  if (plan) return [];
  return [
    "The source was not here to look at: the result was checked against what was asked for, but not against its source. A path, a Blob or a stream is looked at; so is a URL with strict.",
  ];
}
