import { extname } from "node:path";
import { type ConversionSpec, planConversion } from "../../conversion/index.js";
import { NemoError } from "../../errors/index.js";
import { probe } from "../../media/index.js";
import type { MediaLimits } from "../../options/index.js";
import type { BatchTask } from "./batch-task.js";
import { groupOf } from "./group-of.js";

export interface GroupingOptions {
  spec: ConversionSpec;
  /** Undefined where there is none: then files are of a kind by their names. */
  ffprobe: string | undefined;
  /** Those of the conversion, which then need not look again. */
  mediaLimits?: MediaLimits;
  signal: AbortSignal | undefined;
}

/** Finds out of which kind a file is. One that cannot be read stands for itself; its conversion tells why. */
export async function groupTask(
  task: BatchTask,
  { spec, ffprobe, mediaLimits, signal }: GroupingOptions,
): Promise<void> {
  const { path, entry } = task;
  if (path === undefined || ffprobe === undefined) {
    task.group = `${extname(entry.name).toLowerCase()} files`;
    task.cost = task.bytes ?? Infinity;
    return;
  }
  try {
    const info = await probe(path, { ffprobePath: ffprobe, mediaLimits, signal });
    task.group = groupOf(info);
    // A file that cannot be planned for is the last to be chosen.
    task.cost = Infinity;
    task.cost = planConversion(info, spec).estimate.seconds + (info.bytes ?? 0) * 1e-12;
  } catch (error) {
    if (!NemoError.isInstance(error)) throw error;
  }
}
