import { rm, statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { NemoError } from "../errors/index.js";
import { type ConversionPlan, type ConversionSpec, type MediaInfo } from "../conversion/index.js";
import { cueFiles, removeCues, withCutSubtitles } from "./cut-subtitles.js";
import { meetTarget } from "./meet-target.js";
import { preparePasses } from "./prepare-passes.js";
import { type Build, readBuild } from "./build.js";
import type { BinaryOptions } from "./find-binaries.js";
import { GrowthWatch } from "./growth-watch.js";
import type { FfmpegProgress } from "./progress-lines.js";
import { reachKeyframe } from "./reach-keyframe.js";
import { runFfmpeg } from "./run-ffmpeg.js";
import { decoderThreads, encoderThreads } from "./threads.js";
import { tooFewBits } from "./too-few-bits.js";

export interface RenderPlanOptions extends BinaryOptions {
  source: string;
  info: MediaInfo;
  spec: ConversionSpec;
  plan: ConversionPlan;
  /** A name that nobody else uses; removed when the run fails, however it fails. */
  output: string;
  /** A render that must become larger is ended, with `target-unreachable` and `expectedBytes` in its details. */
  mostBytes?: number;
  /** How many threads ffmpeg may use for each codec, one that shares the cores with others. Default: see `encoderThreads`. */
  threads?: number;
  signal?: AbortSignal;
  onProgress?: (progress: RenderProgress) => void;
}

export interface RenderProgress {
  /** 0 to 100. */
  percent?: number;
  /** Seconds of video a second. */
  speed?: number;
  remainingMs?: number;
}

/** Carries out a plan; returns the arguments of the last pass as they were given to ffmpeg. */
export async function renderPlan(given: RenderPlanOptions): Promise<{ arguments: string[] }> {
  const { output, source, info, signal } = given;
  const build = await readBuild(given);
  const plan = await reachKeyframe(given.plan, { ffmpeg: build.path, source, signal });
  const options = { ...given, plan };
  const prepared = await preparePasses(plan, { build, passLog: passLog(output), source, info, signal });
  await checkSpace([options]);
  const watch = watchFor(options);
  const { mostBytes: most, duration } = plan.expectation;
  let pass = prepared.at(-1)!;
  try {
    pass = await withCutSubtitles(pass, { ...options, ffmpeg: build.path });
    const passes = [...prepared.slice(0, -1), pass];
    // The first pass is the faster one; the shares make the bar move evenly.
    const shares = passes.length === 1 ? [1] : [0.35, 0.65];
    let done = 0;
    for (const [index, each] of passes.entries()) {
      const isLast = index === passes.length - 1;
      await runPass({ ...options, ...(isLast && { watch }) }, build, each, isLast, done, shares[index]!);
      done += shares[index]!;
    }
    if (most === undefined || !duration) return { arguments: pass };
    const run = (again: string[], second: string) =>
      runPass({ ...options, output: second, alsoGuarded: [output] }, build, again, true, 0.65, 0.35);
    return { arguments: await meetTarget({ most, output, duration, pass, run }) };
  } catch (error) {
    await rm(output, { force: true });
    if (watch?.signal.aborted && !signal?.aborted) throw watch.signal.reason;
    if (signal?.aborted && !NemoError.isInstance(error)) throw signal.reason;
    throw most === undefined || !duration ? error : tooFewBits(error, { most, duration, pass });
  } finally {
    await Promise.all([removePassLogs(output), removeCues(given.info, output)]);
  }
}

function watchFor({ mostBytes, plan, info }: RenderPlanOptions): GrowthWatch | undefined {
  return mostBytes === undefined
    ? undefined
    : new GrowthWatch(mostBytes, plan.expectation.duration ?? info.duration);
}

interface Run extends RenderPlanOptions {
  watch?: GrowthWatch;
  /** Files beside the output that must not outlive this process. */
  alsoGuarded?: readonly string[];
}

async function runPass(
  { source, info, plan, output, threads, signal, onProgress, watch, alsoGuarded = [] }: Run,
  { path: ffmpeg }: Build,
  pass: string[],
  isLast: boolean,
  done: number,
  share: number,
): Promise<void> {
  const duration = plan.expectation.duration ?? info.duration;
  await runFfmpeg({
    ffmpeg,
    source,
    inputArguments: [...decoderThreads(threads), ...plan.inputArguments],
    arguments: [...pass, ...encoderThreads(threads, pass)],
    ...(isLast && { output }),
    ...(duration !== undefined && { duration }),
    guardedFiles: [
      ...[output, ...alsoGuarded, ...passLogs(alsoGuarded[0] ?? output)],
      ...cueFiles(info, alsoGuarded[0] ?? output),
    ],
    signal: watch && signal ? AbortSignal.any([watch.signal, signal]) : (watch?.signal ?? signal),
    onProgress: (progress) => {
      watch?.look(progress);
      onProgress?.(toRenderProgress(progress, duration, { done, share, isLast }));
    },
  });
}

/** How far a run has come among several, of which it takes `share` after `done`, both of 1. */
export function toRenderProgress(
  { time, speed }: FfmpegProgress,
  duration: number | undefined,
  { done, share, isLast }: { done: number; share: number; isLast: boolean },
): RenderProgress {
  const passed = duration ? Math.min(1, time / duration) : undefined;
  const percent = passed === undefined ? undefined : Math.min(99.9, (done + passed * share) * 100);
  const left = duration && speed ? ((duration - time) / speed) * 1000 : undefined;
  return {
    ...(percent !== undefined && { percent }),
    ...(speed !== undefined && { speed }),
    ...(left !== undefined && isLast && { remainingMs: Math.max(0, left) }),
  };
}

/** A full disk is better found before an hour of work than after; a guess by quality may be twice too high. */
export async function checkSpace(
  results: readonly Pick<RenderPlanOptions, "output" | "plan" | "spec">[],
): Promise<void> {
  const folder = dirname(results[0]!.output);
  const needed = results.reduce((sum, { plan, spec }) => {
    const isGuess =
      plan.route !== "copy" && (spec.targetSize === undefined || plan.passes[0]!.includes("-crf"));
    return sum + plan.estimate.bytes * (isGuess ? 0.5 : 1);
  }, 0);
  const free = await statfs(folder).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => Infinity,
  );
  if (free >= needed) return;
  throw new NemoError(
    "disk-full",
    `${folder} has ${Math.round(free / 1e6)} MB free; about ${Math.round(needed / 1e6)} MB are needed.`,
    { details: { free, needed } },
  );
}

function passLog(output: string): string {
  return `${output}.pass`;
}

/** What x264 and x265 leave behind. */
function passLogs(output: string): string[] {
  const log = passLog(output);
  return [`${log}-0.log`, `${log}-0.log.mbtree`, log, `${log}.cutree`];
}

async function removePassLogs(output: string): Promise<void> {
  const logs = passLogs(output).flatMap((log) => [log, `${log}.temp`]);
  await Promise.all(logs.map((log) => rm(log, { force: true })));
}
