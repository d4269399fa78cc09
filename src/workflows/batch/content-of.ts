import { NemoError } from "../../errors/index.js";
import { statFile } from "../../modules/later.js";
import { fingerprintOf } from "./identity.js";

/** What a file holds, and by what it is seen that it does no more. */
export interface Content {
  fingerprint: string;
  bytes: number;
  modifiedMs: number;
  inode: number;
}

/**
 * Reads what a file holds.
 *
 * @param known from an earlier look: a file that was not touched since is not read again
 * @throws NemoError `source-missing`, `not-media` for an empty file
 */
export async function contentOf(path: string, known?: Content): Promise<Content> {
  // What changes while it is read is seen by the next look.
  const { size: bytes, mtimeMs: modifiedMs, ino: inode } = await statFile(path);
  if (known?.bytes === bytes && known.modifiedMs === modifiedMs && known.inode === inode) return known;
  return { fingerprint: await read(path), bytes, modifiedMs, inode };
}

async function read(path: string): Promise<string> {
  try {
    return await fingerprintOf(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new NemoError("source-missing", `${path} cannot be read: ${message}`, {
      details: { path, systemCode: code },
      cause: error,
    });
  }
}
