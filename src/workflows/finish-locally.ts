import { rename } from "node:fs/promises";
import {
  type ConversionPlan,
  type ConversionSpec,
  type Loss,
  lossText,
  type MediaInfo,
  planConversion,
  type VerificationCheck,
} from "../conversion/index.js";
import { renderPlan } from "../media/index.js";
import { temporaryName } from "../modules/later.js";
import type { Tools } from "./tools.js";

export interface Finished {
  losses: Loss[];
  warnings: string[];
  arguments?: string[];
}

/**
 * What of the spec the backend did not do is done here where ffmpeg is at hand, and is a loss where it is not. The file at
 * `path` is replaced by the finished one.
 */
export async function finishLocally(
  path: string,
  made: MediaInfo,
  failed: VerificationCheck[],
  spec: ConversionSpec,
  tools: Tools,
  signal: AbortSignal | undefined,
): Promise<Finished> {
  const names = failed.map(({ name }) => name);
  if (tools.ffmpeg === undefined) {
    const losses = failed.map(({ name, expected, actual }) => ({
      kind: "not-honoured",
      message: lossText("notHonoured", name, String(expected), String(actual)),
    }));
    return { losses, warnings: [] };
  }
  // A cut that was made must not be made again.
  const isUncut = names.some((name) => name.endsWith("duration"));
  const { trim, ...others } = spec;
  const rest: ConversionSpec = isUncut && trim ? spec : others;
  const plan: ConversionPlan = planConversion(made, rest);
  const output = temporaryName(path);
  const { arguments: used } = await renderPlan({
    ffmpegPath: tools.ffmpeg,
    source: path,
    info: made,
    spec: rest,
    plan,
    output,
    signal,
  });
  await rename(output, path);
  return {
    losses: [],
    warnings: [
      `The backend did not do all that was asked (${names.join(", ")}); the rest was done here with ffmpeg.`,
    ],
    arguments: used,
  };
}
