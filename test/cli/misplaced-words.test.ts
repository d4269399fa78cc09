import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { jsonLines, nemo } from "../support/command-line.js";
import { temporaryFolder } from "../support/temporary-folder.js";

/** What is refused here is refused before a file is looked at: one that is none of media will do. */
async function desk(): Promise<string> {
  const cwd = temporaryFolder();
  await writeFile(join(cwd, "clip.mkv"), "not looked at");
  return cwd;
}

describe("R71 words in a place for files", () => {
  it.each([
    ["convert", "make it 240p"],
    ["convert", "convert it to MP4 at 4000k"],
    ["convert", "under 2.5MB"],
    ["convert", "H.264"],
    ["convert", "压缩到25MB以内"],
    ["plan", "1080p, crf 20"],
  ])("%s tells that %j belongs behind --to, and has done nothing", async (command, words) => {
    const cwd = await desk();
    const { code, out, err } = await nemo([command, "clip.mkv", words], { cwd });
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toBe(
      `error: There is no file "${words}".\n  For what you want made of your files: --to ${JSON.stringify(words)}\n`,
    );
    expect(await readdir(cwd)).toEqual(["clip.mkv"]);
  });

  it("convert sends a whole sentence to the command that takes one", async () => {
    const { code, out } = await nemo(["convert", "--json", "Convert clip.mkv to MP4"], { cwd: await desk() });
    expect(code).toBe(2);
    expect(jsonLines(out)).toMatchObject([
      {
        type: "error",
        code: "invalid-request",
        action: { message: 'For a sentence: nemo-converter ask "Convert clip.mkv to MP4"' },
      },
    ]);
  });

  it("a missing file stays a missing file, whatever its name is made of", async () => {
    const cwd = await desk();
    for (const name of ["my 1080p copy.mov", "compressed mp4/clip", "https.mov"]) {
      const { code, err } = await nemo(["convert", name], { cwd });
      expect(code).toBe(1);
      expect(err).toContain("there is no such file");
    }
  });

  it("a file that is called like a wish is a file", async () => {
    const cwd = await desk();
    await writeFile(join(cwd, "720p"), "text");
    const { code, err } = await nemo(["convert", "720p"], { cwd });
    expect(code).toBe(1);
    expect(err).toContain("no video or audio was found in it");
  });
});

describe("R71 words in the place of a command", () => {
  it.each([
    ["Convert clip.mkv to MP4", 'For a sentence: nemo-converter ask "Convert clip.mkv to MP4"'],
    ["把视频压缩到25MB", 'For a sentence: nemo-converter ask "把视频压缩到25MB"'],
    ["clip.mkv", "For a file: nemo-converter convert clip.mkv"],
    ["my clip.mkv", 'For a file: nemo-converter convert "my clip.mkv"'],
  ])("%j is told where it belongs", async (words, hint) => {
    const cwd = await desk();
    await writeFile(join(cwd, "my clip.mkv"), "not looked at");
    const { code, out, err } = await nemo([words], { cwd });
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(`error: unknown command '${words}'`);
    expect(err.trimEnd().split("\n").at(-1)).toBe(hint);
  });

  it("a mistyped command is answered as before", async () => {
    const { code, err } = await nemo(["covert", "clip.mkv"], { cwd: await desk() });
    expect(code).toBe(2);
    expect(err).toBe(
      "error: unknown command 'covert'\n(Did you mean convert?)\n(--help shows what there is)\n",
    );
  });
});
