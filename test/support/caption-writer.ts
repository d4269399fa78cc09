import { readFile } from "node:fs/promises";
import { writeFile } from "node:fs/promises";
import { makeClip } from "./clips.js";

/** One pair of characters of CEA-608, field 1, as ATSC A/53 puts it into H.264: `user_data_registered_itu_t_t35`. */
const caption = Buffer.from([
  ...[0xb5, 0x00, 0x31, ...Buffer.from("GA94"), 0x03],
  ...[0xc1, 0xff, 0xfc, 0xc8, 0xc9, 0xff],
]);
const message = Buffer.concat([
  Buffer.from([0, 0, 0, 1, 0x06, 0x04, caption.length]),
  caption,
  Buffer.from([0x80]),
]);

/** The same H.264 with a caption before each picture, in a transport stream. */
export async function withCaptions(h264: string, path: string): Promise<string> {
  const bytes = await readFile(h264);
  const parts: Buffer[] = [];
  let from = 0;
  for (
    let at = bytes.indexOf("\0\0\x01", 0, "latin1");
    at >= 0;
    at = bytes.indexOf("\0\0\x01", at + 3, "latin1")
  ) {
    const type = bytes[at + 3]! & 0x1f;
    // A slice whose first macroblock is 0 begins a picture.
    if ((type !== 1 && type !== 5) || (bytes[at + 4]! & 0x80) === 0) continue;
    parts.push(bytes.subarray(from, at), message);
    from = at;
  }
  const captioned = `${h264}.captions.h264`;
  await writeFile(captioned, Buffer.concat([...parts, bytes.subarray(from)]));
  return makeClip(path, "-framerate", "25", "-i", captioned, "-c", "copy");
}
