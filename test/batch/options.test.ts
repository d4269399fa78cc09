import { watch } from "node:fs";
import { copyFile, mkdir, readdir, readFile, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import type { BatchOptions } from "../../src/index.js";
import { h264, makeClip, picture, sharedFolder } from "../support/clips.js";
import { inProcess } from "../support/converters.js";
import { failureOf } from "../support/failure-of.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { kinds, makeFootage } from "./footage.js";

const clips = sharedFolder();
let styled: string;

beforeAll(async () => {
  await makeFootage(clips, kinds[0]!, ["one", "two"]);
  const script = join(clips, "words.ass");
  await writeFile(
    script,
    "[Script Info]\nScriptType: v4.00+\n\n[V4+ Styles]\nFormat: Name, Fontname, Fontsize\nStyle: Default,Arial,20\n\n" +
      "[Events]\nFormat: Layer, Start, End, Style, Text\nDialogue: 0,0:00:00.00,0:00:00.30,Default,Hello\n",
  );
  const streams = ["-i", script, "-map", "0", "-map", "1", ...kinds[0]!.streams, "-c:s", "copy"];
  styled = await makeClip(join(clips, "styled.mkv"), ...picture("160x90", "25", 0.4), ...streams);
});

/** A folder of the test's own with one film. */
async function folderWith(...paths: string[]): Promise<string> {
  const folder = temporaryFolder();
  for (const path of paths.length > 0 ? paths : [join(clips, "one.mkv")]) {
    await copyFile(path, join(folder, path.split("/").at(-1)!));
  }
  return folder;
}

const namesIn = async (folder: string) => (await readdir(folder)).filter((name) => !name.startsWith("."));

describe("R51 a file that is there already", () => {
  it.each<[BatchOptions["onExists"], object, string[]]>([
    ["fail", { done: 0, failed: [{ error: { code: "output-exists" } }] }, ["one.mp4"]],
    ["skip", { done: 0, skipped: 1, failed: [] }, ["one.mp4"]],
    ["rename", { done: 1, failed: [] }, ["one (1).mp4", "one.mp4"]],
  ])("stays with %s", async (onExists, expected, names) => {
    const [from, output] = [await folderWith(), temporaryFolder()];
    await writeFile(join(output, "one.mp4"), "mine");
    const convert = () => inProcess().batch(from, { output, ...(onExists && { onExists }) }).summary;
    expect(await convert()).toMatchObject({ total: 1, ...expected });
    expect(await namesIn(output)).toEqual(names);
    expect(await readFile(join(output, "one.mp4"), "utf8")).toBe("mine");
    // What was skipped was not done.
    if (onExists !== "rename") return;
    expect(await convert()).toMatchObject({ done: 0, skipped: 1 });
    expect(await namesIn(output)).toEqual(names);
  });

  it("is replaced with overwrite, and then known as a result", async () => {
    const [from, output] = [await folderWith(), temporaryFolder()];
    await writeFile(join(output, "one.mp4"), "mine");
    const convert = () => inProcess().batch(from, { output, onExists: "overwrite" }).summary;
    expect(await convert()).toMatchObject({ done: 1, failed: [] });
    expect((await stat(join(output, "one.mp4"))).size).toBeGreaterThan(1000);
    expect(await convert()).toMatchObject({ done: 0, skipped: 1 });
  });

  it("is not taken for done once a batch skipped it", async () => {
    const [from, output] = [await folderWith(), temporaryFolder()];
    await writeFile(join(output, "one.mp4"), "mine");
    await inProcess().batch(from, { output, onExists: "skip" }).summary;
    expect(await inProcess().batch(from, { output, onExists: "overwrite" }).summary).toMatchObject({
      done: 1,
    });
  });
});

describe("R51 results beside their sources", () => {
  it("are no sources of the next run", async () => {
    const folder = await folderWith(join(clips, "one.mkv"), join(clips, "two.mkv"));
    const nemo = inProcess();
    expect(await nemo.batch(folder).summary).toMatchObject({ total: 2, done: 2 });
    expect(await namesIn(folder)).toEqual(["one.mkv", "one.mp4", "two.mkv", "two.mp4"]);
    expect(await nemo.batch(folder).summary).toMatchObject({ total: 2, done: 0, skipped: 2 });
  });

  it("have the times of their sources with keepTimes", async () => {
    const folder = await folderWith();
    const then = new Date("2020-02-03T04:05:06Z");
    await utimes(join(folder, "one.mkv"), then, then);
    await inProcess().batch(folder, { keepTimes: true }).summary;
    expect((await stat(join(folder, "one.mp4"))).mtime).toEqual(then);
  });
});

describe("R81 losses in a batch", () => {
  it("are kept in files beside the results", async () => {
    const [from, output] = [await folderWith(styled), temporaryFolder()];
    const run = inProcess().batch(from, { output });
    for await (const { type, result } of run) {
      if (type !== "file-done") continue;
      expect(result?.losses).toMatchObject([{ kind: "subtitle-styling", sidecar: result?.sidecars[0] }]);
    }
    expect(await namesIn(output)).toEqual(["styled.1.ass", "styled.mp4"]);
  });

  it("are refused with strict, file by file, and let pass when they are acknowledged", async () => {
    const [from, output] = [await folderWith(styled, join(clips, "one.mkv")), temporaryFolder()];
    const { failed, done } = await inProcess().batch(from, { output, strict: true }).summary;
    expect(failed).toMatchObject([{ input: join(from, "styled.mkv"), error: { code: "loss-refused" } }]);
    expect(done).toBe(1);
    expect(await namesIn(output)).toEqual(["one.mp4"]);
    const acknowledged = { output, strict: true, acknowledge: ["subtitle-styling"] };
    expect(await inProcess().batch(from, acknowledged).summary).toMatchObject({ done: 1, skipped: 1 });
  });
});

describe("R87 a long encode", () => {
  it.each([
    ["keeps its progress where there is a journal", {}, true],
    ["does not when that is turned off", { resume: false }, false],
  ])("%s", { timeout: 60_000 }, async (_what, more, isKept) => {
    const [from, output] = [temporaryFolder(), temporaryFolder()];
    const still = ["-f", "lavfi", "-i", "color=gray:size=64x64:rate=5:duration=125"];
    await makeClip(join(from, "long.mkv"), ...still, ...h264);
    const seen = new Set<string>();
    const watcher = watch(output, (_event, name) => seen.add(name ?? ""));
    onTestFinished(() => watcher.close());
    const spec = { reencode: true };
    const run = inProcess().batch(from, { output, spec, keepLarger: true, ...more });
    expect(await run.summary).toMatchObject({ done: 1, failed: [] });
    expect([...seen].some((name) => name.startsWith(".nemo-pieces-"))).toBe(isKept);
    expect(await readdir(output)).toEqual([".nemo-batch.jsonl", "long.mp4"]);
  });

  it("is no input while its pieces lie in the folder", async () => {
    const folder = await folderWith();
    await mkdir(join(folder, ".nemo-pieces-abc"));
    await copyFile(join(clips, "two.mkv"), join(folder, ".nemo-pieces-abc", "0.mkv"));
    const events = inProcess().batch([folder, join(folder, "**/*.mkv")], { dryRun: true });
    for await (const { input } of events) expect(input).toMatch(/one\.mkv$/);
    expect(await events.summary).toMatchObject({ total: 2 });
  });
});

describe("R51 the report of a batch", () => {
  it("links results and receipts, whose folder mirrors the tree, and shows pictures and times", async () => {
    const [from, output] = [await folderWith(), temporaryFolder()];
    await mkdir(join(from, "deep"));
    await copyFile(join(clips, "two.mkv"), join(from, "deep", "one.mkv"));
    const receipt = join(output, "proof");
    const { reportPath } = await inProcess().batch(from, { output, receipt, report: true }).summary;
    const { files } = JSON.parse(await readFile(reportPath!.replace(/html$/, "json"), "utf8")) as {
      files: Record<string, unknown>[];
    };
    expect(files.map(({ name, output: link, receipt: proof }) => [name, link, proof])).toEqual([
      ["deep/one.mkv", "deep/one.mp4", "proof/deep/one.mp4.receipt.html"],
      ["one.mkv", "one.mp4", "proof/one.mp4.receipt.html"],
    ]);
    for (const { elapsedMs } of files) expect(elapsedMs).toBeGreaterThan(1);
    const page = await readFile(reportPath!, "utf8");
    expect(
      page.match(/<img src="data:image\/jpeg;base64,\/9j\/[^"]{200,}" alt="(?:Source|Result)"/g),
    ).toHaveLength(4);
  });

  it("is refused before the work where its place is taken", async () => {
    const [from, output] = [await folderWith(), temporaryFolder()];
    const report = join(output, "page.html");
    await writeFile(report, "mine");
    const error = await failureOf(inProcess().batch(from, { output, report }).summary);
    expect(error.code).toBe("output-exists");
    expect(await readdir(output)).toEqual(["page.html"]);
  });

  it("that cannot be written any more is a warning: the work is done", async () => {
    const [from, output] = [await folderWith(), temporaryFolder()];
    const report = join(output, "page.html");
    const run = inProcess().batch(from, { output, report });
    for await (const { type } of run) if (type === "file-done") await writeFile(report, "mine");
    const summary = await run.summary;
    expect(summary).toMatchObject({
      done: 1,
      failed: [],
      warnings: [expect.stringMatching(/not written: .*page/)],
    });
    expect(summary.reportPath).toBeUndefined();
    expect(await readFile(report, "utf8")).toBe("mine");
  });

  it("says of a batch that was aborted that it ended early", async () => {
    const [from, output] = [
      await folderWith(join(clips, "one.mkv"), join(clips, "two.mkv")),
      temporaryFolder(),
    ];
    const controller = new AbortController();
    const options = { output, report: true, concurrency: 1, signal: controller.signal };
    const run = inProcess().batch(from, options);
    const work = (async () => {
      for await (const { type } of run) if (type === "file-done") controller.abort();
    })();
    const { code, details } = await failureOf(work);
    expect(code).toBe("aborted");
    const { reportPath } = details["summary"] as { reportPath: string };
    expect(await readFile(reportPath, "utf8")).toContain("Ended early");
  });
});
