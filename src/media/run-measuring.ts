import { abortedError } from "../errors/index.js";
import { type ChildOptions, type ChildResult, runChild } from "./child.js";

export interface Measuring {
  ffmpeg: string;
  signal?: AbortSignal;
}

/** ffmpeg, only to look at something; how it ended is for the caller to judge, unless it was aborted. */
export async function runMeasuring(
  { ffmpeg, signal }: Measuring,
  args: readonly string[],
  options: Pick<ChildOptions, "guardedFiles" | "onOutput" | "outputEncoding"> = {},
): Promise<ChildResult> {
  const { guardedFiles = [], ...output } = options;
  const result = await runChild(ffmpeg, ["-hide_banner", "-nostdin", ...args], {
    signal,
    guardedFiles,
    ...output,
  });
  if (result.wasAborted) throw abortedError(signal!);
  return result;
}
