import type { Receipt, ReceiptStream, Verdict } from "./receipt.js";

/** Whether all that was measured speaks for the result. Similarity is told, not judged: a small file is meant to lose. Pure. */
export function judge({
  verification,
  streams,
  source,
  output,
}: Pick<Receipt, "verification" | "streams" | "source" | "output">): Verdict {
  const failed = verification.checks.filter(({ ok }) => !ok).map(({ name }) => `the check "${name}" failed`);
  const [before, after] = [source.decoding?.errors ?? 0, output.decoding?.errors ?? 0];
  const reasons = [
    ...(verification.level === "none" ? ["the result was not checked against its source"] : failed),
    ...streams.filter(({ identity }) => identity?.isIdentical === false).map(changed),
    ...(after > before ? [`decoding it gives ${after} errors, the source ${before}`] : []),
  ];
  return { ok: reasons.length === 0, reasons };
}

function changed({ kind, result }: ReceiptStream): string {
  return `the ${kind} stream ${result?.index} was copied and is not the source's`;
}

/**
 * The same streams where somebody else made the file: what would have been copied here may have been encoded there, which
 * is no fault. Pure.
 */
export function asMadeElsewhere(streams: readonly ReceiptStream[]): ReceiptStream[] {
  return streams.map((stream) => {
    const { action, identity, source, result } = stream;
    if (action !== "copy" || !source || !result) return stream;
    const isOther = source.codec !== result.codec || identity?.isIdentical === false;
    const isProven = identity?.isIdentical === true;
    if (isProven) return stream;
    const { identity: _, ...rest } = stream;
    return isOther
      ? { ...rest, action: "encode", reason: "the backend encoded it" }
      : { ...rest, action: "unknown", reason: "the backend did not say whether it copied or encoded it" };
  });
}
