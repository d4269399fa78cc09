import { rm } from "node:fs/promises";
import { NemoError } from "../errors/index.js";
import {
  type ConversionPlan,
  type ConversionSpec,
  groupPlans,
  type MediaInfo,
  mergePasses,
} from "../conversion/index.js";
import { type Build, readBuild } from "./build.js";
import { cueFiles, cueInputs, removeCues, withCutSubtitles } from "./cut-subtitles.js";
import type { BinaryOptions } from "./find-binaries.js";
import { toFileUrl } from "./formats.js";
import { preparePasses } from "./prepare-passes.js";
import { checkSpace, renderPlan, type RenderProgress, toRenderProgress } from "./render-plan.js";
import { reachKeyframe } from "./reach-keyframe.js";
import { runFfmpeg } from "./run-ffmpeg.js";

/** One of several results of one source. */
export interface Variant {
  name: string;
  spec: ConversionSpec;
  plan: ConversionPlan;
  /** A name that nobody else uses. */
  output: string;
}

export interface RenderVariantsOptions extends BinaryOptions {
  source: string;
  info: MediaInfo;
  variants: readonly Variant[];
  signal?: AbortSignal;
  onProgress?: (progress: RenderProgress) => void;
}

/**
 * Carries out several plans for one source, from one decode as far as that can be. When one fails, none of the files is left.
 *
 * @returns what ffmpeg was given for each, in their order
 */
export async function renderVariants(options: RenderVariantsOptions): Promise<{ arguments: string[] }[]> {
  const { variants, signal } = options;
  const build = await readBuild(options);
  await checkSpace(variants);
  const groups = groupPlans(variants.map(({ plan }) => plan));
  const seconds = groups.map((group) =>
    group.reduce((sum, position) => sum + variants[position]!.plan.estimate.seconds, 0.1),
  );
  const total = seconds.reduce((sum, each) => sum + each, 0);
  const used = new Map<number, string[]>();
  let done = 0;
  try {
    for (const [number, group] of groups.entries()) {
      const part = { done, share: seconds[number]! / total, isLast: number === groups.length - 1 };
      const members = group.map((position) => variants[position]!);
      const args =
        members.length === 1
          ? await renderAlone(options, members[0]!, part)
          : await renderTogether(options, build, members, part);
      for (const position of group) used.set(position, args);
      done += part.share;
    }
  } catch (error) {
    await Promise.all(variants.map(({ output }) => rm(output, { force: true })));
    throw signal?.aborted && !NemoError.isInstance(error) ? signal.reason : error;
  } finally {
    await Promise.all(variants.map(({ output }) => removeCues(options.info, output)));
  }
  return variants.map((_, position) => ({ arguments: used.get(position)! }));
}

/** Of all the runs, each taken as part of 1. */
interface Part {
  done: number;
  share: number;
  isLast: boolean;
}

async function renderAlone(
  options: RenderVariantsOptions,
  variant: Variant,
  { done, share, isLast }: Part,
): Promise<string[]> {
  const { arguments: used } = await renderPlan({
    ...options,
    ...variant,
    onProgress: ({ percent, remainingMs, ...others }) =>
      options.onProgress?.({
        ...others,
        ...(percent !== undefined && { percent: Math.min(99.9, (done + (percent / 100) * share) * 100) }),
        ...(remainingMs !== undefined && isLast && { remainingMs }),
      }),
  });
  return used;
}

/** Several encodes in one process, which decodes the source once. */
async function renderTogether(
  { source, info, signal, onProgress }: RenderVariantsOptions,
  build: Build,
  members: readonly Variant[],
  part: Part,
): Promise<string[]> {
  const passes: string[][] = [];
  const { inputArguments } = await reachKeyframe(members[0]!.plan, { ffmpeg: build.path, source, signal });
  let inputs = 1;
  for (const member of members) {
    const { output } = member;
    const plan = { ...member.plan, inputArguments };
    const prepared = await preparePasses(plan, { build, passLog: `${output}.pass`, source, info, signal });
    const cut = { ...member, ffmpeg: build.path, source, info, inputs, signal };
    passes.push(await withCutSubtitles(prepared.at(-1)!, cut));
    inputs += cueInputs(cut);
  }
  const { graph, outputs } = mergePasses(passes, info);
  const durations = members.map(({ plan }) => plan.expectation.duration ?? info.duration ?? 0);
  const files = members.map(({ output }) => toFileUrl(output));
  // The name of the last output is added by the run.
  const argumentsWith = (names: string[]) => [
    ...["-filter_complex", graph],
    ...outputs.flatMap((output, position) => [...output, names[position]!]).slice(0, -1),
  ];
  await runFfmpeg({
    ffmpeg: build.path,
    source,
    inputArguments,
    arguments: argumentsWith(files),
    output: members.at(-1)!.output,
    guardedFiles: members.flatMap(({ output }) => [output, ...cueFiles(info, output)]),
    signal,
    ...(durations.every((each) => each > 0) && { duration: Math.max(...durations) }),
    onProgress: (progress) => onProgress?.(toRenderProgress(progress, Math.max(...durations), part)),
  });
  return argumentsWith(members.map(({ name }) => `${name}.mp4`));
}
