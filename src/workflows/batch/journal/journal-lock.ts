import { createHash } from "node:crypto";
import { link, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
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
  const own = asideOf(path);
  try {
    await writeFile(own, JSON.stringify({ host: hostname(), process: identifyProcess(process.pid) }));
    while (!(await tryLock(own, path))) {
      const holder = await readHolder(path);
      if (!holder) continue;
      if (!isAbandoned(holder)) throw locked(journal, holder);
      await takeAway(path, holder.ino);
    }
  } finally {
    await rm(own, { force: true });
  }
  await removeLeft(path);
  return () => rm(path, { force: true });
}

/** A name beside the lock's that says whose it is, for whoever finds it when its process is dead. */
function asideOf(path: string): string {
  const { pid, start = "" } = identifyProcess(process.pid) ?? { pid: process.pid };
  return `${path}.${hostMark()}-${pid}-${start}-${crypto.randomUUID().slice(0, 8)}`;
}

/** What processes left behind that were killed while they took the lock. */
async function removeLeft(path: string): Promise<void> {
  const prefix = `${basename(path)}.${hostMark()}-`;
  const left = (await readdir(dirname(path))).filter((name) => {
    if (!name.startsWith(prefix)) return false;
    const [pid, start] = name.slice(prefix.length).split("-");
    return !isRunning({ pid: Number(pid), ...(start && { start }) });
  });
  await Promise.all(left.map((name) => rm(join(dirname(path), name), { force: true })));
}

function hostMark(): string {
  return createHash("sha256").update(hostname()).digest("hex").slice(0, 8);
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
    return writeNew(path, await readFile(own));
  }
}

/** An empty lock would be nobody's. */
async function writeNew(path: string, content: Buffer): Promise<boolean> {
  try {
    await writeFile(path, content, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    await rm(path, { force: true });
    throw error;
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
  const aside = asideOf(path);
  try {
    await rename(path, aside);
    if ((await stat(aside)).ino !== abandoned) await link(aside, path);
  } catch {
    // Another process was faster.
  }
  await rm(aside, { force: true });
}

function locked(journal: string, { host, process }: Holder): NemoError {
  const isElsewhere = host !== hostname();
  const { pid } = process;
  return new NemoError(
    "journal-locked",
    `Another run of this batch (process ${pid}${isElsewhere ? ` on ${host}` : ""}) is using ${journal}.`,
    {
      details: { journal, pid, host },
      ...(isElsewhere && {
        action: {
          message: `Wait for that run to end, or name another journal. Whether it still runs cannot be seen from here: if it is gone, as with a container that was removed, remove ${journal}.lock.`,
        },
      }),
    },
  );
}
