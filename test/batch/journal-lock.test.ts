import { spawnSync } from "node:child_process";
import { watch } from "node:fs";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { lockJournal } from "../../src/workflows/batch/journal/journal-lock.js";
import { temporaryFolder } from "../support/temporary-folder.js";

it("R87 what a process left that was killed while it took the lock is removed by the next one", async () => {
  const folder = temporaryFolder();
  const journal = join(folder, "journal.jsonl");
  const seen = new Set<string>();
  const watcher = watch(folder, (_event, name) => seen.add(name ?? ""));
  onTestFinished(() => watcher.close());
  await (
    await lockJournal(journal)
  )();
  await expect.poll(() => seen.size).toBeGreaterThan(1);
  const aside = [...seen].find((name) => name.includes(`-${process.pid}-`))!;
  const dead = String(spawnSync("true").pid);
  await writeFile(join(folder, aside.replace(`-${process.pid}-`, `-${dead}-`)), "");
  // One of a process that is alive may still be needed.
  await writeFile(join(folder, aside), "");
  const unlock = await lockJournal(journal);
  expect((await readdir(folder)).toSorted()).toEqual(["journal.jsonl.lock", aside].toSorted());
  await unlock();
  expect(await readdir(folder)).toEqual([aside]);
});
