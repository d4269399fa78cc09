import { utimes } from "node:fs/promises";
import type { Source } from "./open-source.js";

/** Gives a result the times of its source, so that a folder sorted by date stays in order. */
export async function keepTimes({ times }: Source, result: string): Promise<void> {
  if (times) await utimes(result, times.atime, times.mtime);
}
