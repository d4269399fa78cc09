import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { findBinary } from "../../src/media/index.js";
import { failureOf } from "../support/failure-of.js";
import { isolateEnvironment } from "../support/isolated-environment.js";
import { temporaryFolder } from "../support/temporary-folder.js";

/** A program that can be run, and says nothing. */
function program(folder: string, name: string, mode = 0o755): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  writeFileSync(path, "#!/bin/sh\n", { mode });
  return path;
}

describe("R63 ffmpeg is found by", () => {
  it("option, environment, PATH, npm: in that order", async () => {
    const folder = temporaryFolder();
    const onPath = program(join(folder, "bin"), "ffmpeg");
    const byVariable = program(join(folder, "variable"), "ffmpeg");
    const byOption = program(join(folder, "option"), "my-ffmpeg");

    isolateEnvironment({ PATH: join(folder, "empty") });
    expect(await findBinary("ffmpeg")).toMatchObject({ from: "npm" });
    vi.stubEnv("PATH", [join(folder, "empty"), join(folder, "bin")].join(delimiter));
    expect(await findBinary("ffmpeg")).toEqual({ path: onPath, from: "path" });
    vi.stubEnv("FFMPEG_PATH", byVariable);
    expect(await findBinary("ffmpeg")).toEqual({ path: byVariable, from: "environment" });
    expect(await findBinary("ffmpeg", { ffmpegPath: byOption })).toEqual({ path: byOption, from: "option" });
  });

  it("passes over a folder and a file that cannot be run on PATH", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "a", "ffprobe"), { recursive: true });
    program(join(folder, "b"), "ffprobe", 0o644);
    const right = program(join(folder, "c"), "ffprobe");
    isolateEnvironment({ PATH: ["a", "b", "c"].map((name) => join(folder, name)).join(delimiter) });
    expect(await findBinary("ffprobe")).toEqual({ path: right, from: "path" });
  });

  it.each([
    ["the option ffmpegPath", { ffmpegPath: "/nowhere/ffmpeg" }, {}],
    ["the variable FFMPEG_PATH", {}, { FFMPEG_PATH: "/nowhere/ffmpeg" }],
  ])("a wrong path by %s is said, not replaced by another", async (said, options, variables) => {
    isolateEnvironment(variables);
    const failure = await failureOf(findBinary("ffmpeg", options));
    expect(failure.code).toBe("ffmpeg-missing");
    expect(failure.message).toContain(`${said} names /nowhere/ffmpeg`);
    expect(failure.action.kind).toBe("install-ffmpeg");
  });

  it("finds one that was installed after the first look", async () => {
    const folder = temporaryFolder();
    const path = join(folder, "late", "ffmpeg");
    isolateEnvironment();
    await failureOf(findBinary("ffmpeg", { ffmpegPath: path }));
    program(join(folder, "late"), "ffmpeg");
    expect(await findBinary("ffmpeg", { ffmpegPath: path })).toEqual({ path, from: "option" });
  });
});

describe("R63 the binary that npm ships without its executable bit", () => {
  /** A package of the working directory whose binary is `source`, with a mode. */
  function shippedIn(folder: string, mode: number): string {
    const platform = `${process.platform}-${process.arch}`;
    const scope = join(folder, "node_modules", "@ffmpeg-installer");
    for (const name of ["ffmpeg", platform]) {
      mkdirSync(join(scope, name), { recursive: true });
      writeFileSync(join(scope, name, "package.json"), JSON.stringify({ name: `@ffmpeg-installer/${name}` }));
    }
    const binary = join(scope, platform, "ffmpeg");
    writeFileSync(binary, "#!/bin/sh\n");
    chmodSync(binary, mode);
    return binary;
  }

  it("gets it", async () => {
    // The package's own installer is found first in this repository, so the search runs on a copy of what it looks for.
    const folder = temporaryFolder();
    const binary = shippedIn(folder, 0o644);
    const { makeExecutable } = await import("../../src/media/make-executable.js");
    expect(await makeExecutable(binary)).toBe(binary);
    expect(statSync(binary).mode & 0o111).not.toBe(0);
  });

  it("is copied to a private folder where it may not be changed", async () => {
    const folder = temporaryFolder();
    const binary = shippedIn(folder, 0o644);
    const { makeExecutable } = await import("../../src/media/make-executable.js");
    vi.stubEnv("TMPDIR", temporaryFolder());
    const refuse = () => Promise.reject(Object.assign(new Error("read-only"), { code: "EROFS" }));
    const copy = await makeExecutable(binary, { chmod: refuse });
    expect(copy).not.toBe(binary);
    expect(readFileSync(copy)).toEqual(readFileSync(binary));
    expect(statSync(copy).mode & 0o777).toBe(0o700);
    expect(statSync(join(copy, "..")).mode & 0o777).toBe(0o700);
    // A second look uses the same copy.
    expect(await makeExecutable(binary, { chmod: refuse })).toBe(copy);
  });
});
