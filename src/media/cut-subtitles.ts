import { rm } from "node:fs/promises";
import { type ConversionPlan, type ConversionSpec, isCut, type MediaInfo } from "../conversion/index.js";
import { toFileUrl } from "./formats.js";
import { readCues } from "./read-cues.js";

export interface SubtitleCut {
  ffmpeg: string;
  source: string;
  info: MediaInfo;
  spec: ConversionSpec;
  plan: ConversionPlan;
  /** Files are written beside it. */
  output: string;
  /** How many inputs there are. */
  inputs?: number;
  signal?: AbortSignal;
}

/** Whether the plan is for a part of the film, and keeps its subtitles. */
export function cutsSubtitles({ info, spec, plan }: Pick<SubtitleCut, "info" | "spec" | "plan">): boolean {
  return isCut(info, spec) && keptSubtitles(info, plan).length > 0;
}

/**
 * A pass that takes its subtitles from files in which they are cut, where it is for a part of the film. The files are to be
 * removed by `removeCues`.
 */
export async function withCutSubtitles(pass: readonly string[], cut: SubtitleCut): Promise<string[]> {
  if (!cutsSubtitles(cut)) return [...pass];
  const { ffmpeg, source, info, spec, plan, output, inputs = 1, signal } = cut;
  const kept = keptSubtitles(info, plan);
  const tracks = kept.map(({ index }) => ({ stream: index, file: cueFile(output, index) }));
  const { start = 0, end = Infinity } = spec.trim ?? {};
  await readCues({
    ...{ ffmpeg, source, tracks, end: Math.min(end, info.duration ?? Infinity), signal },
    // What is cut after it was read keeps its times.
    ...(pass.includes("-ss") ? { start: 0 } : { start }),
  });
  const files = tracks.flatMap(({ file }) => [
    ...["-protocol_whitelist", "file", "-format_whitelist", "ass", "-f", "ass", "-i", toFileUrl(file)],
  ]);
  const mapped = pass.map((arg, index) => {
    const place = pass[index - 1] === "-map" ? kept.findIndex((stream) => arg === `0:${stream.index}`) : -1;
    return place < 0 ? arg : `${inputs + place}:0`;
  });
  const dispositions = kept.flatMap(({ dispositions }, position) => {
    const said = dispositions.filter((each) => ["default", "forced"].includes(each));
    return [`-disposition:s:${position}`, said.join("+") || "0"];
  });
  return [...files, ...mapped, ...dispositions];
}

/** How many inputs `withCutSubtitles` adds. */
export function cueInputs(cut: Pick<SubtitleCut, "info" | "spec" | "plan">): number {
  return cutsSubtitles(cut) ? keptSubtitles(cut.info, cut.plan).length : 0;
}

/** What `withCutSubtitles` wrote. */
export async function removeCues(info: MediaInfo, output: string): Promise<void> {
  await Promise.all(cueFiles(info, output).map((file) => rm(file, { force: true })));
}

export function cueFiles({ subtitles }: MediaInfo, output: string): string[] {
  return subtitles.map(({ index }) => cueFile(output, index));
}

function cueFile(output: string, stream: number): string {
  return `${output}.${stream}.ass`;
}

function keptSubtitles({ subtitles }: MediaInfo, { streams }: ConversionPlan) {
  return subtitles.filter(({ index }) =>
    streams.some((stream) => stream.index === index && stream.action === "encode"),
  );
}
