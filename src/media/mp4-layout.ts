import { type FileHandle, open } from "node:fs/promises";
import type { Mp4Layout } from "../conversion/index.js";
import { fullBox } from "./mp4-boxes.js";
import { type Box, descendants, find, children, largestIndex, readBox, topBoxes } from "./mp4-walk.js";

/** How an MP4 or QuickTime file is laid out; undefined for what is none, or has no index that can be read. */
export async function readMp4Layout(path: string): Promise<Mp4Layout | undefined> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    return await readLayout(file, size);
  } catch (error) {
    // A length in the index that points behind its end.
    if (error instanceof RangeError) return undefined;
    throw error;
  } finally {
    await file.close();
  }
}

async function readLayout(file: FileHandle, size: number): Promise<Mp4Layout | undefined> {
  let isFaststart = true;
  for await (const { type, start, end } of topBoxes(file, size)) {
    if (type === "mdat") isFaststart = false;
    if (type !== "moov" || end > size || end - start > largestIndex) continue;
    return describe(await readBox(file, { start, end }), isFaststart);
  }
  return undefined;
}

// Sample entries of protected streams (ISO/IEC 14496-12, 8.12, and 23001-7) and of the iTunes store.
const protectedEntries = ["encv", "enca", "enct", "drms", "drmi", "p608"];

function describe(index: Buffer, isFaststart: boolean): Mp4Layout {
  const boxes = children(index, 0, index.length);
  const movie = fullBox(index, find(boxes, "mvhd"));
  const tracks = boxes.filter(({ type }) => type === "trak").map((track) => descendants(index, track));
  const picture = tracks.find((track) => handlerOf(index, track) === "vide");
  const keyframes = picture && keyframesOf(index, picture);
  const odd = picture && oddFrames(index, picture);
  return {
    isFaststart,
    isProtected: tracks.some((track) =>
      entriesOf(index, track).some((entry) => protectedEntries.includes(entry)),
    ),
    editedTracks: tracks.flatMap((track, position) =>
      isEdited(index, track, movie?.timescale) ? [position] : [],
    ),
    ...keyframes,
    ...(odd !== undefined && { oddFrames: odd }),
  };
}

function handlerOf(data: Buffer, track: Box[]): string {
  const handler = find(track, "hdlr");
  return handler ? data.toString("latin1", handler.start + 8, handler.start + 12) : "";
}

/** The four-character codes of what a track's samples are (8.5.2). */
function entriesOf(data: Buffer, track: Box[]): string[] {
  const box = find(track, "stsd");
  return box ? children(data, box.start + 8, box.end).map(({ type }) => type) : [];
}

/** Whether a track's edit list (8.6.6) does more than to say that all of it is played from the beginning. */
function isEdited(data: Buffer, track: Box[], movieTimescale = 1): boolean {
  const list = find(track, "elst");
  const media = fullBox(data, find(track, "mdhd"));
  if (!list) return false;
  const count = data.readUInt32BE(list.start + 4);
  if (count !== 1) return count > 1;
  const isLong = data.readUInt8(list.start) === 1;
  const at = list.start + 8;
  const duration = isLong ? Number(data.readBigUInt64BE(at)) : data.readUInt32BE(at);
  const begin = isLong ? Number(data.readBigInt64BE(at + 8)) : data.readInt32BE(at + 4);
  const rate = data.readInt16BE(at + (isLong ? 16 : 8));
  const whole = media ? media.duration / media.timescale : 0;
  // Movie and track count time in different units, so that the last of them may be rounded away; 0 stands for all.
  const isCut = duration !== 0 && whole - duration / movieTimescale > 0.01;
  return begin !== 0 || rate !== 1 || isCut;
}

/** The longest time from one sync sample (8.6.2) to the next, or to the end, and when the last of them is. */
function keyframesOf(
  data: Buffer,
  track: Box[],
): Pick<Mp4Layout, "keyframeDistance" | "lastKeyframe"> | undefined {
  const media = fullBox(data, find(track, "mdhd"));
  const times = find(track, "stts");
  const keys = find(track, "stss");
  if (!media || !times || !keys) return undefined;
  const keyCount = data.readUInt32BE(keys.start + 4);
  let [next, time, sample, before, longest] = [0, 0, 1, 0, 0];
  for (const [count, length] of pairs(data, times)) {
    while (next < keyCount) {
      const key = data.readUInt32BE(keys.start + 8 + 4 * next);
      if (key >= sample + count) break;
      const at = time + (key - sample) * length;
      longest = Math.max(longest, at - before);
      before = at;
      next += 1;
    }
    time += count * length;
    sample += count;
  }
  const distance = Math.max(longest, time - before);
  return { keyframeDistance: distance / media.timescale, lastKeyframe: before / media.timescale };
}

const mostLengths = 1_000_000;

/** How many samples do not last as long as most of them do. */
function oddFrames(data: Buffer, track: Box[]): number | undefined {
  const times = find(track, "stts");
  if (!times) return undefined;
  const counts = new Map<number, number>();
  let total = 0;
  for (const [count, length] of pairs(data, times)) {
    counts.set(length, (counts.get(length) ?? 0) + count);
    total += count;
    // No camera has so many different frames; they would fill the memory.
    if (counts.size > mostLengths) return undefined;
  }
  // A fragmented file has its samples elsewhere.
  if (total === 0) return undefined;
  let most = 0;
  for (const count of counts.values()) most = Math.max(most, count);
  return total - most;
}

/** How many samples, and how long each (8.6.1.2). */
function* pairs(data: Buffer, box: Box): Generator<[number, number]> {
  const count = data.readUInt32BE(box.start + 4);
  for (let run = 0, at = box.start + 8; run < count; run += 1, at += 8) {
    yield [data.readUInt32BE(at), data.readUInt32BE(at + 4)];
  }
}
