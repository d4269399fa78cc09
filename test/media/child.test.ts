import { ChildProcess, spawn } from "node:child_process";
import { getEventListeners } from "node:events";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import { runChild } from "../../src/media/child.js";
import { builtFile } from "../support/built-package.js";
import { heavyClip, sharedFolder } from "../support/clips.js";
import { untilNoProcessNames } from "../support/processes.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const clips = sharedFolder();
afterEach(() => vi.restoreAllMocks());

describe("child processes", () => {
  it("gives output, errors and the exit code", async () => {
    const script = 'process.stdout.write("out"); process.stderr.write("err"); process.exit(3)';
    const result = await runChild(process.execPath, ["-e", script]);
    const how = { code: 3, signal: null, wasAborted: false, isOverfull: false };
    expect(result).toEqual({ ...how, output: "out", errors: "err" });
  });

  it("gives its arguments to no shell", async () => {
    const marker = `${temporaryFolder()}/made`;
    const result = await runChild(process.execPath, [
      "-e",
      "process.stdout.write(process.argv[1])",
      `$(touch ${marker}); \`id\``,
    ]);
    expect(result.output).toBe(`$(touch ${marker}); \`id\``);
    expect(existsSync(marker)).toBe(false);
  });

  it("rejects when there is no such program", async () => {
    await expect(runChild("/nowhere/ffmpeg", [])).rejects.toMatchObject({ code: "ENOENT" });
  });

  it("asks with SIGTERM, and insists with SIGKILL after two seconds", async () => {
    const polite =
      'process.on("SIGTERM", () => process.exit(7)); setInterval(() => {}, 1000); process.stdout.write("up")';
    const stubborn =
      'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); process.stdout.write("up")';
    const end = async (script: string) => {
      const controller = new AbortController();
      const onOutput = () => controller.abort();
      return runChild(process.execPath, ["-e", script], { signal: controller.signal, onOutput });
    };
    expect(await end(polite)).toMatchObject({ code: 7, wasAborted: true });
    expect(await end(stubborn)).toMatchObject({ code: null, signal: "SIGKILL", wasAborted: true });
  });

  it("leaves no listener on the signal and no watchdog behind", async () => {
    const { signal } = new AbortController();
    const file = join(temporaryFolder(), "guarded-file");
    await runChild(process.execPath, ["-e", ""], { signal, guardedFiles: [file] });
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
    await untilNoProcessNames(file, 1000);
  });

  it("keeps the files of a child that ended, where a signal comes after the end of a pipe", async () => {
    // On Deno, kill() closes the pipes to a child before it sends the signal.
    vi.spyOn(ChildProcess.prototype, "kill").mockImplementation(function (this: ChildProcess) {
      this.stdin?.destroy();
      return true;
    });
    const file = join(temporaryFolder(), "guarded-file");
    writeFileSync(file, "made");
    await runChild(process.execPath, ["-e", ""], { guardedFiles: [file] });
    await untilNoProcessNames(file, 5000);
    expect(existsSync(file)).toBe(true);
  });
});

describe("R64 ffmpeg ends within 2 s of its parent's death", () => {
  it.each(["SIGKILL", "SIGTERM"] as const)("also by %s, and nothing half-written is left", async (signal) => {
    const source = await heavyClip(join(clips, `${signal}.avi`), 5);
    const output = join(clips, `${signal}.mp4`);
    const script = `
      import { NemoConverter } from ${JSON.stringify(pathToFileURL(builtFile("index.js")).href)};
      import { localBackend } from ${JSON.stringify(pathToFileURL(builtFile("local.js")).href)};
      const nemo = new NemoConverter({ backend: localBackend() });
      await nemo.convert(process.argv[1], {
        output: process.argv[2],
        spec: { video: { crf: 10, preset: "veryslow" } },
        onProgress: ({ stage, percent }) => stage === "render" && percent > 3 && process.stdout.write("rendering\\n"),
      });`;
    const args = ["--input-type=module", "-e", script, source, output];
    const parent = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    await new Promise((resolve) => parent.stdout.once("data", resolve));
    parent.kill(signal);
    await untilNoProcessNames(source, 2000);
    // The watchdog removes the file a moment after it has ended ffmpeg.
    await pause(200);
    expect(readdirSync(clips).filter((name) => name.includes(".part") || name.endsWith(".mp4"))).toEqual([]);
  });
});
