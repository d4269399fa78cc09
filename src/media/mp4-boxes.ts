import { type FileHandle, open } from "node:fs/promises";
import { NemoError } from "../errors/index.js";
import type { AudioStream, MediaInfo, VideoStream } from "../conversion/index.js";
import { children, descendants, find, largestIndex, readBox, topBoxes, type Box } from "./mp4-walk.js";
import { readSound } from "./mp4-sound.js";

// ISO/IEC 14496-12. Only what a MediaInfo needs; ffprobe, where there is one, knows more.

const codecs: Record<string, string> = {
  avc1: "h264",
  avc3: "h264",
  hvc1: "hevc",
  hev1: "hevc",
  av01: "av1",
  vp09: "vp9",
  mp4v: "mpeg4",
  mp4a: "aac",
  "ac-3": "ac3",
  "ec-3": "eac3",
  Opus: "opus",
  fLaC: "flac",
  ".mp3": "mp3",
};

/**
 * What an MP4 says of itself, read in process: for verifying a download where there is no ffprobe.
 *
 * @throws NemoError `source-damaged` for a file without an index, or whose index does not fit its length
 */
export async function readMp4(path: string): Promise<MediaInfo> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const index = await readIndex(file, size, path);
    return describe(index, size);
  } catch (error) {
    // A length in the index that points behind its end.
    throw error instanceof RangeError ? damaged(path, "has an index (moov) that is broken") : error;
  } finally {
    await file.close();
  }
}

function describe(index: Buffer, size: number): MediaInfo {
  const boxes = children(index, 0, index.length);
  const movie = fullBox(index, find(boxes, "mvhd"));
  const duration = movie ? movie.duration / movie.timescale : undefined;
  const tracks = boxes
    .filter(({ type }) => type === "trak")
    .map((box, number) => readTrack(index, box, number));
  return {
    format: "mov,mp4,m4a,3gp,3g2,mj2",
    ...(duration !== undefined && duration > 0 && { duration, bitrate: Math.round((size * 8) / duration) }),
    bytes: size,
    video: tracks.filter((track): track is VideoStream => track !== undefined && "width" in track),
    audio: tracks.filter((track): track is AudioStream => track !== undefined && "channels" in track),
    subtitles: [],
    chapters: [],
    tags: {},
  };
}

/** The content of `moov`. */
async function readIndex(file: FileHandle, size: number, path: string): Promise<Buffer> {
  for await (const { type, start, end } of topBoxes(file, size)) {
    if (end > size) break;
    if (type === "moov" && end - start <= largestIndex) return readBox(file, { start, end });
  }
  throw damaged(path, "has no index (moov), or ends before its last box does");
}

function damaged(path: string, what: string): NemoError {
  return new NemoError("source-damaged", `${path} ${what}.`, { details: { path } });
}

/** Time scale and duration, which stand alike in `mvhd` and `mdhd`. */
export function fullBox(
  data: Buffer,
  box: Box | undefined,
): { timescale: number; duration: number } | undefined {
  if (!box) return undefined;
  const isLong = data.readUInt8(box.start) === 1;
  const at = box.start + (isLong ? 20 : 12);
  const duration = isLong ? Number(data.readBigUInt64BE(at + 4)) : data.readUInt32BE(at + 4);
  return { timescale: data.readUInt32BE(at) || 1, duration };
}

function readTrack(data: Buffer, box: Box, index: number): VideoStream | AudioStream | undefined {
  const boxes = descendants(data, box);
  const media = fullBox(data, find(boxes, "mdhd"));
  const handler = find(boxes, "hdlr");
  const description = find(boxes, "stsd");
  if (!media || !handler || !description) return undefined;
  const kind = data.toString("latin1", handler.start + 8, handler.start + 12);
  const entry = description.start + 8;
  const tag = data.toString("latin1", entry + 4, entry + 8);
  const duration = media.duration / media.timescale;
  const stream = { index, codec: codecs[tag] ?? tag.trim(), duration, dispositions: [], codecTag: tag };
  const inside = (start: number) => children(data, start, entry + data.readUInt32BE(entry));
  if (kind === "soun") {
    const boxOf = (type: string) => {
      // QuickTime has longer entries (version 1 and 2).
      const found = find(inside(entry + 36 + [0, 16, 36][data.readUInt16BE(entry + 16)]!), type);
      return found && data.subarray(found.start, found.end);
    };
    const sound = readSound(stream.codec, data.readUInt16BE(entry + 24), boxOf);
    return { ...stream, ...sound, sampleRate: data.readUInt32BE(entry + 32) >>> 16 };
  }
  if (kind !== "vide") return undefined;
  const sizes = find(boxes, "stsz");
  const frames = sizes ? data.readUInt32BE(sizes.start + 8) : 0;
  const shape = find(inside(entry + 86), "pasp");
  return { ...stream, ...picture(data, entry, find(boxes, "tkhd"), shape), ...rateOf(frames, duration) };
}

function picture(data: Buffer, entry: number, track: Box | undefined, shape: Box | undefined) {
  const width = data.readUInt16BE(entry + 32);
  const height = data.readUInt16BE(entry + 34);
  // The matrix of `tkhd` turns the picture; its first column tells by how much.
  const matrix = track ? track.end - 44 : undefined;
  const a = matrix === undefined ? 1 : Math.sign(data.readInt32BE(matrix));
  const b = matrix === undefined ? 0 : Math.sign(data.readInt32BE(matrix + 4));
  const rotation = a === 1 ? 0 : a === -1 ? 180 : b === 1 ? 90 : b === -1 ? 270 : 0;
  const [across, down] = shape
    ? [data.readUInt32BE(shape.start), data.readUInt32BE(shape.start + 4)]
    : [1, 1];
  const isSquare = across === down || across === 0 || down === 0;
  const shownWidth = isSquare ? width : Math.round((width * across) / down);
  const isTurned = rotation === 90 || rotation === 270;
  return {
    width,
    height,
    displayWidth: isTurned ? height : shownWidth,
    displayHeight: isTurned ? shownWidth : height,
    sar: isSquare ? "1:1" : `${across}:${down}`,
    rotation,
    pixelFormat: "unknown",
    bitDepth: 8,
    fieldOrder: "unknown",
    color: {},
  } as const;
}

function rateOf(frames: number, duration: number) {
  const thousandths = duration > 0 ? Math.round((frames / duration) * 1000) : 0;
  return { frames, frameRate: `${thousandths}/1000`, isVariableFrameRate: false };
}
