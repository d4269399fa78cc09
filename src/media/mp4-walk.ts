import type { FileHandle } from "node:fs/promises";

/** A box of an MP4 or QuickTime file (ISO/IEC 14496-12, 4.2). */
export interface Box {
  type: string;
  /** Of its content. */
  start: number;
  end: number;
}

const containers = new Set(["moov", "trak", "mdia", "minf", "stbl", "edts"]);

/** In bytes; a longer index is not read. */
export const largestIndex = 256 * 1024 * 1024;

// Far above what films have (two for each second of a fragmented one); a file of nothing but empty boxes must not hold anybody up.
const mostTopBoxes = 500_000;
const mostChildren = 100_000;
const windowBytes = 1 << 15;
// `moov`, `trak`, `mdia`, `minf`, `stbl`.
const deepest = 8;

/** The boxes at the top of a file of `size` bytes; the last one's end may be beyond it. */
export async function* topBoxes(file: FileHandle, size: number): AsyncGenerator<Box> {
  const window = Buffer.alloc(windowBytes);
  let [from, filled, before] = [0, 0, -windowBytes];
  for (let at = 0, count = 0; at + 8 <= size && count < mostTopBoxes; count += 1) {
    if (at + 16 > from + filled) {
      // A header is all there is to read, but where small boxes stand in a row.
      const wanted = at - before < windowBytes ? windowBytes : 16;
      ({ bytesRead: filled } = await file.read(window, 0, wanted, at));
      from = at;
    }
    before = at;
    const header = window.subarray(at - from, Math.min(at - from + 16, filled));
    const bytesRead = header.length;
    if (bytesRead < 8) return;
    const type = header.toString("latin1", 4, 8);
    const short = header.readUInt32BE(0);
    const isLong = short === 1 && bytesRead === 16;
    const length = isLong ? Number(header.readBigUInt64BE(8)) : short === 0 ? size - at : short;
    const head = isLong ? 16 : 8;
    if (length < head) return;
    yield { type, start: at + head, end: at + length };
    at += length;
  }
}

export async function readBox(file: FileHandle, { start, end }: Pick<Box, "start" | "end">): Promise<Buffer> {
  const content = Buffer.alloc(end - start);
  await file.read(content, 0, content.length, start);
  return content;
}

export function children(data: Buffer, start: number, end: number): Box[] {
  const boxes: Box[] = [];
  for (let at = start; at + 8 <= end && boxes.length < mostChildren;) {
    const length = data.readUInt32BE(at);
    if (length < 8 || at + length > end) break;
    boxes.push({ type: data.toString("latin1", at + 4, at + 8), start: at + 8, end: at + length });
    at += length;
  }
  return boxes;
}

/** All boxes below, through the containers. */
export function descendants(data: Buffer, box: Box, depth = 0): Box[] {
  return children(data, box.start, box.end).flatMap((child) =>
    containers.has(child.type) && depth < deepest ? [child, ...descendants(data, child, depth + 1)] : [child],
  );
}

export function find(boxes: Box[], type: string): Box | undefined {
  return boxes.find((box) => box.type === type);
}
