import { createHash } from "node:crypto";
import { localPath } from "../../modules/later.js";
import type { MediaInput } from "../../options/index.js";
import { contentOf } from "./content-of.js";

/**
 * What a source is known by on every machine: a file by its content, a URL by itself. Undefined for what only this process can
 * read.
 *
 * @throws NemoError `source-missing`, `not-media` for an empty file, `invalid-request` for what names nothing
 */
export async function sourceIdentity(input: MediaInput): Promise<string | undefined> {
  const path = localPath(input);
  return path === undefined ? urlIdentity(input) : (await contentOf(path)).fingerprint;
}

/** The same for a URL alone; undefined for a Blob and a stream. */
export function urlIdentity(input: MediaInput): string | undefined {
  if (typeof input !== "string" && !(input instanceof URL)) return undefined;
  return createHash("sha256")
    .update(`${String(input)}\n`)
    .digest("hex")
    .slice(0, 32);
}
