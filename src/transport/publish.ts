import { copyFile, link, lstat, open, rename, rm } from "node:fs/promises";
import { basename } from "node:path";
import { processToken } from "../options/index.js";
import { fileError, NemoError } from "../errors/index.js";

/**
 * Gives a finished file its final name, in one step: nobody sees half of it. A file that is there already stays, unless
 * `overwrite` is set.
 *
 * @throws NemoError `output-exists`, `disk-full`
 */
export async function publish(temporary: string, path: string, { overwrite = false } = {}): Promise<void> {
  try {
    if (overwrite) await replace(temporary, path);
    else await place(temporary, path);
  } catch (error) {
    throw fileError(error, path, "Writing");
  }
}

async function replace(temporary: string, path: string): Promise<void> {
  try {
    await rename(temporary, path);
  } catch (error) {
    if (systemCode(error) !== "EXDEV") throw error;
    await viaCopy(temporary, path, (near) => rename(near, path));
  }
}

/** A hard link fails where a rename would overwrite. */
async function place(temporary: string, path: string): Promise<void> {
  try {
    await link(temporary, path);
    await rm(temporary, { force: true });
  } catch (error) {
    const code = systemCode(error);
    if (code === "EEXIST") throw outputExists(path);
    if (code === "EXDEV") {
      await viaCopy(temporary, path, (near) => place(near, path));
      return;
    }
    if (!["EPERM", "ENOTSUP", "ENOSYS", "EOPNOTSUPP", "EMLINK"].includes(code ?? "")) throw error;
    // A file system without hard links: the check and the rename are two steps there.
    if (await exists(path)) throw outputExists(path);
    await rename(temporary, path);
  }
}

/** On another file system: a copy that is on the disk before it gets its name, and is gone if it gets none. */
async function viaCopy(
  temporary: string,
  path: string,
  name: (near: string) => Promise<void>,
): Promise<void> {
  const near = temporaryName(path);
  try {
    await copyFile(temporary, near);
    const file = await open(near, "r+");
    await file.sync().finally(() => file.close());
    await name(near);
    await rm(temporary, { force: true });
  } catch (error) {
    await rm(near, { force: true });
    throw error;
  }
}

/** Whether there is anything of this name, be it a link that leads nowhere: nothing is written through it. */
export async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

/** A hidden name beside `path`, on the same file system and never the same twice. */
export function temporaryName(path: string): string {
  const name = basename(path);
  const folder = path.slice(0, path.length - name.length);
  return `${folder}.${name.slice(0, 76)}.${processToken()}-${crypto.randomUUID().slice(0, 8)}.part`;
}

export function outputExists(path: string): NemoError {
  return new NemoError("output-exists", `${path} exists already.`, { details: { path } });
}

function systemCode(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
