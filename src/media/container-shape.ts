import { type FileHandle, open } from "node:fs/promises";
import { NemoError } from "../errors/index.js";
import { topBoxes } from "./mp4-walk.js";

/** What a container's own lengths and tables tell, read in process in milliseconds. */
export interface ContainerShape {
  /** Whether the file ends before what its lengths say. */
  isCut: boolean;
  /** Whether it has what a player needs for seeking; missing where that is not known. */
  hasIndex?: boolean;
  /** In seconds, as an AVI's first header says; ffprobe makes a guess from the file's size instead. */
  duration?: number;
  /** Whether its lengths were left open, as a recording into a pipe leaves them: what ffprobe says of them is made up. */
  isOpen?: boolean;
}

// Those in front of the data; a file of nothing but empty ones must not hold anybody up.
const mostElements = 10_000;

/** Looks at an MP4, Matroska, WebM, AVI or WAV file; of all others it knows nothing. @throws NemoError `source-missing` */
export async function readShape(path: string): Promise<ContainerShape> {
  const file = await open(path, "r").catch(() => {
    throw new NemoError("source-missing", `${path}: it may not be read.`, { details: { path } });
  });
  try {
    const { size } = await file.stat();
    const head = await read(file, 0, 16);
    const tag = head.toString("latin1", 0, 4);
    if (tag === "RIFF") return await riffShape(file, size, head.toString("latin1", 8, 12));
    if (head.toString("hex", 0, 4) === "1a45dfa3") return await matroskaShape(file, size);
    return await mp4Shape(file, size);
  } finally {
    await file.close();
  }
}

async function mp4Shape(file: FileHandle, size: number): Promise<ContainerShape> {
  const types = new Set<string>();
  let isCut = false;
  let hasIndex = false;
  for await (const { type, end } of topBoxes(file, size)) {
    types.add(type);
    hasIndex ||= type === "moov" && end <= size;
    isCut ||= end > size && ["mdat", "moov", "moof"].includes(type);
    // Another kind of file, in whose first bytes a length was seen.
    if (types.size === 1 && !/^[a-z]{4}$/.test(type)) return { isCut: false };
  }
  if (!["ftyp", "moov", "mdat"].some((type) => types.has(type))) return { isCut: false };
  return { isCut, hasIndex };
}

/** `LIST hdrl`, `LIST movi`, `idx1`; files over 1 GB have `indx` tables in their `hdrl` instead. */
async function riffShape(file: FileHandle, size: number, form: string): Promise<ContainerShape> {
  let isCut = false;
  let hasIndex = false;
  let duration = 0;
  let isOpen = false;
  for (let at = 12, count = 0; at + 12 <= size && count < mostElements; count += 1) {
    const head = await read(file, at, 12);
    const [type, kind] = [head.toString("latin1", 0, 4), head.toString("latin1", 8, 12)];
    const length = head.readUInt32LE(4);
    // What was written into a pipe could not fill in its lengths.
    isOpen = (length === 0 && type === "LIST") || length >= 0xffff_ff00;
    if (isOpen) break;
    if (type === "idx1") hasIndex = true;
    if (kind === "hdrl" && length < 1_000_000) {
      const header = await read(file, at + 12, length);
      hasIndex ||= header.includes("indx", 0, "latin1");
      // `avih`: microseconds a frame, …, and as its fifth word the number of frames.
      if (header.length >= 28) duration = (header.readUInt32LE(8) * header.readUInt32LE(24)) / 1e6;
    }
    isCut ||= at + 8 + length > size;
    at += 8 + length + (length % 2);
  }
  return form.startsWith("AVI") ? { isCut, hasIndex, duration, isOpen } : { isCut, isOpen };
}

const segmentId = 0x18538067;
const seekHeadId = 0x114d9b74;
const clusterId = 0x1f43b675;
const cuesId = 0x1c53bb6b;

/** EBML (RFC 8794): an id and a length, both of variable size. Cues are the index; the SeekHead says where they are. */
async function matroskaShape(file: FileHandle, size: number): Promise<ContainerShape> {
  let isCut = false;
  let hasIndex = false;
  for (let at = 0, count = 0; at + 2 <= size && count < mostElements; count += 1) {
    const element = readElement(await read(file, at, 12));
    if (!element) break;
    const { id, length, head } = element;
    if (id === segmentId) {
      isCut = length !== undefined && at + head + length > size;
      at += head;
      continue;
    }
    if (id === cuesId) hasIndex = true;
    if (id === seekHeadId && length !== undefined && length < 100_000) {
      hasIndex ||= (await read(file, at + head, length)).includes("1c53bb6b", 0, "hex");
    }
    // From here on there is data; an index behind it is named in front.
    if (length === undefined || id === clusterId) break;
    at += head + length;
  }
  return { isCut, hasIndex };
}

/** Undefined for what is no element; its length is missing where a live recording left it open. */
function readElement(data: Buffer): { id: number; length?: number; head: number } | undefined {
  const idSize = Math.clz32(data[0] ?? 0) - 23;
  const lengthSize = Math.clz32(data[idSize] ?? 0) - 23;
  if (idSize > 4 || lengthSize > 8 || data.length < idSize + lengthSize) return undefined;
  const bytes = data.subarray(idSize, idSize + lengthSize);
  const value = bytes.reduce(
    (sum, byte, position) => sum * 256 + (position === 0 ? byte & (0xff >> lengthSize) : byte),
    0,
  );
  const isOpen = value === 2 ** (7 * lengthSize) - 1;
  const head = idSize + lengthSize;
  return { id: data.readUIntBE(0, idSize), head, ...(!isOpen && { length: value }) };
}

async function read(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const data = Buffer.alloc(length);
  const { bytesRead } = await file.read(data, 0, length, at);
  return data.subarray(0, Math.max(bytesRead, 0));
}
