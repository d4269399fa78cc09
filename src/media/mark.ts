import { open } from "node:fs/promises";
import { topBoxes } from "./mp4-walk.js";

// A box of our own kind (ISO/IEC 14496-12, 4.2: `uuid`), which players pass over. It stands at the very end, where it moves
// nothing; tags would have to share their names with those of the source.
const kind = Buffer.from("6e656d6f636f6e76b1a7c05d9e3f4a21", "hex");
const headLength = 8 + kind.length;
const longest = 4096;

/** Writes a text into an MP4, which `readMark` finds again. Neither streams nor tags nor index change. */
export async function writeMark(path: string, text: string): Promise<void> {
  const content = Buffer.from(text, "utf8");
  const head = Buffer.alloc(8);
  head.writeUInt32BE(headLength + content.length, 0);
  head.write("uuid", 4, "latin1");
  const file = await open(path, "a");
  await file.appendFile(Buffer.concat([head, kind, content])).finally(() => file.close());
}

/** The text that `writeMark` left in a file; undefined for a file without one, for one that is no MP4 and for none. */
export async function readMark(path: string): Promise<string | undefined> {
  const file = await open(path, "r").catch(() => undefined);
  if (!file) return undefined;
  try {
    const { size } = await file.stat();
    for await (const { type, start, end } of topBoxes(file, size)) {
      if (type !== "uuid" || end > size || end - start > longest) continue;
      const content = Buffer.alloc(end - start);
      await file.read(content, 0, content.length, start);
      if (content.subarray(0, kind.length).equals(kind)) return content.toString("utf8", kind.length);
    }
    return undefined;
  } catch {
    return undefined; // a folder, or a disk that cannot be read: no mark of ours
  } finally {
    await file.close();
  }
}
