import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseRequest } from "../../src/conversion/index.js";
import { selectFiles } from "../../src/workflows/index.js";
import { failureOf } from "../support/failure-of.js";
import { isolateEnvironment } from "../support/isolated-environment.js";
import { temporaryFolder } from "../support/temporary-folder.js";

function folderWith(...names: string[]): string {
  const folder = temporaryFolder();
  write(folder, ...names);
  return folder;
}

function write(folder: string, ...names: string[]): void {
  for (const name of names) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), "x");
  }
}

const select = async (sentence: string, directory: string, isRecursive = false) => {
  const { files } = await selectFiles(parseRequest(sentence).selection, { directory, isRecursive });
  return files.map((path) => path.slice(directory.length + 1));
};

describe("R42 the files that a sentence means", () => {
  it.each([
    "Convert all MKV files in my downloads folder to MP4 using H.264 with a bitrate of 4000k",
    "把下载文件夹里的所有MKV文件转换成MP4，使用H.264编码，码率4000k",
  ])("%s: those of the kind in the folder of downloads", async (sentence) => {
    const { home } = isolateEnvironment();
    write(
      home,
      "Downloads/b.mkv",
      "Downloads/A.MKV",
      "Downloads/c.mov",
      "Downloads/.d.mkv",
      "Downloads/in/e.mkv",
    );
    const { folder, files } = await selectFiles(parseRequest(sentence).selection, { directory: "/nowhere" });
    expect(folder).toBe(join(home, "Downloads"));
    expect(files).toEqual([join(folder, "A.MKV"), join(folder, "b.mkv")]);
  });

  it("a folder that is not named is the one where we are", async () => {
    const folder = folderWith("2.webm", "10.webm", "1.webm", "notes.txt");
    const sentence =
      "Batch convert a folder of WebM screen recordings to 1080p MP4 with AAC audio at 192kbps";
    expect(await select(sentence, folder)).toEqual(["1.webm", "2.webm", "10.webm"]);
  });

  it("a relative folder starts where we are", async () => {
    const folder = folderWith("in/a.mov", "b.mov");
    expect(await select("convert all MOV files in ./in to MP4", folder)).toEqual(["in/a.mov"]);
  });

  it("~/Videos is ~/Movies where there is no other", async () => {
    const { home } = isolateEnvironment();
    write(home, "Movies/a.mov");
    const { files } = await selectFiles({ folder: "~/Videos", batch: true });
    expect(files.map((path) => basename(path))).toEqual(["a.mov"]);
  });

  it("folders inside it are looked through when that is asked for, hidden ones never", async () => {
    const folder = folderWith("a.mkv", "in/b.mkv", "in/deep/c.mkv", ".git/d.mkv");
    expect(await select("convert all mkv files to mp4", folder)).toEqual(["a.mkv"]);
    expect(await select("convert all mkv files to mp4", folder, true)).toEqual([
      "a.mkv",
      "in/b.mkv",
      "in/deep/c.mkv",
    ]);
  });

  it("links count where they lead to a file, folders with such a name do not", async () => {
    const folder = folderWith("real/a.mkv", "c.mkv/x.txt");
    symlinkSync(join(folder, "real/a.mkv"), join(folder, "link.mkv"));
    symlinkSync(join(folder, "nowhere"), join(folder, "broken.mkv"));
    expect(await select("convert all mkv files to mp4", folder)).toEqual(["link.mkv"]);
  });

  it("what we made ourselves is left out", async () => {
    const folder = folderWith("a.mkv", "a.mp4", "b.mp4", "b.converted.mp4", "c.unverified.mp4");
    expect(await select("convert all videos in this folder", folder)).toEqual(["a.mkv", "b.mp4"]);
    expect(await select("compress all mp4 files", folder)).toEqual(["a.mp4", "b.mp4"]);
  });

  it("a program in TypeScript is no broadcast", async () => {
    const folder = folderWith("program.ts");
    writeFileSync(join(folder, "broadcast.ts"), Buffer.from([0x47, 0x40, 0x11]));
    expect(await select("convert all videos in this folder", folder)).toEqual(["broadcast.ts"]);
  });

  it.each([
    ["mpg", "old.mpeg"],
    ["mts", "camera.m2ts"],
  ])(".%s files are also those called %s", async (extension, name) => {
    const folder = folderWith(name);
    expect(await select(`convert all ${extension} files to mp4`, folder)).toEqual([name]);
  });
});

describe("R42 one file", () => {
  const sentence = "a MOV of 2GB, compress it under 500MB without losing too much quality";

  it("is the only one of its kind", async () => {
    expect(await select(sentence, folderWith("film.MOV", "other.mkv"))).toEqual(["film.MOV"]);
  });

  it("is not chosen from several", async () => {
    const failure = await failureOf(select(sentence, folderWith("a.mov", "b.mov")));
    expect(failure).toMatchObject({ code: "invalid-request", details: { files: ["a.mov", "b.mov"] } });
    expect(failure.message).toContain("a.mov, b.mov");
    expect(failure.action.message).toContain("a.mov");
  });

  it("has to be there", async () => {
    const folder = folderWith("a.mkv");
    const failure = await failureOf(select(sentence, folder));
    expect(failure.code).toBe("source-missing");
    expect(failure.message).toBe(`There is no .mov file in ${folder}.`);
  });
});

describe("R42 a folder that is not there", () => {
  it("is named", async () => {
    const failure = await failureOf(select("convert all MKV files in ./nowhere to MP4", "/tmp"));
    expect(failure).toMatchObject({ code: "source-missing", message: "There is no folder /tmp/nowhere." });
  });
});
