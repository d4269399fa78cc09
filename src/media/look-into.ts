import { abortedError } from "../errors/index.js";
import { type ChildResult, runChild } from "./child.js";
import { inputGuards, probeGuards, toFileUrl } from "./formats.js";

/** Looks at a file without writing anything. */
export interface Look {
  path: string;
  signal?: AbortSignal;
}

/**
 * Runs one stream through filters that only look; what they say is in the result's `errors`, and in its `output` where they
 * print to a file. How it ended is for the caller to judge: a damaged file is reported by whoever reads all of it.
 *
 * @param source a stream as `-map` takes it
 */
export async function lookByFilter(
  ffmpeg: string,
  { path, signal }: Look,
  {
    source,
    filters,
    inputArguments = [],
  }: { source: string; filters: string[]; inputArguments?: readonly string[] },
): Promise<ChildResult> {
  const args = ["-hide_banner", "-nostdin", "-nostats", "-v", "info", ...inputGuards, ...inputArguments];
  const output = ["-map", source, ...filters, "-f", "null", "-"];
  const result = await runChild(ffmpeg, [...args, "-i", toFileUrl(path), ...output], {
    signal,
    guardedFiles: [],
  });
  if (result.wasAborted) throw abortedError(signal!);
  return result;
}

/** ffprobe's answer as JSON, of which every key may be missing; empty where it failed. */
export async function lookByProbe<Answer extends object>(
  ffprobe: string,
  { path, signal }: Look,
  args: readonly string[],
): Promise<Partial<Answer>> {
  const result = await runChild(
    ffprobe,
    ["-v", "error", ...probeGuards, ...args, "-of", "json", toFileUrl(path)],
    { signal },
  );
  if (result.wasAborted) throw abortedError(signal!);
  return result.code === 0 ? (JSON.parse(result.output) as Partial<Answer>) : {};
}
