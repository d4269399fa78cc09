import { execFileSync } from "node:child_process";
import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { copyFile, link, mkdir, readlink, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { planConversion } from "../../src/conversion/index.js";
import { probe, renderInPieces } from "../../src/media/index.js";
import { h264, makeClip, picture, sharedFolder } from "../support/clips.js";
import { inProcess } from "../support/converters.js";
import { failureOf } from "../support/failure-of.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const clips = sharedFolder();
const film = join(clips, "film.mkv");
const words = "what must stay as it is\n";
beforeAll(async () => {
  await makeClip(film, ...picture("64x36", "10", 1), ...h264);
});

/** A film to convert, and a file of somebody that must stay as it is. */
async function place() {
  const folder = temporaryFolder();
  const [source, precious] = [join(folder, "film.mkv"), join(temporaryFolder(), "precious.txt")];
  await copyFile(film, source);
  await writeFile(precious, words);
  return { folder, source, precious, output: join(folder, "film.mp4") };
}

const kept = (path: string) => expect(readFileSync(path, "utf8")).toBe(words);

describe("issue 7, R50 links in the place of an output", () => {
  it("are replaced where that is asked for, and what they lead to is not touched", async () => {
    const { source, precious, output } = await place();
    await symlink(precious, output);
    await inProcess().convert(source, { onExists: "overwrite" });
    expect(lstatSync(output).isFile()).toBe(true);
    kept(precious);
  });

  it("are in the way otherwise, those that lead nowhere before anything is made, too", async () => {
    const { folder, source, output } = await place();
    const nowhere = join(temporaryFolder(), "nowhere.mp4");
    await symlink(nowhere, output);
    for (const onExists of ["fail", "skip"] as const) {
      expect((await failureOf(inProcess().convert(source, { onExists }))).code, onExists).toBe(
        "output-exists",
      );
    }
    expect((await inProcess().convert(source, { onExists: "rename" })).path).toBe(
      join(folder, "film (1).mp4"),
    );
    expect(await readlink(output)).toBe(nowhere);
    await inProcess().convert(source, { onExists: "overwrite" });
    expect(lstatSync(output).isFile()).toBe(true);
    expect(() => lstatSync(nowhere)).toThrow("ENOENT");
  });

  it("are replaced one by one: receipt, its data, what is not verified; a second name of a file keeps its content", async () => {
    const { source, precious, output } = await place();
    for (const name of [`${output}.receipt.html`, `${output}.receipt.json`]) await symlink(precious, name);
    await link(precious, output);
    const result = await inProcess().convert(source, { receipt: true, onExists: "overwrite" });
    expect(result.receiptPath).toBe(`${output}.receipt.html`);
    expect(readFileSync(result.receiptPath!, "utf8")).toContain("<html");
    expect(lstatSync(`${output}.receipt.json`).isFile()).toBe(true);
    kept(precious);
  });
});

describe("issue 7, R51 links in the place of what a batch writes", () => {
  it("a journal is not kept in the file of somebody else", async () => {
    const { folder, precious } = await place();
    const output = join(folder, "out");
    await mkdir(output);
    const journal = join(output, ".nemo-batch.jsonl");
    await symlink(precious, journal);
    const failure = await failureOf(inProcess().batch(folder, { output, journal }).summary);
    expect(failure.code).toBe("invalid-request");
    expect(readdirSync(output)).toEqual([".nemo-batch.jsonl"]);
    // Where none was asked for, it goes on without.
    expect(await inProcess().batch(folder, { output }).summary).toMatchObject({ done: 1, failed: [] });
    kept(precious);
  });

  it("a report replaces a link, and a folder that leads to itself is read once", async () => {
    const { folder, source, precious } = await place();
    await symlink(folder, join(folder, "again"));
    const output = join(folder, "out");
    await mkdir(output);
    const report = join(output, "report.html");
    await symlink(precious, report);
    const before = readFileSync(source);
    const summary = await inProcess().batch(folder, { output, report, onExists: "overwrite" }).summary;
    expect(summary).toMatchObject({ total: 1, done: 1, failed: [] });
    expect(readFileSync(source)).toEqual(before);
    kept(precious);
  });
});

describe("issue 7 links in the place of what is kept for later", () => {
  it("pieces of a long encode are not written where a link leads", async () => {
    const folder = temporaryFolder();
    const source = join(folder, "long.mkv");
    await makeClip(source, ...picture("64x36", "10", 6), ...h264, "-g", "10");
    const info = await probe(source);
    const spec = { reencode: true };
    const options = { source, info, spec, plan: planConversion(info, spec) };
    const abort = new AbortController();
    // The name is known to whoever can count: it is the same at every run.
    await renderInPieces({
      ...options,
      output: join(folder, "first.mp4"),
      pieces: { folder, seconds: 1, keepsWhenAborted: true },
      signal: abort.signal,
      onProgress: ({ percent = 0 }) => {
        if (percent > 20) abort.abort(new Error("enough"));
      },
    }).catch(() => undefined);
    const [name] = readdirSync(folder).filter((each) => each.startsWith(".nemo-pieces-"));
    const elsewhere = temporaryFolder();
    execFileSync("rm", ["-r", join(folder, name!)]);
    await symlink(elsewhere, join(folder, name!));
    await renderInPieces({ ...options, output: join(folder, "second.mp4"), pieces: { folder, seconds: 1 } });
    expect(readdirSync(elsewhere)).toEqual([]);
    expect(lstatSync(join(folder, "second.mp4")).size).toBeGreaterThan(0);
  });

  it("a pipe, a device and a folder are no sources", async () => {
    const folder = temporaryFolder();
    const pipe = join(folder, "pipe.mp4");
    execFileSync("/bin/sh", ["-c", 'mkfifo "$0"', pipe]);
    for (const source of [pipe, "/dev/zero", folder]) {
      const nemo = inProcess();
      expect((await failureOf(nemo.probe(source))).code, source).toBe("source-missing");
      expect((await failureOf(nemo.convert(source))).code, source).toBe("source-missing");
    }
  });
});
