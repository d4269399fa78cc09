import { chmod, copyFile, mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import {
  cameraClip,
  ffprobeJson,
  heavyClip,
  sharedFolder,
  streamOfType,
  webmClip,
} from "../support/clips.js";
import { jsonLines, nemo } from "../support/command-line.js";
import { processesNaming } from "../support/processes.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const clips = sharedFolder();
let camera: string;
beforeAll(async () => {
  camera = await cameraClip(join(clips, "camera.mov"), 1);
});

/** A folder of the test's own with a copy of the camera's file. */
async function desk(): Promise<string> {
  const folder = temporaryFolder();
  await copyFile(camera, join(folder, "camera.mov"));
  return folder;
}

describe("nemo-converter convert", () => {
  it("says on standard output what it made, and everything else on standard error", async () => {
    const cwd = await desk();
    const { code, out, err } = await nemo(["convert", "camera.mov"], { cwd });
    expect(code).toBe(0);
    expect(out).toMatch(
      /^camera\.mov → .*camera\.mp4 \([\d.]+ kB, was [\d.]+ kB, partly copied, verified\)\n$/,
    );
    expect(err).toContain("PCM is encoded as AAC");
    // No bar in a pipe.
    expect(err).not.toContain("█");
    expect(await readdir(cwd)).toEqual(["camera.mov", "camera.mp4"]);
    expect(streamOfType(await ffprobeJson(join(cwd, "camera.mp4")), "audio").codec_name).toBe("aac");
  });

  it("takes words, a preset and flags, the flags last", async () => {
    const cwd = await desk();
    const args = [
      "convert",
      "camera.mov",
      "-o",
      "out.mp4",
      "--preset",
      "web",
      "--to",
      "360p, crf 30",
      "--height",
      "180",
    ];
    const { out } = await nemo([...args, "--no-audio", "--json"], { cwd });
    expect(jsonLines(out)).toMatchObject([
      {
        type: "result",
        input: "camera.mov",
        spec: { useCase: "web", video: { crf: 30, height: 180 }, audio: false },
      },
    ]);
    const file = await ffprobeJson(join(cwd, "out.mp4"));
    expect(file.streams).toMatchObject([{ codec_type: "video", width: 320, height: 180 }]);
  });

  it("gives one JSON object a line with --json: results on one stream, progress on the other", async () => {
    const cwd = await desk();
    const { code, out, err } = await nemo(["convert", "camera.mov", "--json"], { cwd });
    expect(code).toBe(0);
    expect(jsonLines(out)).toHaveLength(1);
    const events = jsonLines(err);
    expect(new Set(events.map(({ type }) => type))).toEqual(new Set(["notice", "progress"]));
    expect(events.at(-1)).toMatchObject({ type: "progress", input: "camera.mov", percent: 100 });
  });

  it("converts several into a folder; one that fails does not stop the others", async () => {
    const cwd = await desk();
    await webmClip(join(cwd, "talk.webm"), 1);
    await writeFile(join(cwd, "letter.mov"), "no film");
    await mkdir(join(cwd, "out"));
    const inputs = ["camera.mov", "letter.mov", "talk.webm"];
    const { code, out, err } = await nemo(["convert", ...inputs, "-o", "out", "-q"], { cwd });
    expect(code).toBe(1);
    expect(out.split("\n").filter(Boolean)).toHaveLength(2);
    expect(err).toMatch(
      /^error: .*letter\.mov: no video or audio was found in it\.\n {2}Choose a video file\.\n$/,
    );
    expect(await readdir(join(cwd, "out"))).toEqual(["camera.mp4", "talk.mp4"]);
  });

  it("R64 leaves nothing behind at Ctrl-C, and ends with 130", async () => {
    const cwd = temporaryFolder();
    const source = await heavyClip(join(cwd, "heavy.avi"), 5);
    let isInterrupted = false;
    const result = await nemo(["convert", "heavy.avi", "--crf", "5", "--json"], {
      cwd,
      onError: (text, kill) => {
        if (isInterrupted || !text.includes('"stage":"render"') || !text.includes('"speed"')) return;
        isInterrupted = true;
        kill("SIGINT");
      },
    });
    expect(result.code).toBe(130);
    expect(jsonLines(result.out)).toMatchObject([{ type: "error", code: "aborted" }]);
    expect(await readdir(cwd)).toEqual(["heavy.avi"]);
    expect(processesNaming(source)).toEqual([]);
  });
});

describe("wrong use of convert: one message, the right exit status, nothing left behind", () => {
  it.each<[string, string[], number, RegExp]>([
    [
      "a missing file",
      ["nowhere.mov"],
      1,
      /^error: .*nowhere\.mov: there is no such file\.\n {2}Check the path of the source file\.\n$/,
    ],
    [
      "a text called .mp4",
      ["letter.mp4"],
      1,
      /^error: .*letter\.mp4: no video or audio was found in it\.\n {2}Choose a video file\.\n$/,
    ],
    [
      "the source as output",
      ["camera.mov", "-o", "camera.mov"],
      2,
      /^error: .* is the source itself; .*\n {2}Choose another output\.\n$/,
    ],
    [
      "a folder that is missing",
      ["camera.mov", "-o", "no/out.mp4"],
      2,
      /^error: .*there is no such folder\.\n/,
    ],
    [
      "an unknown word",
      ["camera.mov", "--to", "frobnicate"],
      2,
      /^error: .*not understood: "frobnicate"\.\n/,
    ],
    [
      "an unknown preset",
      ["camera.mov", "--preset", "myspace"],
      2,
      /^error: There is no preset "myspace"; there are youtube,/,
    ],
    [
      "a wrong number",
      ["camera.mov", "--crf", "good"],
      2,
      /^error: spec\.video\.crf is "good"; it must be a number from 0 to 63\.\n/,
    ],
    [
      "a mistyped option",
      ["camera.mov", "--crff", "3"],
      2,
      /^error: unknown option '--crff'\n\(Did you mean --crf\?\)\n/,
    ],
    ["no input", [], 2, /^error: missing required argument 'input'\n/],
    [
      "a backend that there is not",
      ["camera.mov", "--backend", "moon"],
      2,
      /^error: --backend is "moon"; use local, cloud or auto\.\n/,
    ],
    [
      "an ffmpeg that is none",
      ["camera.mov", "--ffmpeg", "/nowhere"],
      3,
      /^error: the option ffmpegPath names \/nowhere, which is no program/,
    ],
    [
      "several inputs for one file",
      ["camera.mov", "camera.mov", "-o", "out.mp4"],
      2,
      /^error: Several inputs need a folder/,
    ],
  ])("%s", async (_what, args, code, said) => {
    const cwd = await desk();
    await writeFile(join(cwd, "letter.mp4"), "hello\n".repeat(100));
    const result = await nemo(["convert", ...args], { cwd });
    expect(result.err).toMatch(said);
    expect(result.err.match(/error:/g)).toHaveLength(1);
    expect(result).toMatchObject({ code, out: "" });
    expect((await readdir(cwd)).sort()).toEqual(["camera.mov", "letter.mp4"]);
  });

  // The superuser may write anywhere, so somebody else has to try.
  it.runIf(process.getuid?.() === 0)("a folder that may not be written to", async () => {
    const cwd = await desk();
    const locked = join(cwd, "locked");
    await mkdir(locked, { mode: 0o555 });
    await chmod(cwd, 0o755);
    const result = await nemo(["convert", join(cwd, "camera.mov"), "-o", locked], { cwd, uid: 65_534 });
    expect(result.err).toMatch(
      /^error: Writing to .*locked failed: no permission \(EACCES\)\.\n {2}Choose an output in a folder/,
    );
    expect(result).toMatchObject({ code: 2, out: "" });
    expect(await readdir(locked)).toEqual([]);
  });

  it("says it as JSON, too", async () => {
    const { code, out } = await nemo(["convert", "nowhere.mov", "--json"]);
    expect(code).toBe(1);
    expect(jsonLines(out)).toMatchObject([
      { type: "error", input: "nowhere.mov", code: "source-missing", action: { kind: "report" } },
    ]);
  });
});
