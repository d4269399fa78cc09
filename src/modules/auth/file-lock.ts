import { link, open, readFile, rename, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { type Clock, wait } from "../../time/index.js";

// Longer than a token request may take with all its repeats, a wait of five minutes that the backend asks for among them.
const staleAfterMs = 600_000;
const pollMs = 50;

/**
 * Runs `work` while no other process does so under the same lock file. A lock whose process has died is taken over.
 *
 * @throws the file system's error when the lock file cannot be made (no permission, no folder)
 */
export async function withFileLock<T>(
  path: string,
  options: { clock: Clock; signal?: AbortSignal },
  work: () => Promise<T>,
): Promise<T> {
  while (!(await tryLock(path))) {
    const abandoned = await findAbandoned(path);
    if (abandoned === undefined) await wait(pollMs, options);
    else await takeAway(path, abandoned);
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function tryLock(path: string): Promise<boolean> {
  try {
    const file = await open(path, "wx", 0o600);
    await file.writeFile(`${process.pid} ${hostname()}`);
    await file.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** The inode of a lock that nobody holds any more. */
async function findAbandoned(path: string): Promise<number | undefined> {
  try {
    const content = await readFile(path, "utf8");
    const { mtimeMs, ino } = await stat(path);
    const [pid, host] = content.split(" ");
    const hasDied = host === hostname() && pid !== undefined && !isAlive(Number(pid));
    return hasDied || Date.now() - mtimeMs > staleAfterMs ? ino : undefined;
  } catch {
    return undefined; // gone in the meantime
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Several processes may find the same lock abandoned; a lock that another one has made since is given back. */
async function takeAway(path: string, abandoned: number): Promise<void> {
  const aside = `${path}.${process.pid}`;
  try {
    await rename(path, aside);
    if ((await stat(aside)).ino !== abandoned) await link(aside, path);
  } catch {
    // Another process was faster.
  }
  await rm(aside, { force: true });
}
