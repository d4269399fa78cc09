import { execFile } from "node:child_process";
import { copyFile, mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { builtFile } from "../support/built-package.js";
import { cameraClip, h264, makeClip, picture, sharedFolder } from "../support/clips.js";
import { jsonLines, nemo } from "../support/command-line.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const clips = sharedFolder();
let camera: string;
beforeAll(async () => {
  camera = await cameraClip(join(clips, "camera.mov"), 1);
});

/** Runs a line of a shell in which `$nemo` is the command. */
async function shell(line: string, cwd: string): Promise<{ code: number; out: string; err: string }> {
  const env = {
    ...{ PATH: process.env["PATH"] ?? "", HOME: cwd },
    nemo: `${process.execPath} ${builtFile("cli.js")}`,
  };
  const run = promisify(execFile)("/bin/bash", ["-o", "pipefail", "-c", line], { cwd, env });
  try {
    const { stdout, stderr } = await run;
    return { code: 0, out: stdout, err: stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, out: stdout, err: stderr };
  }
}

/** A folder of the test's own with two copies of the camera's file. */
async function desk(): Promise<string> {
  const cwd = temporaryFolder();
  await mkdir(join(cwd, "in"));
  for (const name of ["a.mov", "b.mov"]) await copyFile(camera, join(cwd, "in", name));
  return cwd;
}

describe("R49 a film on standard output", () => {
  it("that does not fit where it goes is an error, and not called verified", async () => {
    const { code, err } = await shell("$nemo convert in/a.mov -o - > /dev/full", await desk());
    expect(code).toBe(1);
    expect(err).toContain("The disk is full: Writing to standard output failed.");
    expect(err).not.toContain("verified");
  });

  it("may be left unread", async () => {
    const { code, out } = await shell("$nemo convert in/a.mov -o - | head -c 8 | wc -c", await desk());
    expect([code, out.trim()]).toEqual([0, "8"]);
  });

  it("has nothing kept beside it, and does not say so", async () => {
    const cwd = temporaryFolder();
    const ass =
      "[Script Info]\n[Events]\nFormat: Start, End, Style, Text\nDialogue: 0:00:00.00,0:00:01.00,Default,Hi\n";
    await writeFile(join(cwd, "text.ass"), ass);
    const inputs = [...picture("160x120", "10", 1), "-i", join(cwd, "text.ass")];
    await makeClip(join(cwd, "film.mkv"), ...inputs, ...h264, "-c:s", "copy");
    const { code, err } = await shell("$nemo convert film.mkv -o - > film.mp4", cwd);
    expect(code).toBe(0);
    expect(err).toContain("lost: ");
    expect(err).not.toContain("Kept in");
  });

  it("has no receipt without a path for it", async () => {
    const { code, err } = await shell("$nemo convert in/a.mov -o - --receipt", await desk());
    expect(code).toBe(2);
    expect(err).toContain("--receipt <path>");
  });
});

describe("R71 what is said on standard output", () => {
  it("and lost ends with 1", async () => {
    const cwd = await desk();
    const { code, err } = await shell("$nemo convert in/a.mov --json -q > /dev/full", cwd);
    expect(code).toBe(1);
    expect(err).toContain("Not all of what was said could be written to standard output");
    expect(await readdir(join(cwd, "in"))).toContain("a.mp4");
  });

  it("may be left unread: a batch is done to its end", async () => {
    const cwd = await desk();
    const { code, out } = await shell("$nemo batch in -o out -q | head -n 1", cwd);
    expect(code).toBe(0);
    expect(out.split("\n").filter(Boolean)).toHaveLength(1);
    expect((await readdir(join(cwd, "out"))).toSorted()).toEqual([".nemo-batch.jsonl", "a.mp4", "b.mp4"]);
  });

  it("is JSON for a wrong use, too", async () => {
    const uses = [
      ["convert", "x.mov", "--bogus", "--json"],
      ["export", "--json"],
    ];
    for (const wrong of uses) {
      const { code, out } = await nemo(wrong);
      expect(code).toBe(2);
      expect(jsonLines(out)).toEqual([expect.objectContaining({ type: "error", code: "invalid-request" })]);
    }
  });
});
