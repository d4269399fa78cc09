import { abortedError } from "../errors/index.js";
import type { VerificationCheck } from "../conversion/index.js";
import { runChild } from "./child.js";
import {
  blackFilter,
  type DarkStretches,
  nothing,
  readDarkStretches,
  silenceFilter,
} from "./dark-and-silent.js";
import { inputGuards, toFileUrl } from "./formats.js";

export interface PlayCheckOptions {
  ffmpeg: string;
  /** `"quick"`: the beginning and the last keyframe; `"full"`: every frame. */
  depth: "quick" | "full";
  /** What is watched on the way where every frame is decoded: the first picture, and how many tracks of sound. */
  watched?: { hasPicture: boolean; tracks: number };
  signal?: AbortSignal;
}

export interface Played {
  check: VerificationCheck;
  /** Where there is nothing to see or to hear, of what was watched. */
  dark?: DarkStretches;
}

// Where recordings were put one behind the other, a frame of the one may fall on a frame of the other; both decode.
const ofClock = /^\[null @ \w+\] .*non monotonically increasing dts/;

/** Whether a file can be decoded. */
export async function checkPlays(
  path: string,
  { ffmpeg, depth, watched, signal }: PlayCheckOptions,
): Promise<Played> {
  const input = ["-i", toFileUrl(path)];
  const isWatched = depth === "full" && watched !== undefined;
  const watching = isWatched ? watchFilters(watched) : [];
  const decode = ["-map", "0:v?", "-map", "0:a?", ...watching, "-f", "null", "-"];
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
  const problems = result.errors
    .trim()
    .split("\n")
    .filter((line) => line !== "" && !ofClock.test(line));
  const isFine = result.code === 0 && problems.length === 0;
  const found = isFine ? "no errors" : (problems[0] ?? `exit code ${result.code}`);
  const check = {
    name: depth === "full" ? "every frame decodes" : "it plays",
    expected: "no errors",
    actual: found,
    ok: isFine,
  };
  return { check, ...(isWatched && { dark: readDarkStretches(result.output, watched.tracks) }) };
}

function watchFilters({ hasPicture, tracks }: NonNullable<PlayCheckOptions["watched"]>): string[] {
  const picture = hasPicture ? ["-filter:v:0", blackFilter(nothing)] : [];
  const sound = Array.from({ length: tracks }, (_, track) => [
    `-filter:a:${track}`,
    silenceFilter(nothing, track),
  ]);
  return [...picture, ...sound.flat()];
}
