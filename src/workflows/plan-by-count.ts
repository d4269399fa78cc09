import {
  type ConversionPlan,
  type ConversionSpec,
  isBroadcast,
  type MediaInfo,
  planConversion,
  planToKeep,
  type VerificationCheck,
} from "../conversion/index.js";
import { countLengths } from "../media/index.js";

export interface CountOptions {
  /** Of the source; only for a file on the local disk. */
  path: string | undefined;
  info: MediaInfo | undefined;
  spec: ConversionSpec;
  /** Whether the result has the source's own streams although an encode was asked for. */
  isKept?: boolean;
  ffprobe: string | undefined;
  signal: AbortSignal | undefined;
}

/**
 * The plan once more for a broadcast whose result is longer than its first and last times let expect: by the lengths of its
 * packets, which are right also where its clock jumps. Undefined where something else is wrong.
 */
export async function planByCount(
  failed: readonly VerificationCheck[],
  { path, info, spec, isKept = false, ffprobe, signal }: CountOptions,
): Promise<ConversionPlan | undefined> {
  const isLonger = ({ name, expected, actual }: VerificationCheck) =>
    name.endsWith("duration") && Number(actual) > Number(expected);
  if (failed.length === 0 || !failed.every(isLonger)) return undefined;
  if (info === undefined || !isBroadcast(info) || path === undefined || ffprobe === undefined)
    return undefined;
  const counted = await countLengths(info, ffprobe, path, signal);
  return isKept ? planToKeep(counted, spec) : planConversion(counted, spec);
}
