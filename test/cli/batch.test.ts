import { execFile } from "node:child_process";
import { copyFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { kinds, makeFootage, makeText } from "../batch/footage.js";
import { builtFile } from "../support/built-package.js";
import { heavyClip, sharedFolder } from "../support/clips.js";
import { jsonLines, nemo } from "../support/command-line.js";
import { processesNaming } from "../support/processes.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const films = sharedFolder();
beforeAll(async () => {
  await makeFootage(films, kinds[0]!, ["one", "two"]);
});

/** A folder of the test's own with two films and a text that calls itself one. */
async function desk(): Promise<string> {
  const cwd = temporaryFolder();
  await mkdir(join(cwd, "in", "deep"), { recursive: true });
  await copyFile(join(films, "one.mkv"), join(cwd, "in", "one.mkv"));
  await copyFile(join(films, "two.mkv"), join(cwd, "in", "deep", "two.mkv"));
  await makeText(join(cwd, "in", "bad.mkv"));
  return cwd;
}

const eraseLine = "\u001b[2K";
const treeOf = async (folder: string) => (await readdir(folder, { recursive: true })).toSorted();

describe("R71 nemo-converter batch", () => {
  it("says in a pipe a line for each file, and at the end what failed and what to do", async () => {
    const cwd = await desk();
    const { code, out, err } = await nemo(["batch", "in", "-o", "out"], { cwd });
    expect(code).toBe(1);
    const lines = out.split("\n").filter(Boolean);
    // Two films are made at once, and either may be the first that is done.
    const [files, rest] = [lines.slice(0, 3).toSorted(), lines.slice(3)];
    expect([...files, ...rest]).toEqual([
      "bad.mkv failed: no video or audio was found in it.",
      expect.stringMatching(/^one\.mkv → .*out\/one\.mp4 \([\d.]+ kB, was [\d.]+ kB, copied, verified\)$/),
      expect.stringMatching(/^two\.mkv → .*out\/deep\/two\.mp4 \(.*, verified\)$/),
      expect.stringMatching(/^3 files: 2 done \([\d.]+ kB became [\d.]+ kB\), 0 skipped, 1 failed$/),
      "  in/bad.mkv: no video or audio was found in it. (not-media)",
      "    Choose a video file.",
    ]);
    for (const sign of ["\u001b", "█"]) expect(out + err).not.toContain(sign);
    expect(await treeOf(join(cwd, "out"))).toEqual([".nemo-batch.jsonl", "deep", "deep/two.mp4", "one.mp4"]);
  });

  it("gives one JSON object a line, and with -q nothing on standard error", async () => {
    const cwd = await desk();
    const { out, err } = await nemo(["batch", "in", "-o", "out", "--json"], { cwd });
    const types = jsonLines(out).map(({ type }) => type);
    expect(types.toSorted()).toEqual(["canary-passed", "file-done", "file-done", "file-failed", "summary"]);
    expect(types.at(-1)).toBe("summary");
    expect(new Set(jsonLines(err).map(({ type }) => type))).toEqual(
      new Set(["notice", "file-start", "file-progress"]),
    );
    const quiet = await nemo(["batch", "in", "-o", "again", "--json", "-q"], { cwd });
    expect(quiet.err).toBe("");
  });

  it("R87 skips what is done when it is run again", async () => {
    const cwd = await desk();
    const convert = () => nemo(["batch", "in/**/{one,two}.mkv", "-o", "out", "-q"], { cwd });
    expect(await convert()).toMatchObject({ code: 0, out: expect.stringContaining("2 done") as string });
    const { code, out } = await convert();
    expect(code).toBe(0);
    expect(out).toMatch(/^one\.mkv skipped: It was done before: .*one\.mp4$/m);
    expect(out).toMatch(/^2 files: 0 done, 2 skipped, 0 failed$/m);
  });

  it("R81 says with --dry-run what it would do, and does nothing", async () => {
    const cwd = await desk();
    const before = await treeOf(cwd);
    const { code, out } = await nemo(["batch", "in/one.mkv", "-o", "out", "--dry-run", "--report"], { cwd });
    expect(code).toBe(0);
    expect(out).toMatch(/^one\.mkv → .*out\/one\.mp4: copy, about [\d.]+ kB in \d+ s$/m);
    expect(out).toMatch(/^1 file: 0 done, 1 skipped, 0 failed$/m);
    expect(await treeOf(cwd)).toEqual(before);
  });

  it("explains itself", async () => {
    const { code, out } = await nemo(["batch", "--help"]);
    expect(code).toBe(0);
    for (const said of ["--concurrency", "--no-canary", "--journal", "--report", "Examples:"]) {
      expect(out).toContain(said);
    }
  });

  it("R64 leaves nothing half-written at Ctrl-C, says what was done, and ends with 130", async () => {
    const cwd = temporaryFolder();
    await mkdir(join(cwd, "in"));
    await copyFile(join(films, "one.mkv"), join(cwd, "in", "a.mkv"));
    const heavy = await heavyClip(join(cwd, "in", "heavy.avi"), 5);
    let isInterrupted = false;
    const result = await nemo(["batch", "in", "-o", "out", "--crf", "5", "--json"], {
      cwd,
      onError: (text, kill) => {
        if (isInterrupted || !/"stage":"render".*"speed".*heavy\.avi/.test(text)) return;
        isInterrupted = true;
        kill("SIGINT");
      },
    });
    expect(result.code).toBe(130);
    const lines = jsonLines(result.out);
    expect(lines.at(-2)).toMatchObject({ type: "summary" });
    expect(lines.at(-1)).toMatchObject({ type: "error", code: "aborted" });
    const { done } = lines.at(-2) as unknown as { done: number };
    const left = (await treeOf(join(cwd, "out"))).filter((name) => name !== ".nemo-batch.jsonl");
    expect(left).toEqual(done === 1 ? ["a.mp4"] : []);
    expect(processesNaming(heavy)).toEqual([]);
  });

  it("R53 draws a live view on a terminal, and takes it back", async () => {
    const cwd = await desk();
    const command = [process.execPath, builtFile("cli.js"), "batch", "in", "-o", "out", "--reencode"];
    const typescript = join(cwd, "typescript");
    const line = `stty cols 60 rows 20; ${command.map((part) => `'${part}'`).join(" ")}`;
    await promisify(execFile)("script", ["-qec", line, typescript], { cwd }).catch(() => undefined);
    const said = await readFile(typescript, "utf8");
    expect(said).toMatch(/[█░]{24} +\d+ % \d of 3 files/);
    expect(said).toMatch(/[█░]{24} +\d+ % (?:one|two)\.mkv \w+/);
    // Nothing of it stays above the results.
    const shown = said.split("\n").map((each) => each.split(eraseLine).at(-1));
    expect(shown.slice(-6).join("\n")).not.toContain("█");
    expect(said).toContain("3 files: 2 done");
  });
});

describe("wrong use of batch: one message, the right exit status, nothing left behind", () => {
  it.each<[string, string[], number, RegExp]>([
    ["no input", [], 2, /^error: missing required argument 'inputs'\n/],
    ["a missing file", ["nowhere.mkv"], 1, /^error: There is no file or folder: nowhere\.mkv\n/],
    ["a glob without a file", ["*.webm"], 1, /^error: No file matches: \*\.webm\n/],
    ["a sentence without files", ["make it smaller please"], 2, /^error: .*does not say which files/],
    ["a wrong number", ["in", "--concurrency", "many"], 2, /^error: --concurrency is "many"; use a whole/],
    ["an unknown way", ["in", "--on-exists", "ask"], 2, /^error: onExists is "ask"; use fail, overwrite,/],
    ["an unknown word", ["in", "--to", "frobnicate"], 2, /^error: .*not understood: "frobnicate"\.\n/],
    ["an ffmpeg that is none", ["in", "--ffmpeg", "/nowhere"], 3, /^error: the option ffmpegPath names/],
    ["a report in another's place", ["in", "--report", "own.html"], 1, /^error: .*own\.html.*\n/],
  ])("%s", async (_what, args, code, said) => {
    const cwd = await desk();
    await writeFile(join(cwd, "own.html"), "mine");
    const before = await treeOf(cwd);
    const result = await nemo(["batch", ...args], { cwd });
    expect(result.err).toMatch(said);
    expect(result.err.match(/error:/g)).toHaveLength(1);
    expect(result).toMatchObject({ code, out: "" });
    expect(await treeOf(cwd)).toEqual(before);
    expect(await readFile(join(cwd, "own.html"), "utf8")).toBe("mine");
  });
});
