import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type JobRecord, newJobId } from "../../src/agents/jobs/job-record.js";
import { JobStore } from "../../src/agents/jobs/job-store.js";
import { ownIdentity } from "../../src/agents/jobs/process-identity.js";
import { failureOf } from "../support/failure-of.js";
import { temporaryFolder } from "../support/temporary-folder.js";

async function aRecord(changes: Partial<JobRecord> = {}): Promise<JobRecord> {
  const now = new Date().toISOString();
  return {
    ...{
      version: 1,
      id: newJobId(),
      tool: "start_conversion",
      request: { input: "a.mov" },
      paths: ["/a.mov"],
    },
    ...{ state: "running", createdAt: now, updatedAt: now, owner: await ownIdentity() },
    ...changes,
  };
}

/** A process that has ended. */
async function endedProcess(): Promise<number> {
  const child = spawn(process.execPath, ["-e", ""]);
  await once(child, "exit");
  return child.pid!;
}

describe("R89 records of jobs", () => {
  it("are written once what was in the way of their folder is gone", async () => {
    const folder = join(temporaryFolder(), "jobs");
    writeFileSync(folder, "in the way");
    const [store, record] = [new JobStore(folder), await aRecord()];
    expect((await failureOf(store.write(record))).code).toBe("invalid-request");
    rmSync(folder);
    await store.write(record);
    expect(readdirSync(folder)).toEqual([`${record.id}.json`]);
  });

  it("are for their owner alone, one file each, and are read by another store", async () => {
    const folder = join(temporaryFolder(), "jobs");
    const record = await aRecord({ state: "done", result: { text: "Done.", content: { files: [] } } });
    await new JobStore(folder).write(record);
    expect(readdirSync(folder)).toEqual([`${record.id}.json`]);
    expect(statSync(join(folder, `${record.id}.json`)).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(await new JobStore(folder).read(record.id)).toEqual(record);
    expect(await new JobStore(folder).list()).toEqual([record]);
  });

  it("say running as long as their process is there", async () => {
    const folder = temporaryFolder();
    const record = await aRecord();
    await new JobStore(folder).write(record);
    expect((await new JobStore(folder).read(record.id))?.state).toBe("running");
  });

  it.each([
    ["its process has ended", async () => ({ owner: { pid: await endedProcess() } })],
    [
      "its number was given to another process",
      async () => ({ owner: { ...(await ownIdentity()), startedAt: "1" } }),
    ],
    [
      "it gave no sign of life",
      () => Promise.resolve({ updatedAt: new Date(Date.now() - 600_000).toISOString() }),
    ],
  ])("say interrupted when %s", async (_when, changes) => {
    const folder = temporaryFolder();
    const record = await aRecord(await changes());
    await new JobStore(folder).write(record);
    expect((await new JobStore(folder).read(record.id))?.state).toBe("interrupted");
  });

  it("are removed when they are old, or too many; those that run stay", async () => {
    const folder = temporaryFolder();
    const store = new JobStore(folder);
    const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
    const old = await aRecord({ state: "done", updatedAt: daysAgo(20), createdAt: daysAgo(20) });
    const running = await aRecord({ createdAt: daysAgo(20) });
    await store.write(old);
    await store.write(running);
    for (let number = 0; number < 201; number += 1) {
      await store.write(
        await aRecord({ state: "done", createdAt: new Date(Date.now() - number * 1000).toISOString() }),
      );
    }
    const left = join(folder, "job-000000000000.json.x.tmp");
    writeFileSync(left, "{");
    utimesSync(left, 0, 0);
    // The first write of a process tidies up.
    await new JobStore(folder).write(running);
    const ids = readdirSync(folder).map((name) => name.replace(".json", ""));
    expect(ids).toHaveLength(201);
    expect(ids).not.toContain(old.id);
    expect(ids).toContain(running.id);
  });

  it("that are broken, of another version or named otherwise are none", async () => {
    const folder = temporaryFolder();
    const record = await aRecord();
    const ids = [newJobId(), newJobId()];
    writeFileSync(join(folder, `${ids[0]}.json`), JSON.stringify(record).slice(0, 40));
    writeFileSync(join(folder, `${ids[1]}.json`), JSON.stringify({ ...record, version: 2 }));
    writeFileSync(join(folder, "notes.json"), JSON.stringify(record));
    expect(await new JobStore(folder).list()).toEqual([]);
    expect(await new JobStore(folder).read("../../etc/passwd")).toBeUndefined();
  });

  it("fail well where nothing can be written", async () => {
    const file = join(temporaryFolder(), "file");
    writeFileSync(file, "");
    const error = await failureOf(new JobStore(join(file, "jobs")).write(await aRecord()));
    expect(error.code).toBe("invalid-request");
    expect(readFileSync(file, "utf8")).toBe("");
  });

  it("stay in memory without a folder", async () => {
    const store = new JobStore(undefined);
    const record = await aRecord();
    await store.write(record);
    expect(await store.read(record.id)).toEqual(record);
    expect(await store.list()).toEqual([record]);
  });
});
