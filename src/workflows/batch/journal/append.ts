import { fstatSync, ftruncateSync, writeSync } from "node:fs";

/**
 * Adds a text to a file, whole or not at all; a kill may tear it. It is written in one call, but a disk that is about to be full takes
 * a part of it.
 *
 * @returns where it begins
 * @throws the system's error
 */
export function append(file: number, text: string): number {
  const bytes = Buffer.from(text);
  const { size } = fstatSync(file);
  try {
    for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
  } catch (error) {
    // Half a line would swallow the next one.
    ftruncateSync(file, size);
    throw error;
  }
  return size;
}
