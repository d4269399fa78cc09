import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { safeFileName } from "../conversion/index.js";
import { NemoError } from "../errors/index.js";
import { localPath, resolveSource, statFile } from "../modules/later.js";
import type { MediaInput } from "../options/index.js";

/** A source and the name that its result is called after. */
export interface Source {
  input: MediaInput;
  /** File name with its extension. */
  name: string;
  /** Absolute; only for a file on the local disk. */
  path?: string;
  /** As they were before the file was read; only for a file on the local disk. */
  times?: { atime: Date; mtime: Date };
}

/** @throws NemoError `source-missing`, `not-media` for an empty file, `invalid-request` */
export async function openSource(input: MediaInput): Promise<Source> {
  const path = localPath(input);
  if (path !== undefined) {
    await statFile(path);
    const { atime, mtime } = await stat(path);
    return { input, name: basename(path), path, times: { atime, mtime } };
  }
  const resolved = await resolveSource(input);
  if (resolved.kind === "body") return { input, name: safeFileName(resolved.body.name, "video") };
  return { input, name: safeFileName(decodeName(new URL(resolved.url).pathname), "video") };
}

function decodeName(path: string): string {
  try {
    return decodeURIComponent(path.split("/").pop() ?? "");
  } catch {
    return path.split("/").pop() ?? "";
  }
}

/** Refuses an output that is the source itself, also through a symbolic or a hard link. */
export async function refuseSameFile({ path }: Pick<Source, "path">, output: string): Promise<void> {
  if (path === undefined) return;
  const [source, target] = await Promise.all([path, output].map((file) => stat(file).catch(() => undefined)));
  if (!source || target?.ino !== source.ino || target.dev !== source.dev) return;
  throw new NemoError(
    "invalid-request",
    `The output ${output} is the source itself; the source is never written to.`,
    {
      details: { source: path, output },
      action: { kind: "choose-output", message: "Choose another output." },
    },
  );
}
