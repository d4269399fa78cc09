import { execFileSync } from "node:child_process";
import { copyFile, mkdir, readdir, symlink } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import type { BatchInput, MediaInput } from "../../src/index.js";
import { sharedFolder } from "../support/clips.js";
import { inProcess } from "../support/converters.js";
import { failureOf } from "../support/failure-of.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { kinds, makeFootage } from "./footage.js";

const clips = sharedFolder();
let a: string;
let b: string;

beforeAll(async () => {
  [a, b] = (await makeFootage(clips, kinds[0]!, ["a", "b"])) as [string, string];
});

const batch = (inputs: BatchInput, output: string) => inProcess().batch(inputs, { output });
const namesIn = async (folder: string) => (await readdir(folder)).filter((name) => !name.startsWith("."));

describe("R51 a list with something in it that is no input", () => {
  it.each<[string, unknown]>([
    ["a URL with a space in its host", "https://exa mple/%%.mkv"],
    ["a URL without a host", "http://["],
    ["a file: URL that cannot be decoded", "file:///a%ZZ.mkv"],
    ["a file: URL of another machine", "file://host/x.mkv"],
    ["a URL of another kind", "gopher://host/x.mkv"],
    ["an empty text", ""],
    ["undefined", undefined],
    ["null", null],
    ["a number", 5],
    ["an empty object", {}],
  ])("does the rest: %s", async (_what, bad) => {
    const output = temporaryFolder();
    const run = batch([a, bad as MediaInput, b], output);
    const { done, failed } = await run.summary;
    expect({ done, codes: failed.map(({ error }) => error.code) }).toEqual({
      ...{ done: 2, codes: ["invalid-request"] },
    });
    expect(await namesIn(output)).toEqual(["a.mp4", "b.mp4"]);
  });

  it("says of what is named alone why it is none", async () => {
    expect((await failureOf(batch("file:///a%ZZ.mkv", temporaryFolder()).summary)).code).toBe(
      "invalid-request",
    );
  });

  it.runIf(process.platform !== "win32")("does the rest beside a pipe", { timeout: 30_000 }, async () => {
    const output = temporaryFolder();
    const pipe = join(temporaryFolder(), "pipe.mkv");
    for (const path of [pipe, join(output, "other.mp4")]) {
      execFileSync("/bin/sh", ["-c", 'mkfifo "$0"', path]);
    }
    const { done, failed } = await batch([pipe, a, b], output).summary;
    expect(done).toBe(2);
    expect(failed).toMatchObject([
      {
        input: pipe,
        error: { code: "source-missing", message: expect.stringContaining("is a pipe") as string },
      },
    ]);
  });
});

describe("R51 a file that is named twice", () => {
  it("is done once, and skipped then", async () => {
    const output = temporaryFolder();
    const inputs = [a, a.replace(clips, `${clips}/.`), pathToFileURL(a), clips];
    const run = batch(inputs, output);
    const skipped: [string, string | undefined][] = [];
    for await (const { type, input, reason } of run) {
      if (type === "file-skipped") skipped.push([input, reason]);
    }
    expect(await run.summary).toMatchObject({ total: 5, done: 2, skipped: 3, failed: [] });
    expect(skipped.map(([input]) => input).toSorted()).toEqual(
      [a, `${clips}/./a.mkv`, pathToFileURL(a).href].toSorted(),
    );
    for (const [, reason] of skipped) expect(reason).toBe("It was named before.");
    expect(await namesIn(output)).toEqual(["a.mp4", "b.mp4"]);
  });
});

describe("R51 a glob", () => {
  it("takes links to files, and follows none to folders, as folders do", async () => {
    const [folder, elsewhere] = [temporaryFolder(), temporaryFolder()];
    await mkdir(join(folder, "deep"));
    await copyFile(a, join(folder, "deep", "a.mkv"));
    await copyFile(b, join(elsewhere, "b.mkv"));
    await symlink(join(elsewhere, "b.mkv"), join(folder, "link.mkv"));
    await symlink(elsewhere, join(folder, "linked"));
    await symlink(folder, join(folder, "deep", "round"));
    const namesOf = async (inputs: string) => {
      const names: string[] = [];
      for await (const { input } of inProcess().batch(inputs, { dryRun: true })) names.push(resolve(input));
      return names.toSorted();
    };
    const expected = [join(folder, "deep", "a.mkv"), join(folder, "link.mkv")];
    expect(await namesOf(folder)).toEqual(expected);
    expect(await namesOf(join(folder, "**/*.mkv"))).toEqual(expected);
  });
});
