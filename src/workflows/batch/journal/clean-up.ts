import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { isRunning } from "../../../media/index.js";

import { systemClock, wait } from "../../../time/index.js";
import type { JournalRecord } from "./records.js";

const graceMs = 2000;
const pollMs = 10;

/** Ends and removes what runs left behind that were killed; `records` are those since the last orderly end. */
export async function cleanUp(records: readonly JournalRecord[]): Promise<void> {
  // A run whose process lives came to its end, or it would have the lock: it could not say so.
  if (records.some((record) => record.type === "run" && isRunning(record.process))) return;
  for (const record of records) if (record.type === "child") await end(record.process);
  const tokens = records.flatMap((record) => (record.type === "run" ? [record.token] : []));
  const folders = new Set(records.flatMap((record) => (record.type === "begin" ? [record.folder] : [])));
  for (const folder of folders) {
    const names = await readdir(folder).catch(() => []);
    const left = names.filter(
      (name) => name.startsWith(".") && tokens.some((token) => name.includes(`.${token}-`)),
    );
    await Promise.all(left.map((name) => rm(join(folder, name), { force: true })));
  }
  for (const record of records) if (record.type === "ready") await removeHalf(record);
}

async function end(child: Parameters<typeof isRunning>[0]): Promise<void> {
  // Without its start another process may have its number by now.
  if (child.start === undefined || !isRunning(child)) return;
  try {
    process.kill(child.pid, "SIGKILL");
  } catch {
    return; // ended by itself
  }
  for (let waited = 0; isRunning(child) && waited < graceMs; waited += pollMs) {
    await wait(pollMs, { clock: systemClock });
  }
}

/** Files that belong to a result got their names before it; without it they are of no use. */
async function removeHalf({ output, files }: Extract<JournalRecord, { type: "ready" }>): Promise<void> {
  const result = files.find(({ path }) => path === output);
  if (!result || (await isThe(result))) return;
  for (const file of files) if (file !== result && (await isThe(file))) await rm(file.path, { force: true });
}

async function isThe({ path, ino }: { path: string; ino: number }): Promise<boolean> {
  return stat(path).then(
    (found) => found.ino === ino,
    () => false,
  );
}
