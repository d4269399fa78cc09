import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { readMark } from "../../media/index.js";

/** What a result of a batch says of itself. */
export interface Mark {
  /** The fingerprint of its source; missing for what cannot be read twice. */
  source?: string;
  /** The digest of what was asked for. */
  spec: string;
  /** A hash of what its source was called: nobody who gets the result need know that. */
  name?: string;
}

export function markText({ spec, source, name }: Mark): string {
  return JSON.stringify({ nemo: 1, spec, source, name });
}

export function hashOfName(name: string): string {
  return createHash("sha256").update(name).digest("hex").slice(0, 16);
}

/** The mark of a file; undefined for one that no batch has made. */
export async function markOf(path: string): Promise<Mark | undefined> {
  const found = await stat(path).catch(() => undefined);
  // Whoever opens a pipe waits until somebody writes.
  const text = found?.isFile() ? await readMark(path) : undefined;
  if (text === undefined) return undefined;
  try {
    const { source, spec, name } = JSON.parse(text) as Partial<Record<keyof Mark, unknown>>;
    if (typeof spec !== "string") return undefined;
    return {
      spec,
      ...(typeof source === "string" && { source }),
      ...(typeof name === "string" && { name }),
    };
  } catch {
    return undefined;
  }
}
