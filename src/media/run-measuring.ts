import { abortedError } from "../errors/index.js";
import { type ChildResult, runChild } from "./child.js";

export interface Measuring {
  ffmpeg: string;
  signal?: AbortSignal;
}

/** ffmpeg, only to look at something; how it ended is for the caller to judge, unless it was aborted. */
export async function runMeasuring(
  { ffmpeg, signal }: Measuring,
  args: readonly string[],
  options: { guardedFiles?: readonly string[]; onOutput?: (text: string) => void } = {},
): Promise<ChildResult> {
  const { guardedFiles = [], onOutput } = options;
  const result = await runChild(ffmpeg, ["-hide_banner", "-nostdin", ...args], {
    signal,
    guardedFiles,
    onOutput,
  });
  if (result.wasAborted) throw abortedError(signal!);
  return result;
}
