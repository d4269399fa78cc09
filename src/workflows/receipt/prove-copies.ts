import type { Identity, ReceiptStream } from "../../conversion/index.js";
import { type HashedStream, hashPackets, hashStreams } from "../../media/index.js";

export interface Proof {
  source: string;
  /** ffmpeg's name of the source's container. */
  format: string;
  output: string;
  isCut: boolean;
  /** Whether only stored packets are compared: what they decode to takes as long as watching both files fast. */
  isQuick?: boolean;
  ffmpeg: string;
  signal?: AbortSignal;
}

interface Copy {
  stream: ReceiptStream;
  before: HashedStream;
  after: HashedStream;
}

const ways = {
  packets: "the compressed packets of the stream, as stored in both files (ffmpeg -c copy -f md5)",
  edits: "the compressed packets of the stream, also those outside of the edit list (ffmpeg -c copy -f md5)",
  adts: "the compressed packets of the stream, the source's without their ADTS headers, which MP4 has not (ffmpeg -c copy -bsf aac_adtstoasc -f md5)",
  decoded:
    "every decoded frame or sample (ffmpeg -f md5), because both containers store the packets in different forms",
};

/** Shows for each copied stream whether it is the source's: by its packets, or where these differ in form by what they decode to. */
export async function proveCopies(streams: readonly ReceiptStream[], proof: Proof): Promise<ReceiptStream[]> {
  const copies = streams.flatMap((stream) => copyOf(stream, proof) ?? []);
  const proven = new Map<ReceiptStream, Identity>();
  if (proof.isCut) await proveRuns(copies, proof, proven);
  else await proveWhole(copies, proof, proven);
  return streams.map((stream) => {
    const identity = proven.get(stream);
    return identity ? { ...stream, identity } : stream;
  });
}

function copyOf(stream: ReceiptStream, { format }: Proof): Copy | undefined {
  const { action, source, result } = stream;
  if (action !== "copy" || !source || !result || source.codec !== result.codec) return undefined;
  const hasHeaders = source.codec === "aac" && /^(?:mpegts|aac)$/.test(format);
  const before = { index: source.index, ...(hasHeaders && { bitstreamFilter: "aac_adtstoasc" as const }) };
  return { stream, before, after: { index: result.index } };
}

async function proveWhole(copies: Copy[], proof: Proof, proven: Map<ReceiptStream, Identity>): Promise<void> {
  const { ffmpeg, signal, source, output, format, isQuick = false } = proof;
  const measuring = { ffmpeg, signal };
  const attempts = [
    { of: "packets" as const, ignoresEdits: false },
    ...(format.startsWith("mov") ? [{ of: "packets" as const, ignoresEdits: true }] : []),
    ...(isQuick ? [] : [{ of: "decoded" as const, ignoresEdits: false }]),
  ];
  for (const { of, ignoresEdits } of attempts) {
    const left = copies.filter(({ stream }) => !proven.get(stream)?.isIdentical);
    const isDecoded = of === "decoded";
    const plain = (stream: HashedStream) => (isDecoded ? { index: stream.index } : stream);
    const how = { ...measuring, of, ignoresEdits };
    const before = await hashStreams(
      source,
      left.map((each) => plain(each.before)),
      how,
    );
    const after = await hashStreams(
      output,
      left.map((each) => plain(each.after)),
      how,
    );
    left.forEach(({ stream, before: { bitstreamFilter } }, at) => {
      const [sourceHash, resultHash] = [before[at], after[at]];
      if (sourceHash === undefined || resultHash === undefined) return;
      const way = isDecoded ? "decoded" : ignoresEdits ? "edits" : bitstreamFilter ? "adts" : "packets";
      const isIdentical = sourceHash === resultHash;
      // Packets that differ in form are no verdict; what they decode to is.
      if (isIdentical || isDecoded) {
        proven.set(stream, { isIdentical, compared: of, method: ways[way], sourceHash, resultHash });
      }
    });
  }
}

/** What a cut leaves of a copied stream has to be an unbroken run of the source's packets. */
async function proveRuns(copies: Copy[], proof: Proof, proven: Map<ReceiptStream, Identity>): Promise<void> {
  const { source, output, ...measuring } = proof;
  for (const { stream, before, after } of copies) {
    const all = await hashPackets(source, before, measuring);
    const part = await hashPackets(output, after, measuring);
    const at = findRun(all, part);
    if (at === undefined) continue;
    const run = `packets ${at + 1} to ${at + part.length} of the source's ${all.length}, each the same (ffmpeg -c copy -f framemd5)`;
    proven.set(stream, { isIdentical: true, compared: "packets", method: run });
  }
}

/** Where `part` begins in `all`; undefined where it is no unbroken part of it. */
function findRun(all: readonly string[], part: readonly string[]): number | undefined {
  if (part.length === 0) return undefined;
  for (let at = all.indexOf(part[0]!); at >= 0; at = all.indexOf(part[0]!, at + 1)) {
    if (part.every((hash, offset) => all[at + offset] === hash)) return at;
  }
  return undefined;
}
