import { execFileSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { cameraClip, sharedFolder } from "../support/clips.js";
import { builtFile } from "../support/built-package.js";
import { jsonLines, nemo } from "../support/command-line.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const clips = sharedFolder();
let camera: string;
let result: string;
beforeAll(async () => {
  camera = await cameraClip(join(clips, "camera.mov"), 1);
  result = join(clips, "result.mp4");
  const { code, err } = await nemo(["convert", camera, "-o", result], { cwd: clips });
  expect(code, err).toBe(0);
});

describe("R71 nemo-converter verify", () => {
  it("says that a right result is right", async () => {
    const { code, out } = await nemo(["verify", camera, result, "--full"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^ok {2}.*result\.mp4$/m);
    expect(out).toContain("ok  every frame decodes: no errors");
  });

  it("says what is wrong with a result, and ends with 1", async () => {
    const { code, out } = await nemo(["verify", camera, result, "--to", "180p", "--json"]);
    expect(code).toBe(1);
    const [report] = jsonLines(out) as [{ ok: boolean; checks: { name: string; ok: boolean }[] }];
    expect(report.ok).toBe(false);
    expect(report.checks.filter(({ ok }) => !ok).map(({ name }) => name)).toEqual(["picture size"]);
  });

  it("finds a result that was cut short", async () => {
    const half = join(temporaryFolder(), "half.mp4");
    writeFileSync(half, "no video at all");
    const { code, out } = await nemo(["verify", camera, half]);
    expect(code).toBe(1);
    expect(out).toContain("BAD it opens");
  });

  it("says what was promised, what was found and what to do", async () => {
    const { out } = await nemo(["verify", camera, result, "--to", "12 fps"]);
    expect(out).toMatch(/BAD frame rate: 12 expected, \S+ found\. Say the rate/);
  });

  it("ends with 1 and the remedy for a missing file, with 2 for words that mean nothing", async () => {
    const missing = await nemo(["verify", camera, "nowhere.mp4"]);
    expect(missing.code).toBe(1);
    expect(missing.err).toContain("there is no such file");
    expect((await nemo(["verify", camera, result, "--to", "sparkling"])).code).toBe(2);
    expect((await nemo(["verify", camera])).code).toBe(2);
  });
});

describe("R71 nemo-converter plan", () => {
  it("says what would be done, and does nothing", async () => {
    const cwd = temporaryFolder();
    const { code, out } = await nemo(["plan", camera, "--to", "180p"], { cwd });
    expect(code).toBe(0);
    expect(out).toMatch(/0: encode, /);
    expect(out).toContain("ffmpeg -i");
    expect(readdirSync(cwd)).toEqual([]);
  });

  it("gives one JSON object for each file, and goes on after one that fails", async () => {
    const { code, out } = await nemo(["plan", camera, "nowhere.mov", result, "--json"]);
    expect(code).toBe(1);
    expect(jsonLines(out).map(({ type }) => type)).toEqual(["plan", "error", "plan"]);
  });
});

describe("R71 standard input and output", () => {
  const pipe = (args: string[], input: string) =>
    execFileSync(
      "sh",
      ["-c", `cat "$0" | "$1" "$2" ${args.join(" ")}`, input, process.execPath, builtFile("cli.js")],
      {
        env: { PATH: process.env["PATH"] ?? "", HOME: temporaryFolder() },
        stdio: ["ignore", "pipe", "pipe"],
        maxBuffer: 1e8,
      },
    );

  it("takes a film from one and gives the MP4 to the other, with nothing else in it", async () => {
    const film = pipe(["convert", "-", "-o", "-"], camera);
    const path = join(temporaryFolder(), "piped.mp4");
    writeFileSync(path, film);
    const { code, out } = await nemo(["verify", camera, path, "--full"]);
    expect(code, out).toBe(0);
  });

  it("asks for a name where there is none", async () => {
    const { code, err } = await nemo(["convert", "-"]);
    expect(code).toBe(2);
    expect(err).toContain("say where the MP4 goes with -o");
  });
});
