import { type ConversionPlan, seekAhead } from "../conversion/index.js";
import { inputGuards, toFileUrl } from "./formats.js";
import { runMeasuring } from "./run-measuring.js";

export interface KeyframeSearch {
  ffmpeg: string;
  source: string;
  signal?: AbortSignal;
}

// Seconds before the cut. Where the keyframes are farther apart than the last, all from the beginning is read.
const leads = [5, 30, 120];

/**
 * The plan with a seek after which there is a keyframe before the cut, where it cuts what has no index; any other as it is.
 * How far the keyframes of a broadcast lie apart only a look can tell.
 */
export async function reachKeyframe(plan: ConversionPlan, search: KeyframeSearch): Promise<ConversionPlan> {
  const { inputArguments } = plan;
  const pass = plan.passes.at(-1)!;
  const at = inputArguments.indexOf("-copyts");
  const picture = pictureOf(pass);
  if (at < 0 || picture === undefined) return plan;
  const start = Number(valueOf(pass, "-ss"));
  const withSeek = (seek: readonly string[]) => ({
    ...plan,
    inputArguments: inputArguments.toSpliced(at, seekAhead(start).length, ...seek),
  });
  for (const lead of leads) {
    const seek = seekAhead(start, lead);
    if (seek.length === 0) break;
    if (await isKeyframeBefore(start, { seek, picture }, search)) return withSeek(seek);
  }
  return withSeek([]);
}

/** What a pass takes its picture from; of one that lays subtitles over it, the graph says so. */
function pictureOf(pass: readonly string[]): string | undefined {
  if (!pass.includes("-c:v:0")) return undefined;
  return /0:\d+/.exec(`${valueOf(pass, "-map")} ${valueOf(pass, "-filter_complex")}`)?.[0];
}

/** A copy begins with a keyframe, as a decoder does. */
async function isKeyframeBefore(
  start: number,
  { seek, picture }: { seek: readonly string[]; picture: string },
  { ffmpeg, source, signal }: KeyframeSearch,
): Promise<boolean> {
  const length = start - Number(seek.at(-1));
  const input = [...inputGuards, ...seek, "-t", String(length), "-i", toFileUrl(source)];
  const first = ["-map", picture, "-c", "copy", "-frames:v", "1", "-f", "framecrc", "-"];
  const { output } = await runMeasuring({ ffmpeg, ...(signal && { signal }) }, [
    "-v",
    "error",
    ...input,
    ...first,
  ]);
  const [, numerator, denominator] = /^#tb 0: (\d+)\/(\d+)/m.exec(output) ?? [];
  const shown = /^0,\s*-?\d+,\s*(-?\d+)/m.exec(output)?.[1];
  return shown !== undefined && (Number(shown) * Number(numerator)) / Number(denominator) <= start;
}

function valueOf(args: readonly string[], name: string): string | undefined {
  return args.includes(name) ? args[args.indexOf(name) + 1] : undefined;
}
