import { execFile, spawn } from "node:child_process";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { cameraClip, ffprobeJson, sharedFolder, streamOfType, webmClip } from "../support/clips.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const clips = sharedFolder();
let camera: string;
beforeAll(async () => {
  camera = await cameraClip(join(clips, "camera.mov"), 1);
});

const environment = () => ({ PATH: process.env["PATH"] ?? "", HOME: temporaryFolder() });

function run(example: string, ...args: string[]): Promise<{ code: number; out: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [`examples/${example}`, ...args],
      { env: environment() },
      (error, out, err) => {
        resolve({ code: typeof error?.code === "number" ? error.code : 0, out: out + err });
      },
    );
  });
}

describe("R8 the examples", () => {
  it("a Node app takes a video and gives an MP4 back", async () => {
    const app = spawn(process.execPath, ["examples/node-app.mjs"], {
      env: environment(),
      stdio: ["ignore", "pipe", "inherit"],
    });
    onTestFinished(() => void app.kill("SIGKILL"));
    const url = (
      await new Promise<string>((resolve) => app.stdout.setEncoding("utf8").once("data", resolve))
    ).trim();

    const response = await fetch(`${url}/clip.mov`, { method: "POST", body: await readFile(camera) });
    expect(response.status).toBe(200);
    expect(decodeURIComponent(response.headers.get("x-what-was-done") ?? "")).toContain("H.264");
    const path = join(temporaryFolder(), "back.mp4");
    await writeFile(path, Buffer.from(await response.arrayBuffer()));
    expect(streamOfType(await ffprobeJson(path), "audio").codec_name).toBe("aac");

    const refused = await fetch(`${url}/letter.mov`, { method: "POST", body: "hello" });
    expect(refused.status).toBe(415);
    expect(await refused.json()).toMatchObject({ code: "unsupported-file" });

    const ended = new Promise((resolve) => app.once("exit", resolve));
    app.kill("SIGTERM");
    expect(await ended).toBe(0);
  });

  it("an agent loop shows the events and exports the film", async () => {
    const output = join(temporaryFolder(), "film.mp4");
    const { code, out } = await run("agent-loop.mjs", camera, "180p, CRF 30", output);
    expect(out).toContain("uploaded camera.mov");
    expect(out).toMatch(/agent calls convert \{.*"height":180/);
    expect(out).toContain("agent: Done.");
    expect(code).toBe(0);
    expect(streamOfType(await ffprobeJson(output), "video")).toMatchObject({ width: 320, height: 180 });
  });

  it("a batch script converts a folder, tells what failed, and goes on where it stopped", async () => {
    const from = join(temporaryFolder(), "footage");
    const to = join(temporaryFolder(), "mp4");
    await mkdir(from);
    await writeFile(join(from, "a.mov"), await readFile(camera));
    await webmClip(join(from, "b.webm"), 1);
    await writeFile(join(from, "c.mkv"), "no film");
    const first = await run("batch-script.mjs", from, to, "180p");
    expect(first.out).toContain("1 failed");
    expect(first.out).toMatch(/c\.mkv: .* Choose a video file\./);
    expect(first.code).toBe(1);
    expect(await readdir(to)).toEqual(["a.mp4", "b.mp4"]);
    const second = await run("batch-script.mjs", from, to, "180p");
    expect(second.out).toContain("a.mov: copy");
    expect(await readdir(to)).toEqual(["a.mp4", "b.mp4"]);
  });
});
