import { writeFile } from "node:fs/promises";

const width = 320;
const height = 240;
const object = { width: 60, height: 32 };

/** A `.sup` file with one white box, from 0 to 1.9 s: the segments of a Presentation Graphic Stream (Blu-ray Disc, 9.14.4). */
export async function writePgs(path: string): Promise<string> {
  await writeFile(path, Buffer.concat([...epoch(0, true), ...epoch(1.9, false)]));
  return path;
}

function epoch(seconds: number, isShown: boolean): Buffer[] {
  const at = Math.round(seconds * 90_000);
  return [
    segment(at, 0x16, composition(isShown)),
    segment(at, 0x17, windows()),
    ...(isShown ? [segment(at, 0x14, palette()), segment(at, 0x15, bitmap())] : []),
    segment(at, 0x80, Buffer.alloc(0)),
  ];
}

function segment(pts: number, type: number, content: Buffer): Buffer {
  const head = Buffer.alloc(13);
  head.write("PG", 0, "latin1");
  head.writeUInt32BE(pts, 2);
  head.writeUInt8(type, 10);
  head.writeUInt16BE(content.length, 11);
  return Buffer.concat([head, content]);
}

function composition(isShown: boolean): Buffer {
  const content = Buffer.alloc(isShown ? 19 : 11);
  content.writeUInt16BE(width, 0);
  content.writeUInt16BE(height, 2);
  content.writeUInt8(0x10, 4);
  content.writeUInt16BE(isShown ? 0 : 1, 5);
  content.writeUInt8(isShown ? 0x80 : 0, 7);
  content.writeUInt8(isShown ? 1 : 0, 10);
  return content;
}

function windows(): Buffer {
  const content = Buffer.alloc(10);
  content.writeUInt8(1, 0);
  content.writeUInt16BE(object.width, 6);
  content.writeUInt16BE(object.height, 8);
  return content;
}

/** Entry 1: white, opaque. */
function palette(): Buffer {
  return Buffer.from([0, 0, 1, 235, 128, 128, 255]);
}

function bitmap(): Buffer {
  const line = Buffer.from([0, 0x80 | object.width, 1, 0, 0]);
  const data = Buffer.concat(Array.from({ length: object.height }, () => line));
  const head = Buffer.alloc(11);
  head.writeUInt8(0xc0, 3);
  head.writeUIntBE(data.length + 4, 4, 3);
  head.writeUInt16BE(object.width, 7);
  head.writeUInt16BE(object.height, 9);
  return Buffer.concat([head, data]);
}
