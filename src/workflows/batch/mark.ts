import { readMark } from "../../media/index.js";

/** What a result of a batch says of itself. */
export interface Mark {
  /** The fingerprint of its source; missing for what cannot be read twice. */
  source?: string;
  /** The digest of what was asked for. */
  spec: string;
}

export function markText({ source, spec }: Mark): string {
  return JSON.stringify({ nemo: 1, ...(source !== undefined && { source }), spec });
}

/** The mark of a file; undefined for one that no batch has made. */
export async function markOf(path: string): Promise<Mark | undefined> {
  const text = await readMark(path);
  if (text === undefined) return undefined;
  try {
    const { source, spec } = JSON.parse(text) as Partial<Record<keyof Mark, unknown>>;
    if (typeof spec !== "string") return undefined;
    return { spec, ...(typeof source === "string" && { source }) };
  } catch {
    return undefined;
  }
}
