import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { throwIfAborted } from "../../errors/index.js";

/** The SHA-256 of a file, in hexadecimal digits. */
export async function hashFile(path: string, signal: AbortSignal | undefined): Promise<string> {
  const hash = createHash("sha256");
  try {
    await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash, { signal });
  } catch (error) {
    throwIfAborted(signal);
    throw error;
  }
  return hash.digest("hex");
}
