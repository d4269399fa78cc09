import { copyFile, mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { BatchOptions } from "../../src/index.js";
import { sharedFolder } from "../support/clips.js";
import { inProcess } from "../support/converters.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { kinds, makeFootage } from "./footage.js";

const clips = sharedFolder();
const [mkv, mov, other, avi, mp4] = ["one.mkv", "two.mov", "three.mov", "four.avi", "five.mp4"].map((name) =>
  join(clips, name),
) as [string, string, string, string, string];

beforeAll(async () => {
  await makeFootage(clips, kinds[0]!, ["one"]);
  await makeFootage(clips, kinds[0]!, ["two", "three"], "mov");
  await makeFootage(clips, kinds[1]!, ["four"], "avi");
  await makeFootage(clips, kinds[0]!, ["five"], "mp4");
});

/** A folder of the test's own with files under the names that are said. */
async function folderWith(files: Record<string, string>): Promise<string> {
  const folder = temporaryFolder();
  await addTo(folder, files);
  return folder;
}

async function addTo(folder: string, files: Record<string, string>): Promise<void> {
  for (const [name, clip] of Object.entries(files)) await copyFile(clip, join(folder, name));
}

const namesIn = async (folder: string) => (await readdir(folder)).filter((name) => !name.startsWith("."));

// eslint-disable-next-line @typescript-eslint/require-await
async function* oneByOne(...paths: string[]): AsyncGenerator<string> {
  yield* paths;
}

const convert = async (
  inputs: Parameters<ReturnType<typeof inProcess>["batch"]>[0],
  options: BatchOptions = {},
) => inProcess().batch(inputs, options).summary;

describe("R51 the result of one file", () => {
  it.each<[string, BatchOptions["onExists"]]>([
    ["overwrite", "overwrite"],
    ["skip", "skip"],
    ["rename", "rename"],
    ["nothing said", undefined],
  ])("is nobody else's to take, with %s", async (_what, onExists) => {
    const [from, output] = [await folderWith({ "clip.mov": mov }), temporaryFolder()];
    await convert(from, { output });
    const before = await readFile(join(output, "clip.mp4"));
    await addTo(from, { "clip.avi": avi });
    const again = () => convert(from, { output, ...(onExists && { onExists }) });
    expect(await again()).toMatchObject({ done: 1, skipped: 1, failed: [] });
    expect(await namesIn(output)).toEqual(["clip.avi.mp4", "clip.mp4"]);
    expect(await readFile(join(output, "clip.mp4"))).toEqual(before);
    expect(await again()).toMatchObject({ done: 0, skipped: 2, failed: [] });
  });

  it("is not taken either where files come one by one", async () => {
    const [from, output] = [await folderWith({ "clip.mov": mov }), temporaryFolder()];
    await convert(from, { output });
    await addTo(from, { "clip.avi": avi });
    const paths = [join(from, "clip.avi"), join(from, "clip.mov")];
    const summary = await convert(oneByOne(...paths), { output, onExists: "overwrite" });
    expect(summary).toMatchObject({ done: 1, skipped: 1, failed: [] });
    expect(await namesIn(output)).toEqual(["clip.avi.mp4", "clip.mp4"]);
  });

  it("is not taken by a file of the same name in another folder", async () => {
    const [one, two] = [await folderWith({ "clip.mov": mov }), await folderWith({ "clip.mov": other })];
    const output = temporaryFolder();
    await convert([join(one, "clip.mov")], { output });
    const before = await readFile(join(output, "clip.mp4"));
    const summary = await convert([join(two, "clip.mov"), join(one, "clip.mov")], {
      output,
      onExists: "overwrite",
    });
    expect(summary).toMatchObject({ done: 1, skipped: 1, failed: [] });
    expect(await readFile(join(output, "clip.mp4"))).toEqual(before);
    expect(await namesIn(output)).toEqual(["clip.mov.mp4", "clip.mp4"]);
  });

  it("is replaced when its file has another content by now", async () => {
    const [from, output] = [await folderWith({ "clip.mov": mov }), temporaryFolder()];
    await convert(from, { output });
    await addTo(from, { "clip.mov": other });
    expect(await convert(from, { output, onExists: "overwrite" })).toMatchObject({ done: 1, failed: [] });
    expect(await namesIn(output)).toEqual(["clip.mp4"]);
  });

  it("is replaced when its file is gone, and made anew where it would be lost", async () => {
    const [from, output] = [await folderWith({ "clip.mov": mov }), temporaryFolder()];
    await convert(from, { output });
    await rename(join(from, "clip.mov"), join(from, "last.mov"));
    await addTo(from, { "clip.avi": avi });
    const again = () => convert(from, { output, onExists: "overwrite" });
    expect(await again()).toMatchObject({ done: 2, skipped: 0, failed: [] });
    expect(await namesIn(output)).toEqual(["clip.mp4", "last.mp4"]);
    expect(await again()).toMatchObject({ done: 0, skipped: 2, failed: [] });
  });
});

describe("R51 an original beside its namesake", () => {
  it.each<[string, (folder: string) => Parameters<typeof convert>]>([
    [
      "that come one by one",
      (folder) => [oneByOne(join(folder, "clip.mkv"), join(folder, "clip.mp4")), { output: folder }],
    ],
    ["in a list", (folder) => [[join(folder, "clip.mkv")], { output: folder }]],
    [
      "in a list without an output",
      (folder) => [[join(folder, "clip.mkv")], { journal: join(folder, ".journal") }],
    ],
  ])("is never overwritten by files %s", async (_what, call) => {
    const folder = await folderWith({ "clip.mkv": mkv, "clip.mp4": mp4 });
    const [inputs, options] = call(folder);
    const { failed } = await convert(inputs, { ...options, onExists: "overwrite" });
    expect(failed).toEqual([]);
    expect(await readFile(join(folder, "clip.mp4"))).toEqual(await readFile(mp4));
    expect(await namesIn(folder)).toContain("clip.mkv.mp4");
  });
});

describe("R51 results among sources", () => {
  it("are no sources of a list that goes into the folder of its files", async () => {
    const folder = await folderWith({ "a.mkv": mkv, "b.mov": mov });
    const again = async () =>
      convert(
        (await namesIn(folder)).map((name) => join(folder, name)),
        { output: folder },
      );
    expect(await again()).toMatchObject({ total: 2, done: 2 });
    // Whoever names a result is told.
    expect(await again()).toMatchObject({ total: 4, done: 0, skipped: 4, failed: [] });
    expect(await namesIn(folder)).toEqual(["a.mkv", "a.mp4", "b.mov", "b.mp4"]);
  });

  it("are no sources of a batch with another wish", async () => {
    const folder = await folderWith({ "a.mkv": mkv });
    await convert(folder);
    const other = { spec: { reencode: true }, keepLarger: true, onExists: "rename" } as const;
    expect(await convert(folder, other)).toMatchObject({ total: 1, done: 1 });
    expect(await namesIn(folder)).toEqual(["a (1).mp4", "a.mkv", "a.mp4"]);
    const output = temporaryFolder();
    expect(await convert(folder, { output })).toMatchObject({ total: 1, done: 1 });
    expect(await convert(join(folder, "*"), { output })).toMatchObject({ total: 1, skipped: 1 });
  });

  it("are sources once nothing else is left of what they were made of", async () => {
    const folder = await folderWith({ "a.mkv": mkv });
    await convert(folder);
    await rm(join(folder, "a.mkv"));
    expect(await convert(folder, { spec: { reencode: true }, keepLarger: true })).toMatchObject({ done: 1 });
    expect(await namesIn(folder)).toEqual(["a.converted.mp4", "a.mp4"]);
  });

  it("are sources where they are named and the new ones lie elsewhere", async () => {
    const folder = await folderWith({ "a.mkv": mkv });
    await convert(folder);
    await mkdir(join(folder, "small"));
    const summary = await convert([join(folder, "a.mp4")], { output: join(folder, "small") });
    expect(summary).toMatchObject({ total: 1, done: 1 });
  });
});
