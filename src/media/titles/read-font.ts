import { type FileHandle, open } from "node:fs/promises";

/** What of a font decides whether a text can be written in it, and how wide it becomes. */
export interface Font {
  path: string;
  has(character: string): boolean;
  /** In parts of the letters' size. */
  widthOf(character: string): number;
}

const known = new Map<string, Promise<Font | undefined>>();

/** Reads the tables of a TrueType or OpenType font (ISO/IEC 14496-22); undefined for what is none, or has no outlines. */
export function readFont(path: string): Promise<Font | undefined> {
  let font = known.get(path);
  if (!font) {
    font = read(path).catch(() => undefined);
    known.set(path, font);
  }
  return font;
}

async function read(path: string): Promise<Font | undefined> {
  const file = await open(path, "r");
  try {
    const tables = await readDirectory(file);
    if (!tables.has("glyf") && !tables.has("CFF ") && !tables.has("CFF2")) return undefined;
    const table = (name: string) => {
      const { offset, length } = tables.get(name)!;
      return readAt(file, offset, Math.min(length, largestTable));
    };
    const glyphOf = readCharacterMap(await table("cmap"));
    const unitsPerEm = (await table("head")).readUInt16BE(18);
    const metrics = (await table("hhea")).readUInt16BE(34);
    const widths = await table("hmtx");
    const glyph = (character: string) => glyphOf(character.codePointAt(0)!);
    return {
      path,
      has: (character) => glyph(character) !== 0,
      widthOf: (character) =>
        widths.readUInt16BE(Math.min(glyph(character), metrics - 1) * 4) / Math.max(1, unitsPerEm),
    };
  } finally {
    await file.close();
  }
}

const largestTable = 8 * 1024 * 1024;

/** Of a collection the first font, which ffmpeg takes, too. */
async function readDirectory(file: FileHandle): Promise<Map<string, { offset: number; length: number }>> {
  const start = await readAt(file, 0, 16);
  const at = start.toString("latin1", 0, 4) === "ttcf" ? start.readUInt32BE(12) : 0;
  const count = (await readAt(file, at, 6)).readUInt16BE(4);
  const directory = await readAt(file, at + 12, count * 16);
  const entries = Array.from({ length: count }, (_, index) => {
    const entry = directory.subarray(index * 16);
    const place = { offset: entry.readUInt32BE(8), length: entry.readUInt32BE(12) };
    return [entry.toString("latin1", 0, 4), place] as const;
  });
  return new Map(entries);
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

type CharacterMap = (code: number) => number;

/** The one with all of Unicode if there is one, else that of its first 65536 characters. */
function readCharacterMap(table: Buffer): CharacterMap {
  const offsets = Array.from({ length: table.readUInt16BE(2) }, (_, index) =>
    table.readUInt32BE(4 + index * 8 + 4),
  );
  const ofFormat = (format: number) => offsets.find((offset) => table.readUInt16BE(offset) === format);
  const whole = ofFormat(12);
  if (whole !== undefined) return readGroups(table.subarray(whole));
  const basic = ofFormat(4);
  if (basic === undefined) throw new Error("The font maps no Unicode characters.");
  return readSegments(table.subarray(basic));
}

function readGroups(map: Buffer): CharacterMap {
  const count = Math.min(map.readUInt32BE(12), Math.floor((map.length - 16) / 12));
  return (code) => {
    let [low, high] = [0, count - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const at = 16 + middle * 12;
      if (code < map.readUInt32BE(at)) high = middle - 1;
      else if (code > map.readUInt32BE(at + 4)) low = middle + 1;
      else return map.readUInt32BE(at + 8) + code - map.readUInt32BE(at);
    }
    return 0;
  };
}

function readSegments(map: Buffer): CharacterMap {
  const size = map.readUInt16BE(6);
  const [ends, starts] = [14, 16 + size];
  const [deltas, offsets] = [starts + size, starts + 2 * size];
  return (code) => {
    for (let at = 0; at < size; at += 2) {
      if (code > map.readUInt16BE(ends + at)) continue;
      const start = map.readUInt16BE(starts + at);
      if (code < start) return 0;
      const delta = map.readUInt16BE(deltas + at);
      const offset = map.readUInt16BE(offsets + at);
      if (offset === 0) return (code + delta) & 0xffff;
      const place = offsets + at + offset + (code - start) * 2;
      const glyph = place + 2 <= map.length ? map.readUInt16BE(place) : 0;
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
    return 0;
  };
}
