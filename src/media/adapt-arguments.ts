import { NemoError } from "../errors/index.js";
import type { Build } from "./build.js";

export interface AdaptOptions {
  /** Whether the last pass does; all passes have to agree on what follows from it. Default: whether this one does. */
  avoidsEditList?: boolean;
  /** Whether frames come at uneven times. */
  isUneven?: boolean;
}

/**
 * Arguments as the plan gives them, in the words of this build. Pure.
 *
 * @throws NemoError `ffmpeg-missing` when the build has no encoder for what is asked
 */
export function adaptArguments(
  args: readonly string[],
  build: Build,
  passLog: string,
  { avoidsEditList = args.includes("-use_editlist"), isUneven = false }: AdaptOptions = {},
): string[] {
  let adapted = [...args];
  if (!build.hasFpsMode) adapted = adapted.map((arg) => (arg === "-fps_mode" ? "-vsync" : arg));
  if (!build.hasFpsMode && avoidsEditList) adapted = withoutReordering(adapted);
  else if (!build.hasFpsMode && isUneven && args.includes("vfr")) adapted = withoutBFrames(adapted);
  adapted = chooseEncoder(adapted, build);
  return adapted.includes("-pass") ? logPasses(adapted, passLog) : adapted;
}

/**
 * Without an edit list, old builds write the first of reordered frames at a wrong time. An encode does without B-frames
 * there; a copy, which has what it has, keeps its edit list.
 */
function withoutReordering(args: string[]): string[] {
  if (args[args.indexOf("-c:v:0") + 1] !== "copy") return withoutBFrames(args);
  const at = args.indexOf("-use_editlist");
  return args.toSpliced(at, 2).map((arg) => arg.replace("+negative_cts_offsets", ""));
}

/** Old builds end the edit list with the decoding of the last frames; of uneven ones those that are shown after it are lost. */
function withoutBFrames(args: string[]): string[] {
  if (args.includes("libx265")) return withX265Setting(args, "bframes=0");
  if (args.includes("-bf")) return args.map((arg, index) => (args[index - 1] === "-bf" ? "0" : arg));
  return [...args, "-bf", "0"];
}

/** Old builds pass on to it what its own options say, and nothing else. */
function withX265Setting(args: string[], setting: string): string[] {
  const at = args.indexOf("-x265-params") + 1;
  if (at === 0) return [...args, "-x265-params", setting];
  return args.with(at, `${args[at]}:${setting}`);
}

function chooseEncoder(args: string[], build: Build): string[] {
  const at = args.indexOf("-c:v:0") + 1;
  const encoder = args[at];
  if (at === 0 || encoder === undefined || encoder === "copy" || build.encoders.has(encoder)) return args;
  if (encoder === "libsvtav1" && build.encoders.has("libaom-av1")) return withAom(args, at);
  throw new NemoError(
    "ffmpeg-missing",
    `${build.path} (${build.version}) has no ${encoder}. Install an ffmpeg that has it, or choose another codec.`,
    { details: { encoder, path: build.path, version: build.version } },
  );
}

/** libaom counts its speed the other way, and keeps CRF only when the bit rate is 0. */
function withAom(args: string[], at: number): string[] {
  const adapted = [...args];
  adapted[at] = "libaom-av1";
  const preset = adapted.indexOf("-preset");
  if (preset >= 0) adapted.splice(preset, 2, "-cpu-used", "8");
  if (adapted.includes("-crf")) adapted.push("-b:v:0", "0");
  return [...adapted, "-strict", "experimental"];
}

/** x265 keeps the log of its first pass itself and has to be told where. */
function logPasses(args: string[], passLog: string): string[] {
  const pass = args[args.indexOf("-pass") + 1]!;
  if (!args.includes("-x265-params")) return [...args, "-passlogfile", passLog];
  const adapted = withX265Setting(args, `pass=${pass}:stats=${passLog.replaceAll(":", "\\:")}`);
  const at = adapted.indexOf("-pass");
  adapted.splice(at, 2);
  return adapted;
}
