import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
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

  it("a batch script converts a folder with its tree, tells what failed, and goes on where it stopped", async () => {
    const from = join(temporaryFolder(), "footage");
    const to = join(temporaryFolder(), "mp4");
    await mkdir(join(from, "more"), { recursive: true });
    await writeFile(join(from, "a.mov"), await readFile(camera));
    await webmClip(join(from, "more", "b.webm"), 1);
    await writeFile(join(from, "c.mkv"), "no film");
    const first = await run("batch-script.mjs", from, to, "180p");
    expect(first.out).toContain("a.mov: the first of its kind came out well");
    expect(first.out).toMatch(/^more\/b\.webm: encode \(\d+ % of all\)$/m);
    expect(first.out).toMatch(/^2 done \(\d+ bytes became \d+\), 0 skipped, 1 failed$/m);
    expect(first.out).toMatch(/c\.mkv: .* Choose a video file\./);
    expect(first.code).toBe(1);
    const found = (await readdir(to, { recursive: true })).filter((name) => !name.startsWith("."));
    expect(found.sort()).toEqual(["a.mp4", "more", "more/b.mp4", "nemo-report.html", "nemo-report.json"]);
    expect(first.out).toContain(`report: ${join(to, "nemo-report.html")}`);
    expect(await readFile(join(to, "nemo-report.html"), "utf8")).toContain("c.mkv");
    expect(streamOfType(await ffprobeJson(join(to, "more", "b.mp4")), "video")).toMatchObject({
      height: 180,
    });

    const second = await run("batch-script.mjs", from, to, "180p");
    expect(second.out).toContain("a.mov: skipped. It was done before");
    expect(second.out).toMatch(/^0 done .*, 2 skipped, 1 failed$/m);
    await rm(join(from, "c.mkv"));
    const third = await run("batch-script.mjs", from, to, "180p");
    expect([third.code, third.out]).toEqual([0, expect.stringContaining("2 skipped, 0 failed")]);
  }, 60_000);

  it.each([
    ["a folder that is missing", ["nowhere", "out"], "There is no file or folder: nowhere", 1],
    ["words that mean nothing", [".", "out", "frobnicated"], 'not understood: "frobnicated"', 1],
    ["too few words", ["."], "usage: node examples/batch-script.mjs", 2],
  ])("a batch script tells of %s, and makes nothing", async (_what, args, said, code) => {
    const told = await run("batch-script.mjs", ...args);
    expect([told.code, told.out]).toEqual([code, expect.stringContaining(said)]);
    expect(existsSync("out")).toBe(false);
  });

  it("an agent with a scripted model looks, plans, converts and tells", async () => {
    const folder = temporaryFolder();
    const clip = join(folder, "clip.mov");
    await writeFile(clip, await readFile(camera));
    const { code, out } = await run("agent-tools.mjs", clip);
    const calls = [...out.matchAll(/^agent calls (\w+)/gm)].map(([, name]) => name);
    expect([...new Set(calls)]).toEqual(["probe", "plan", "start_conversion", "job_progress"]);
    expect(out).toContain("0: video h264");
    expect(out).toContain("0 credits");
    expect(out).toMatch(/^agent: job-[0-9a-f]+ is done\.\nWrote .*clip\.mp4 \(.*, verified\)\.$/m);
    expect(code).toBe(0);
    expect(streamOfType(await ffprobeJson(join(folder, "clip.mp4")), "video")).toMatchObject({ height: 180 });
  }, 60_000);

  it("a client of the protocol starts the server, converts a file and sees its progress", async () => {
    const folder = temporaryFolder();
    const clip = join(folder, "clip.mov");
    await writeFile(clip, await readFile(camera));
    const { code, out } = await run("mcp-client.mjs", clip, "180p");
    expect(out).toMatch(/^tools: probe, .*start_batch, ask/m);
    expect(out).toMatch(/^verify \d+ %$/m);
    const result = JSON.parse(/^\{.*\}$/m.exec(out)![0]) as { path: string };
    expect(result).toMatchObject({ path: join(folder, "clip.mp4"), verified: true });
    expect(streamOfType(await ffprobeJson(result.path), "video")).toMatchObject({ height: 180 });
    expect(code).toBe(0);
    await writeFile(clip, "no film");
    const failed = await run("mcp-client.mjs", clip);
    expect(failed.out).toContain('{"code":"not-media","next":"Choose a video file."}');
    expect(failed.code).toBe(1);
  }, 60_000);

  it("each has its line in the list", async () => {
    const list = await readFile("examples/README.md", "utf8");
    const names = (await readdir("examples")).filter((name) => name !== "README.md");
    expect(names.filter((name) => !list.includes(`](${name}`))).toEqual([]);
  });
});
