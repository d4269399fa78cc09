import type { Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { NemoError } from "../errors/index.js";
import type { AllowedFolders } from "./allowed-folders.js";

/**
 * Refuses a folder in whose tree a symbolic link leads out of the allowed folders. One that is not there yet has none.
 *
 * @param to which links are followed: those to files, when the tree is read, or those to folders, when it is written to
 * @throws NemoError `invalid-request`, naming the link
 */
export async function refuseLinksOut(
  folder: string,
  folders: AllowedFolders,
  to: "files" | "folders",
): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !entry.name.startsWith(".")) await refuseLinksOut(path, folders, to);
    if ((await isFollowed(entry, path, to)) && !(await folders.has(path))) {
      throw new NemoError("invalid-request", `The link ${path} leads outside the allowed folders.`, {
        details: { key: to === "files" ? "inputs" : "output", value: path },
        action: { kind: "report", message: "Name the files that are meant, without the link." },
      });
    }
  }
}

async function isFollowed(entry: Dirent, path: string, to: "files" | "folders"): Promise<boolean> {
  if (!entry.isSymbolicLink()) return false;
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && found.isDirectory() === (to === "folders");
}
