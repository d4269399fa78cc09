import { link, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { NemoError } from "../../../errors/index.js";
import { identifyProcess, isRunning, type ProcessIdentity } from "../../../media/index.js";

/**
 * Takes the lock of a journal; returns how to give it back. The lock of a process that is dead is taken over.
 *
 * @throws NemoError `journal-locked`
 */
export async function lockJournal(journal: string): Promise<() => Promise<void>> {
  const path = `${journal}.lock`;
  // It has its content before it has its name, so that nobody reads an empty one.
  const own = `${path}.${crypto.randomUUID().slice(0, 8)}`;
  await writeFile(own, JSON.stringify({ host: hostname(), process: identifyProcess(process.pid) }));
  try {
    while (!(await tryLock(own, path))) {
      const holder = await readHolder(path);
      if (!holder) continue;
      if (!isAbandoned(holder)) throw locked(journal, holder);
      await takeAway(path, holder.ino);
    }
  } finally {
    await rm(own, { force: true });
  }
  return () => rm(path, { force: true });
}

interface Holder {
  ino: number;
  host: string;
  process: ProcessIdentity;
}

async function tryLock(own: string, path: string): Promise<boolean> {
  try {
    await link(own, path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return false;
    // A file system without hard links.
    if (code !== "EPERM" && code !== "ENOTSUP" && code !== "ENOSYS") throw error;
    return writeFile(path, await readFile(own), { flag: "wx" }).then(
      () => true,
      () => false,
    );
  }
}

/** Undefined when it is gone in the meantime. */
async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    const { host, process } = JSON.parse(await readFile(path, "utf8")) as Omit<Holder, "ino">;
    return { host, process, ino: (await stat(path)).ino };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** What runs on another machine cannot be seen from here. */
function isAbandoned({ host, process }: Holder): boolean {
  return host === hostname() && !isRunning(process);
}

/** Several may find the same lock abandoned; one that another has taken since is given back. */
async function takeAway(path: string, abandoned: number): Promise<void> {
  const aside = `${path}.${crypto.randomUUID().slice(0, 8)}`;
  try {
    await rename(path, aside);
    if ((await stat(aside)).ino !== abandoned) await link(aside, path);
  } catch {
    // Another process was faster.
  }
  await rm(aside, { force: true });
}

function locked(journal: string, { host, process }: Holder): NemoError {
  const where = host === hostname() ? "" : ` on ${host}`;
  return new NemoError(
    "journal-locked",
    `Another run of this batch (process ${process.pid}${where}) is using ${journal}.`,
    { details: { journal, pid: process.pid, host } },
  );
}
