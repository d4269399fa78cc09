import { readdir, readFile, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Journal } from "../../src/workflows/batch/journal/journal.js";
import { failureOf } from "../support/failure-of.js";
import { temporaryFolder } from "../support/temporary-folder.js";

/** A journal with one run in it, and the line of that run. */
async function madeJournal() {
  const path = join(temporaryFolder(), "journal.jsonl");
  await (await Journal.open(path)).close();
  const [run = ""] = (await readFile(path, "utf8")).split("\n");
  return { path, run };
}

describe("R51 a file that is no journal", () => {
  it.each([
    ["a film", Buffer.from([0x1a, 0x45, 0xdf, 0xa3, 0x0a, 0x42, 0x86, 0x0a, 0x00])],
    ["a text", Buffer.from("Call the lab.\nAbout the reel.\n")],
    ["one line", Buffer.from("Call the lab.")],
    ["somebody else's list", Buffer.from('{"type":"Feature"}\n{"type":"run","command":"x"}\n')],
    ["an empty line", Buffer.from("\n")],
    ["what begins as a journal only after much else", Buffer.from(`${"x\n".repeat(40_000)}{"type":"end"}\n`)],
  ])("stays as it is: %s", async (_what, content) => {
    const folder = temporaryFolder();
    const path = join(folder, "film.mkv");
    await writeFile(path, content);
    const { code, message, action } = await failureOf(Journal.open(path));
    expect({ code, kind: action.kind }).toEqual({ code: "invalid-request", kind: "choose-output" });
    expect(message).toContain(path);
    expect(await readFile(path)).toEqual(content);
    expect(await readdir(folder)).toEqual(["film.mkv"]);
  });
});

describe("R51 a journal that a crash left", () => {
  it.each([2, 9, 20, 60])("after %i bytes of its first line is gone on with", async (bytes) => {
    const { path, run } = await madeJournal();
    await writeFile(path, run.slice(0, bytes));
    await (await Journal.open(path)).close();
    expect(await readFile(path, "utf8")).toContain(`${run.slice(0, bytes)}\n{"type":"end"}\n{"type":"run"`);
    await (await Journal.open(path)).close();
  });

  it("in the middle of its last line is gone on with", async () => {
    const { path, run } = await madeJournal();
    await writeFile(path, `${run}\n{"type":"begin","fol`);
    await (await Journal.open(path)).close();
    expect(await readFile(path, "utf8")).toContain('{"type":"begin","fol\n{"type":"end"}\n');
  });

  it("is known also where the run was the first process of its container", async () => {
    const { path, run } = await madeJournal();
    const first = run.replace(/"pid":\d+/, '"pid":1');
    await writeFile(path, `${first}\n`);
    await (await Journal.open(path)).close();
    expect(await readFile(path, "utf8")).toContain(first);
  });
});

describe("R51 the lock of a run on another machine", () => {
  const lockOf = async (host: string) => {
    const { path, run } = await madeJournal();
    const { process: holder } = JSON.parse(run) as { process: unknown };
    await writeFile(`${path}.lock`, JSON.stringify({ host, process: holder }));
    return path;
  };

  it("is named, to be removed when that run is gone", async () => {
    const path = await lockOf("a-container-that-is-gone");
    const { code, message, action } = await failureOf(Journal.open(path));
    expect(code).toBe("journal-locked");
    expect(message).toContain("a-container-that-is-gone");
    expect(action.message).toContain(`${path}.lock`);
  });

  it("is not to be removed where that run can be seen", async () => {
    const path = await lockOf(hostname());
    const { code, action } = await failureOf(Journal.open(path));
    expect(code).toBe("journal-locked");
    expect(action.message).not.toContain(".lock");
  });
});
