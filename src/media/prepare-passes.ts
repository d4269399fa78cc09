import { type ConversionPlan, mainVideo, type MediaInfo, withSourcePath } from "../conversion/index.js";
import { adaptArguments } from "./adapt-arguments.js";
import type { Build } from "./build.js";
import { withMeasuredLoudness } from "./measure-loudness.js";
import { checkEncoder } from "./try-encoder.js";

export interface PassOptions {
  build: Build;
  /** Where the passes write their logs. */
  passLog: string;
  source: string;
  info: MediaInfo;
  signal?: AbortSignal;
}

/**
 * The passes of a plan as this build of ffmpeg is given them: with the path of the source where a filter reads it, with
 * the loudness that was measured, in the words of the build, with encoders that were tried.
 *
 * @throws NemoError `ffmpeg-missing` when the build has no working encoder for what is asked
 */
export async function preparePasses(
  plan: ConversionPlan,
  { build, passLog, source, info, signal }: PassOptions,
): Promise<string[][]> {
  const from = { ffmpeg: build.path, source, inputArguments: plan.inputArguments, signal };
  const layout = {
    avoidsEditList: plan.passes.at(-1)!.includes("-use_editlist"),
    isUneven: mainVideo(info)?.isVariableFrameRate ?? false,
  };
  const prepared: string[][] = [];
  for (const pass of plan.passes) {
    const said = await withMeasuredLoudness(withSourcePath(pass, source), from);
    const adapted = adaptArguments(said, build, passLog, layout);
    await checkEncoder(adapted, build, signal);
    prepared.push(adapted);
  }
  return prepared;
}
