import { copyFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { cameraClip, ffprobeJson, sharedFolder, streamOfType } from "../support/clips.js";
import { jsonLines, nemo } from "../support/command-line.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const clips = sharedFolder();
let camera: string;
beforeAll(async () => {
  camera = await cameraClip(join(clips, "camera.mov"), 1);
});

async function desk(): Promise<string> {
  const folder = temporaryFolder();
  await copyFile(camera, join(folder, "camera.mov"));
  return folder;
}

describe("nemo-converter variants", () => {
  it("R52 makes each result of a preset or of words, one JSON object a line", async () => {
    const cwd = await desk();
    const variants = ["--variant", "small=180p, crf 30", "--variant", "look=preview"];
    const { code, out } = await nemo(["variants", "camera.mov", ...variants, "--json"], { cwd });
    expect(code).toBe(0);
    expect(jsonLines(out)).toMatchObject([
      { type: "result", variant: "small", spec: { video: { height: 180 } }, verification: { ok: true } },
      { type: "result", variant: "look", spec: { useCase: "preview" }, verification: { ok: true } },
    ]);
    expect(await readdir(cwd)).toEqual(["camera.look.mp4", "camera.mov", "camera.small.mp4"]);
    const small = await ffprobeJson(join(cwd, "camera.small.mp4"));
    expect(streamOfType(small, "video")).toMatchObject({ height: 180 });
  });

  it("tells what the words of a variant left open, with its result", async () => {
    const cwd = await desk();
    const variants = ["--variant", "small=120p, CRF 30 at 200 kb/s", "--variant", "look=preview"];
    const { code, out } = await nemo(["variants", "camera.mov", ...variants, "--json"], { cwd });
    expect(code).toBe(0);
    const [small, look] = jsonLines(out) as { warnings: string[] }[];
    expect(small!.warnings).toContainEqual(expect.stringContaining("exclude each other"));
    expect(look!.warnings).toEqual([]);
  });

  it.each([
    ["no variant", [], "no variants"],
    ["a name alone", ["--variant", "hd"], "name=preset or name=words"],
    ["a word that is not known", ["--variant", "hd=1080p frobnicate"], "not understood"],
    ["a bad name", ["--variant", "a/b=1080p"], "no name for a variant"],
  ])("ends with 2 for %s", async (_what, args, said) => {
    const cwd = await desk();
    const { code, err } = await nemo(["variants", "camera.mov", ...args], { cwd });
    expect(code).toBe(2);
    expect(err).toContain(said);
    expect(await readdir(cwd)).toEqual(["camera.mov"]);
  });
});

describe("nemo-converter convert", () => {
  it("R88 takes --keep-larger and --keep-times", async () => {
    const cwd = await desk();
    const options = ["--reencode", "--keep-larger", "--keep-times", "--json"];
    const { code, out } = await nemo(["convert", "camera.mov", ...options], { cwd });
    expect(code).toBe(0);
    expect(jsonLines(out)).toMatchObject([{ type: "result", route: "encode" }]);
  });
});
