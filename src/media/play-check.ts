import { abortedError } from "../errors/index.js";
import type { VerificationCheck } from "../conversion/index.js";
import { runChild } from "./child.js";
import { inputGuards, toFileUrl } from "./formats.js";

export interface PlayCheckOptions {
  ffmpeg: string;
  /** `"quick"`: the beginning and the last keyframe; `"full"`: every frame. */
  depth: "quick" | "full";
  signal?: AbortSignal;
}

/** Whether a file can be decoded. */
export async function checkPlays(
  path: string,
  { ffmpeg, depth, signal }: PlayCheckOptions,
): Promise<VerificationCheck> {
  const input = ["-i", toFileUrl(path)];
  const decode = ["-map", "0:v?", "-map", "0:a?", "-f", "null", "-"];
  const runs =
    depth === "full"
      ? [...inputGuards, ...input, ...decode]
      : [
          ...[...inputGuards, "-t", "0.5", ...input],
          // Of the end only a keyframe is decoded: a long group of pictures costs nothing.
          ...[...inputGuards, "-skip_frame", "nokey", "-noaccurate_seek", "-sseof", "-1", ...input],
          ...decode,
          ...["-map", "1:v?", "-f", "null", "-"],
        ];
  const args = ["-hide_banner", "-nostdin", "-v", "error", ...runs];
  const result = await runChild(ffmpeg, args, { signal, guardedFiles: [] });
  if (result.wasAborted) throw abortedError(signal!);
  const problems = result.errors.trim().split("\n").filter(Boolean);
  const isFine = result.code === 0 && problems.length === 0;
  const found = isFine ? "no errors" : (problems[0] ?? `exit code ${result.code}`);
  return {
    name: depth === "full" ? "every frame decodes" : "it plays",
    expected: "no errors",
    actual: found,
    ok: isFine,
  };
}
