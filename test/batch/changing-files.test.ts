import { copyFileSync, renameSync, rmSync } from "node:fs";
import { copyFile, mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { NemoError } from "../../src/errors/index.js";
import type { BatchEvent, BatchOptions } from "../../src/index.js";
import { Journal } from "../../src/workflows/batch/journal/journal.js";
import { makeClip, picture, sharedFolder, tone } from "../support/clips.js";
import { inProcess } from "../support/converters.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { kinds, makeFootage } from "./footage.js";

const clips = sharedFolder();
const clip = (name: string) => join(clips, `${name}.mkv`);
const journalName = ".nemo-batch.jsonl";

beforeAll(async () => {
  await makeFootage(clips, kinds[0]!, ["a", "b", "c"]);
  const tones = [...tone(0.4), ...tone(0.4), "-map", "0", "-map", "1", "-map", "2"];
  const languages = ["-metadata:s:a:0", "language=eng", "-metadata:s:a:1", "language=ger"];
  const streams = [...kinds[0]!.streams, "-c:a", "ac3", ...languages];
  await makeClip(clip("languages"), ...picture("160x90", "25", 0.4), ...tones, ...streams);
});

async function folderWith(...names: string[]): Promise<string> {
  const folder = temporaryFolder();
  for (const name of names) await copyFile(clip(name), join(folder, `${name}.mkv`));
  return folder;
}

/** As an editor saves: the new file takes the old one's name at once. */
function replace(path: string, by: string): void {
  copyFileSync(clip(by), `${path}.new`);
  renameSync(`${path}.new`, path);
}

async function run(
  inputs: string,
  options: BatchOptions,
  onEvent: (event: BatchEvent) => void = () => undefined,
) {
  const batch = inProcess().batch(inputs, options);
  for await (const event of batch) onEvent(event);
  return batch.summary;
}

const titleOf = async (path: string) => (await inProcess().probe(path)).tags["title"];

describe("R87 a file that is replaced", () => {
  it("between the look at it and its conversion is known by what was converted", async () => {
    const [from, output] = [await folderWith("a", "b"), temporaryFolder()];
    let replaced: string | undefined;
    await run(from, { output, concurrency: 1 }, ({ type, input }) => {
      if (type !== "file-start" || replaced !== undefined) return;
      replaced = input.endsWith("a.mkv") ? "b" : "a";
      replace(join(from, `${replaced}.mkv`), "c");
    });
    expect(await titleOf(join(output, `${replaced}.mp4`))).toBe("c");
    expect(await run(from, { output })).toMatchObject({ done: 0, skipped: 2 });
    replace(join(from, `${replaced}.mkv`), replaced!);
    expect(await run(from, { output, onExists: "overwrite" })).toMatchObject({ done: 1, skipped: 1 });
    expect(await titleOf(join(output, `${replaced}.mp4`))).toBe(replaced);
  });

  it("while it is converted is not known, and that is said", async () => {
    const [from, output] = [await folderWith("a"), temporaryFolder()];
    const warnings: string[] = [];
    let isReplaced = false;
    await run(from, { output, spec: { reencode: true }, keepLarger: true }, ({ type, result }) => {
      warnings.push(...(result?.warnings ?? []));
      if (type !== "file-progress" || isReplaced) return;
      isReplaced = true;
      replace(join(from, "a.mkv"), "b");
    });
    expect(isReplaced).toBe(true);
    expect(warnings).toContainEqual(expect.stringMatching(/changed while/));
    expect(await readFile(join(output, journalName), "utf8")).not.toContain('"done"');
    for (const name of ["a", "b"]) {
      replace(join(from, "a.mkv"), name);
      const again = { output, spec: { reencode: true }, keepLarger: true, dryRun: true };
      for await (const { reason } of inProcess().batch(from, again))
        expect(reason).not.toMatch(/done before/);
    }
  });

  it.each([
    ["after", true],
    ["before", false],
  ])("by nothing %s the look at it is missing, and stops nobody of its kind", async (_what, canary) => {
    const [from, output] = [await folderWith("a", "b", "c"), temporaryFolder()];
    let isRemoved = false;
    const { done, failed } = await run(from, { output, canary, concurrency: 1 }, ({ type, input }) => {
      if (type !== "file-start" || isRemoved) return;
      isRemoved = true;
      rmSync(join(from, input.endsWith("c.mkv") ? "b.mkv" : "c.mkv"));
    });
    expect(done).toBe(2);
    expect(failed.map(({ error }) => error.code)).toEqual(["source-missing"]);
  });
});

describe("R87 a result that was replaced by another wish", () => {
  it("of the same size is not taken for the first", async () => {
    const [from, output] = [await folderWith("languages"), temporaryFolder()];
    const path = join(output, "languages.mp4");
    const sizes = new Set<number>();
    for (const language of ["eng", "ger", "eng"]) {
      const spec = { streams: { audio: [language] }, audio: { codec: "copy" as const } };
      expect(await run(from, { output, spec, onExists: "overwrite" })).toMatchObject({ done: 1 });
      expect((await inProcess().probe(path)).audio.map((each) => each.language)).toEqual([language]);
      sizes.add((await stat(path)).size);
    }
    expect(sizes.size).toBe(1);
  });
});

describe("R51 a journal that cannot be written any more", () => {
  it("makes no failure of a file that is done", async () => {
    const [from, output] = [await folderWith("a"), temporaryFolder()];
    vi.spyOn(Journal.prototype, "done").mockImplementationOnce(() => {
      throw new NemoError("disk-full", "The disk is full.");
    });
    const summary = await run(from, { output });
    expect(summary).toMatchObject({
      ...{ done: 1, failed: [] },
      warnings: [expect.stringMatching(/journal.*disk is full/i)],
    });
    vi.restoreAllMocks();
    expect(await run(from, { output })).toMatchObject({ done: 0, skipped: 1 });
  });
});

describe("R51 an output folder that is a file", () => {
  it("fails the files below it alone", async () => {
    const [from, output] = [await folderWith("b"), temporaryFolder()];
    await writeFile(join(output, "deep"), "mine");
    await mkdir(join(from, "deep"));
    await copyFile(clip("a"), join(from, "deep", "a.mkv"));
    await copyFile(clip("c"), join(from, "deep", "c.mkv"));
    const { done, failed } = await run(from, { output });
    expect(done).toBe(1);
    expect(failed.map(({ error }) => error.code)).toEqual(["invalid-request", "invalid-request"]);
    expect(failed[0]?.error.message).toContain(join(output, "deep"));
    expect(await readFile(join(output, "deep"), "utf8")).toBe("mine");
  });
});
