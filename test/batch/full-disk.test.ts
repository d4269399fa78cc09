import type FileSystem from "node:fs";
import { existsSync, readdirSync, readlinkSync } from "node:fs";
import type FileSystemPromises from "node:fs/promises";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { Journal } from "../../src/workflows/batch/journal/journal.js";
import { sharedFolder } from "../support/clips.js";
import { inProcess } from "../support/converters.js";
import { failureOf } from "../support/failure-of.js";
import { processesNaming } from "../support/processes.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { kinds, makeFootage } from "./footage.js";

/** A disk that takes what fits, as disks do: journals of so many bytes, no such line, no new file with content. */
const free = { mostBytes: Infinity, refused: /^$/, isFull: false };
const disk = vi.hoisted(() => ({}) as typeof free);
Object.assign(disk, free);
const noSpace = () => Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });

vi.mock("node:fs", async (importOriginal) => {
  const original = await importOriginal<typeof FileSystem>();
  const writeSync = (file: number, data: string | Uint8Array, offset = 0) => {
    const bytes = Buffer.from(data as string).subarray(offset);
    const room = Math.max(0, disk.mostBytes - original.fstatSync(file).size);
    if (room === 0 || disk.refused.test(bytes.toString())) throw noSpace();
    return original.writeSync(file, bytes.subarray(0, room));
  };
  return { ...original, writeSync };
});

vi.mock("node:fs/promises", async (importOriginal) => {
  const original = await importOriginal<typeof FileSystemPromises>();
  const fill: typeof original.writeFile = async (path, data, options) => {
    await original.writeFile(path, disk.isFull ? "" : data, options);
    if (disk.isFull) throw noSpace();
  };
  return { ...original, writeFile: fill };
});

afterEach(() => void Object.assign(disk, free));

const clips = sharedFolder();
beforeAll(async () => {
  await makeFootage(clips, kinds[0]!, ["one", "two"]);
});

const bytesOf = async (path: string) => (await readFile(path)).length;
/** Fails for half a line. */
const typesIn = async (path: string) =>
  (await readFile(path, "utf8"))
    .trimEnd()
    .split("\n")
    .map((line) => (JSON.parse(line) as { type: string }).type);

describe("R51 a batch whose journal's disk is full", () => {
  async function bytesOfFirstLine(): Promise<number> {
    const path = join(temporaryFolder(), "journal.jsonl");
    const journal = await Journal.open(path);
    const bytes = await bytesOf(path);
    await journal.close();
    return bytes;
  }

  it("fails its files with disk-full, and leaves no lock, process or half a line", async () => {
    const output = temporaryFolder();
    const journal = join(temporaryFolder(), "journal.jsonl");
    disk.mostBytes = (await bytesOfFirstLine()) + 20;
    const nemo = inProcess();
    const { failed, done } = await nemo.batch(clips, { output, journal }).summary;
    expect({ done, codes: failed.map(({ error }) => error.code) }).toEqual({
      done: 0,
      codes: ["disk-full", "disk-full"],
    });
    expect(failed[0]!.error.message).toContain(journal);
    expect(await readdir(output)).toEqual([]);
    expect(processesNaming(clips)).toEqual([]);
    expect(existsSync(`${journal}.lock`)).toBe(false);
    expect(await typesIn(journal)).toEqual(["run", "end"]);
    Object.assign(disk, free);
    expect(await nemo.batch(clips, { output, journal }).summary).toMatchObject({ done: 2, failed: [] });
  });

  it("is done all the same where only its last line does not fit", async () => {
    const output = temporaryFolder();
    const journal = join(temporaryFolder(), "journal.jsonl");
    const nemo = inProcess();
    disk.refused = /"type":"end"/;
    const one = join(clips, "one.mkv");
    expect(await nemo.batch(one, { output, journal }).summary).toMatchObject({ done: 1, failed: [] });
    expect(existsSync(`${journal}.lock`)).toBe(false);
    Object.assign(disk, free);
    expect(await nemo.batch(clips, { output, journal }).summary).toMatchObject({ done: 1, skipped: 1 });
  });

  it("converts on where only a line about a process does not fit", async () => {
    const output = temporaryFolder();
    const path = join(temporaryFolder(), "journal.jsonl");
    const journal = await Journal.open(path);
    disk.refused = /"type":"child"/;
    const result = await inProcess().convert(join(clips, "one.mkv"), { output: join(output, "one.mp4") });
    expect(result.verification.ok).toBe(true);
    await journal.close();
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  it("is not begun where its first line does not fit, and keeps no file open", async () => {
    const path = join(temporaryFolder(), "journal.jsonl");
    disk.mostBytes = 10;
    const isOpen = () =>
      readdirSync("/proc/self/fd").some((file) => {
        try {
          return readlinkSync(`/proc/self/fd/${file}`) === path;
        } catch {
          return false; // the one of the folder itself
        }
      });
    expect(await failureOf(Journal.open(path))).toMatchObject({ code: "disk-full" });
    expect(isOpen()).toBe(false);
    expect(existsSync(`${path}.lock`)).toBe(false);
    expect(await bytesOf(path)).toBe(0);
    Object.assign(disk, free);
    const journal = await Journal.open(path);
    expect(isOpen()).toBe(true);
    await journal.close();
  });

  it("is not begun where its lock does not fit, which leaves nothing", async () => {
    const folder = temporaryFolder();
    disk.isFull = true;
    expect(await failureOf(Journal.open(join(folder, "journal.jsonl")))).toMatchObject({ code: "disk-full" });
    expect(await readdir(folder)).toEqual([]);
  });

  it("of which a part of a line is written does not lose the next one", async () => {
    const path = join(temporaryFolder(), "journal.jsonl");
    const journal = await Journal.open(path);
    const record = { source: "5".repeat(32), spec: "5".repeat(32), input: "/in.mkv", output: path, bytes: 1 };
    disk.mostBytes = (await bytesOf(path)) + 30;
    expect(await failureOf(Promise.resolve().then(() => journal.done(record)))).toMatchObject({
      code: "disk-full",
    });
    Object.assign(disk, free);
    journal.done({ ...record, bytes: 2 });
    await journal.close();
    expect(await typesIn(path)).toEqual(["run", "done", "end"]);
  });
});

it("R51 a run that could not say it was over is not cleaned up after by its own process", async () => {
  const folder = temporaryFolder();
  const path = join(folder, "journal.jsonl");
  const journal = await Journal.open(path);
  journal.begin(join(folder, "one.mp4"));
  disk.refused = /"type":"end"/;
  await journal.close();
  Object.assign(disk, free);
  const { token } = JSON.parse((await readFile(path, "utf8")).split("\n")[0]!) as { token: string };
  const another = join(folder, `.two.mp4.${token}-1.part`);
  await writeFile(another, "of a conversion that goes on");
  await (await Journal.open(path)).close();
  expect(existsSync(another)).toBe(true);
});
