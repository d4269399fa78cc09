import { copyFile, mkdir, readdir, readFile, rename, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { BatchEvent } from "../../src/index.js";
import { h264, makeClip, picture, sharedFolder, tone } from "../support/clips.js";
import { inProcess } from "../support/converters.js";
import { failureOf } from "../support/failure-of.js";

const folder = sharedFolder();
const films = join(folder, "films");
const aac = ["-c:a", "aac"];

beforeAll(async () => {
  await mkdir(join(films, "deep"), { recursive: true });
  const film = [...picture("160x120", "25", 1), ...tone(1), ...h264, ...aac];
  await makeClip(join(films, "one.mkv"), ...film);
  await copyFile(join(films, "one.mkv"), join(films, "deep", "two.mkv"));
  await makeClip(join(films, "one.mov"), ...picture("160x120", "30", 1), ...tone(1), ...h264, ...aac);
  await writeFile(join(films, "notes.txt"), "no video");
  await writeFile(join(films, "text.mkv"), "no video either");
});

const eventsOf = async (run: AsyncIterable<BatchEvent>) => {
  const events: BatchEvent[] = [];
  for await (const event of run) events.push(event);
  return events;
};

describe("R51 a folder", () => {
  it("is converted with its tree, one result for each file, and one failure stops nothing", async () => {
    const output = join(folder, "tree");
    const run = inProcess().batch(films, { output, report: true });
    const events = await eventsOf(run);
    const summary = await run.summary;
    expect(summary).toMatchObject({ total: 4, done: 3, skipped: 0 });
    expect(summary.failed.map(({ input, error }) => [input, error.code])).toEqual([
      [join(films, "text.mkv"), "not-media"],
    ]);
    const found = (await readdir(output, { recursive: true })).toSorted();
    expect(found.filter((name) => !name.startsWith("."))).toEqual([
      ...["deep", "deep/two.mp4", "nemo-report.html", "nemo-report.json", "one.mov.mp4", "one.mp4"],
    ]);
    expect(await readFile(summary.reportPath!, "utf8")).toContain("text.mkv");
    expect(events.filter(({ type }) => type === "canary-passed")).toHaveLength(2);
    const percents = events.flatMap(({ overall }) => overall?.percent ?? []);
    expect(percents).toEqual(percents.toSorted((a, b) => a - b));
    expect(percents.at(-1)).toBe(100);
  });

  it("R87 is not converted again, also after its files were renamed, with or without the journal", async () => {
    const sources = join(folder, "renamed");
    const output = join(folder, "renamed-output");
    await mkdir(sources);
    await copyFile(join(films, "one.mkv"), join(sources, "a.mkv"));
    await copyFile(join(films, "one.mkv"), join(sources, "b.mkv"));
    const convert = () => inProcess().batch(sources, { output }).summary;
    // Two files of the same content are two files.
    expect(await convert()).toMatchObject({ done: 2, skipped: 0 });
    await rename(join(sources, "a.mkv"), join(sources, "c.mkv"));
    expect(await convert()).toMatchObject({ done: 0, skipped: 2, failed: [] });
    await rm(join(output, ".nemo-batch.jsonl"));
    await rename(join(sources, "b.mkv"), join(sources, "d.mkv"));
    expect(await convert()).toMatchObject({ done: 0, skipped: 2, failed: [] });
    expect(
      await inProcess().batch(sources, { output, spec: { reencode: true }, onExists: "rename" }).summary,
    ).toMatchObject({
      done: 2,
    });
  });

  it("is held by one run at a time, and a torn journal is read as far as it goes", async () => {
    const output = join(folder, "locked");
    const nemo = inProcess();
    const run = nemo.batch(films, { output });
    const events = run[Symbol.asyncIterator]();
    await events.next();
    const error = await failureOf(nemo.batch(films, { output }).summary);
    expect(error).toMatchObject({ code: "journal-locked", details: { pid: process.pid } });
    await events.return?.();
    await run.cancel();
    await nemo.batch(films, { output }).summary;
    const journal = join(output, ".nemo-batch.jsonl");
    await truncate(journal, (await readFile(journal)).length - 3);
    expect(await nemo.batch(films, { output }).summary).toMatchObject({ done: 0, skipped: 3 });
  });
});

describe("R51 what names the files", () => {
  it.each([
    ["a sentence", `Convert all MKV files in ${films} to MP4 using H.264`, 3],
    ["a Chinese sentence", `把 ${films} 文件夹里的所有 mkv 文件转成 mp4`, 3],
    ["a glob", join(films, "**/*.mov"), 1],
    ["a path", join(films, "one.mov"), 1],
    ["a list", [join(films, "one.mov"), join(films, "deep")], 2],
  ])("%s", async (_what, inputs, count) => {
    const output = join(folder, crypto.randomUUID());
    const { total, skipped } = await inProcess().batch(inputs, { output, dryRun: true }).summary;
    expect(total).toBe(count);
    // What is no video cannot be planned for.
    expect(count - skipped).toBe(count === 3 ? 1 : 0);
    expect(await readdir(folder)).not.toContain(output);
  });

  it.each([
    ["a missing folder", "Convert all MKV files in ./nowhere to MP4", "source-missing"],
    ["a missing file", "nowhere.mkv", "source-missing"],
    ["no files", "make it 1080p please", "invalid-request"],
  ])("%s is said", async (_what, inputs, code) => {
    expect((await failureOf(inProcess().batch(inputs).summary)).code).toBe(code);
  });
});

describe("R51 abort", () => {
  it("leaves nothing half-written", async () => {
    const output = join(folder, "aborted");
    const controller = new AbortController();
    const run = inProcess().batch(films, { output, signal: controller.signal });
    const work = (async () => {
      for await (const { type } of run) if (type === "file-start") controller.abort();
    })();
    expect((await failureOf(work)).code).toBe("aborted");
    const left = (await readdir(output, { recursive: true })).filter((name) => /\.part|\.lock/.test(name));
    expect(left).toEqual([]);
  });
});
