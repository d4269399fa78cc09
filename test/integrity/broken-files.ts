import { readFile, stat, truncate, writeFile, copyFile } from "node:fs/promises";
import type { CheckReport } from "../../src/conversion/index.js";

/** A copy of the first part of a file. */
export async function cutTo(source: string, path: string, share = 0.5): Promise<string> {
  const { size } = await stat(source);
  await copyFile(source, path);
  await truncate(path, Math.floor(size * share));
  return path;
}

/** A copy in whose data 60 bytes are wrong, the same each time; its header and its end are left alone. */
export async function rotten(source: string, path: string): Promise<string> {
  const bytes = await readFile(source);
  const begin = Math.max(bytes.indexOf("mdat"), 0) + 2000;
  const length = bytes.length - begin - 500;
  for (let number = 0; number < 60; number += 1) {
    const at = begin + ((number * 7919 * 31) % length);
    bytes[at] = bytes[at]! ^ 0xff;
  }
  await writeFile(path, bytes);
  return path;
}

export const kindsOf = ({ findings }: CheckReport): string[] => findings.map(({ kind }) => kind);
