import { constants } from "node:fs";
import { access, chmod, copyFile, mkdir, mkdtemp, rename, stat } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { basename, join } from "node:path";

/**
 * The path of a program that can be run: the file itself, given its executable bit where install scripts were off, or a
 * private copy where the file is read-only or another user's.
 */
export async function makeExecutable(path: string, system = { chmod }): Promise<string> {
  if (await isExecutable(path)) return path;
  try {
    await system.chmod(path, 0o755);
    if (await isExecutable(path)) return path;
  } catch {
    // read-only, or another user's
  }
  const { size, mtimeMs } = await stat(path);
  const folder = await privateFolder();
  const copy = join(folder, `${Math.round(mtimeMs)}-${size}-${basename(path)}`);
  if (await isExecutable(copy)) return copy;
  const temporary = `${copy}.${crypto.randomUUID().slice(0, 8)}`;
  await copyFile(path, temporary);
  await chmod(temporary, 0o700);
  await rename(temporary, copy);
  return copy;
}

/** A folder of ours alone: what somebody else may write to, we do not run. */
async function privateFolder(): Promise<string> {
  const { uid } = userInfo();
  const folder = join(tmpdir(), `nemo-converter-${uid}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const found = await stat(folder);
  const isOurs = found.uid === uid && (found.mode & 0o022) === 0;
  // Windows has no such numbers, and a temporary folder for each user.
  return isOurs || uid < 0 ? folder : mkdtemp(`${folder}-`);
}

export async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
