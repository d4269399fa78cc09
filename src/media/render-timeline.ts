import { rm } from "node:fs/promises";
import {
  type ConversionSpec,
  type Loss,
  type MediaInfo,
  type Montage,
  planTimeline,
  timelineFrame,
  type TimelineInput,
} from "../conversion/index.js";
import { readBuild } from "./build.js";
import type { BinaryOptions } from "./find-binaries.js";
import { inputGuards, toFileUrl } from "./formats.js";
import { renderPlan, type RenderProgress } from "./render-plan.js";
import { drawTitles } from "./titles/draw-titles.js";

export interface RenderTimelineOptions extends BinaryOptions {
  montage: Montage;
  /** The files that the montage counts by their place. */
  sources: readonly { path: string; info: MediaInfo }[];
  /** What is made of the whole. */
  spec: ConversionSpec;
  /** A name that nobody else uses; removed when the run fails, however it fails. */
  output: string;
  /** A path for a file that the run needs, and that nobody else uses. */
  newPath: () => Promise<string>;
  /** The font of titles. Default: one of the machine's. */
  titleFont?: string;
  /** A film that must become larger ends early. */
  mostBytes?: number;
  /** How many threads ffmpeg may use for each codec. Default: as many as it likes. */
  threads?: number;
  signal?: AbortSignal;
  onProgress?: (progress: RenderProgress) => void;
}

/**
 * Renders clips, music and titles into one file.
 *
 * @returns what ffmpeg was given, what could not be shown as it was asked for, and what the film lacks of its sources
 * @throws NemoError `render-failed` for a title that cannot be written, and whatever `renderPlan` throws
 */
export async function renderTimeline(
  options: RenderTimelineOptions,
): Promise<{ arguments: string[]; warnings: string[]; losses: Loss[] }> {
  const { montage, sources, spec, signal } = options;
  const infos = sources.map(({ info }) => info);
  const files: string[] = [];
  const newPath = async () => {
    const path = await options.newPath();
    files.push(path);
    return path;
  };
  try {
    const { path: ffmpeg } = await readBuild(options);
    const frame = timelineFrame(montage, infos);
    const { drawn, warnings } = await drawTitles(montage.titles, {
      ...options,
      ffmpeg,
      frame,
      newPath,
      signal,
    });
    const { plan, info, inputs } = planTimeline(montage, infos, drawn, spec);
    const pathOf = (input: TimelineInput) => ("file" in input ? input.file : sources[input.source]!.path);
    const [source, others] = [inputs.at(-1)!, inputs.slice(0, -1)];
    const inputArguments = [
      ...others.flatMap((input) => [...optionsOf(input), "-i", toFileUrl(pathOf(input))]),
      ...optionsOf(source),
    ];
    const made = await renderPlan({
      ...options,
      source: pathOf(source),
      info,
      plan: { ...plan, inputArguments },
    });
    return { arguments: made.arguments, warnings: [...plan.warnings, ...warnings], losses: plan.losses };
  } finally {
    await Promise.all(files.map((path) => rm(path, { force: true })));
  }
}

/** Raw samples are nothing that an upload could be; only our own are read so. */
function optionsOf(input: TimelineInput): string[] {
  const guards =
    "file" in input ? ["-protocol_whitelist", "file", "-format_whitelist", "rawvideo"] : inputGuards;
  return [...guards, ...input.arguments];
}
