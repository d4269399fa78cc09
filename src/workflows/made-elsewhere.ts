import { type ConversionPlan, type MediaInfo, pairStreams, type ReceiptStream } from "../conversion/index.js";
import { throwIfAborted } from "../errors/index.js";
import type { ConversionResult } from "./convert-options.js";
import type { Job } from "./make-remotely.js";
import { proveCopies } from "./receipt/prove-copies.js";

type Account = Pick<ConversionResult, "route" | "reasons">;

/**
 * What was done with the streams of a result that somebody else made and does not tell of: copied is what has the source's own
 * data, as far as both files are here to be compared; the plan is only what would have been done here.
 */
export async function madeElsewhere(
  { source, spec, tools: { ffmpeg }, temporary, options: { signal } }: Job,
  { info, plan }: { info?: MediaInfo; plan: ConversionPlan | undefined },
  output: MediaInfo,
): Promise<Account> {
  if (!info || !plan) return { route: "encode", reasons: [] };
  const pairs = pairStreams({ source: info, output, plan, spec });
  // A stream that was to be encoded may have been left as it was.
  const asked = pairs.map((pair) => (pair.action === "encode" ? { ...pair, action: "copy" as const } : pair));
  const isCut = (spec.trim?.start ?? 0) > 0 || (spec.trim?.end ?? Infinity) < (info.duration ?? Infinity);
  const files = { source: source.path ?? "", format: info.format, output: temporary };
  const streams =
    source.path === undefined || ffmpeg === undefined
      ? asked
      : await proveCopies(asked, { ...files, isCut, ffmpeg, signal, isQuick: true }).catch(() => {
          // That nothing could be compared is no reason to lose what was made.
          throwIfAborted(signal);
          return asked;
        });
  const kept = streams.filter(({ result, kind }) => result !== undefined && kind !== "subtitle");
  const copies = kept.filter(isProven);
  const route = copies.length === 0 ? "encode" : copies.length === kept.length ? "copy" : "partial";
  const reasons = streams.flatMap((stream, at) => reasonOf(stream, pairs[at]!));
  return { route, reasons };
}

function isProven({ identity }: ReceiptStream): boolean {
  return identity?.isIdentical === true;
}

function reasonOf(stream: ReceiptStream, { action, reason }: ReceiptStream): string[] {
  const { source, result, kind } = stream;
  if (!source) return [];
  if (!result) return [reason];
  if (isProven(stream))
    return [action === "copy" ? reason : `The ${kind} is copied: the backend left it as it is`];
  return [
    action === "encode"
      ? reason
      : `The ${kind} counts as encoded: the backend made it, and its data is not seen to be the source's`,
  ];
}
