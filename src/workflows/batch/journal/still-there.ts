import { stat } from "node:fs/promises";
import type { DoneRecord } from "./records.js";

/** Whether a result is still as long as it was. */
export async function isThere({ output, bytes }: DoneRecord): Promise<boolean> {
  return stat(output).then(
    ({ size }) => size === bytes,
    () => false,
  );
}

export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
