import { readFile, writeFile } from "node:fs/promises";

const parents = ["moov", "trak", "mdia", "minf", "stbl"];
// Of stsd: version, flags and the number of entries; of a visual sample entry, up to its own boxes.
const headOf: Record<string, number> = { stsd: 8, hvc1: 78 };

/** Adds the configuration record of Dolby Vision (its specification of ISO files, 3.2) to the HEVC of an MP4. */
export async function withDolbyVision(
  source: string,
  path: string,
  { profile, compatibility }: { profile: number; compatibility: number },
): Promise<string> {
  const record = Buffer.alloc(24);
  record.writeUInt8(1, 0);
  // Seven bits of profile, six of level, one each for: the enhancement's parameters, its layer, the base layer.
  record.writeUInt16BE((profile << 9) | (1 << 3) | 0b101, 2);
  record.writeUInt8(compatibility << 4, 4);
  const bytes = await readFile(source);
  await writeFile(path, insert(bytes, box("dvcC", record)));
  return path;
}

function box(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + content.length);
  head.write(type, 4, "latin1");
  return Buffer.concat([head, content]);
}

/** The same boxes, with one more at the end of the sample entry; the media lie before them and stay where they are. */
function insert(bytes: Buffer, added: Buffer): Buffer {
  const result: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const size = bytes.readUInt32BE(at);
    const type = bytes.toString("latin1", at + 4, at + 8);
    const content = bytes.subarray(at + 8, at + size);
    const head = headOf[type] ?? 0;
    if (type === "hvc1") result.push(box(type, Buffer.concat([content, added])));
    else if (parents.includes(type) || type === "stsd") {
      result.push(
        box(type, Buffer.concat([content.subarray(0, head), insert(content.subarray(head), added)])),
      );
    } else result.push(bytes.subarray(at, at + size));
    at += size;
  }
  return Buffer.concat(result);
}
