import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { drafts } from "../ask/mocked-project.js";
import { ProjectServer } from "../ask/project-server.js";
import { builtFile } from "../support/built-package.js";
import { ffprobeJson, mp4Clip } from "../support/clips.js";
import { jsonLines, nemo } from "../support/command-line.js";
import { sendJson } from "../support/loopback-server.js";
import { temporaryFolder } from "../support/temporary-folder.js";

/** Talks with the command over a pipe. */
function chat(
  lines: string[],
  args: string[],
  cwd: string,
): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [builtFile("cli.js"), "ask", "-", ...args], {
      cwd,
      env: { PATH: process.env["PATH"] ?? "", HOME: cwd },
    });
    let [out, err] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
    child.once("close", (code) => resolve({ code, out, err }));
    child.stdin.end(lines.map((line) => `${line}\n`).join(""));
  });
}

const durationOf = async (path: string) => Number((await ffprobeJson(path)).format["duration"]);

describe("R71 an edit from the shell", () => {
  it("that was not understood ends with 1, and writes nothing", async () => {
    const cwd = temporaryFolder();
    await mp4Clip(join(cwd, "clip.mp4"), 1, "64x64");
    const { code, out } = await nemo(["ask", "add a dancing unicorn", "clip.mp4", "-o", "film.mp4"], { cwd });
    expect(out).toContain("I did not understand");
    expect(code).toBe(1);
    expect(readdirSync(cwd)).toEqual(["clip.mp4"]);
  });

  it("that changes nothing more is done all the same, line by line", async () => {
    const cwd = temporaryFolder();
    await mp4Clip(join(cwd, "clip.mp4"), 1, "64x64");
    expect(await chat(["mute it", "mute it"], ["clip.mp4"], cwd)).toMatchObject({ code: 0 });
    expect(await chat(["mute it", "add a dancing unicorn"], ["clip.mp4"], cwd)).toMatchObject({ code: 1 });
  });

  it("writes its film with -o", async () => {
    const cwd = temporaryFolder();
    await mp4Clip(join(cwd, "clip.mp4"), 3, "64x64");
    const args = ["ask", "trim the first 2 seconds, add the title 'Hello'", "clip.mp4", "-o", "film.mp4"];
    const { code, out } = await nemo(args, { cwd });
    expect(code).toBe(0);
    expect(out).toContain(join(cwd, "film.mp4"));
    expect(await durationOf(join(cwd, "film.mp4"))).toBeCloseTo(1, 1);
  });

  it("says that its project ends without -o", async () => {
    const cwd = temporaryFolder();
    await mp4Clip(join(cwd, "clip.mp4"), 3, "64x64");
    const { code, err } = await nemo(
      ["ask", "trim the first 2 seconds and mute it, add the title 'Hello'", "clip.mp4"],
      { cwd },
    );
    expect(code).toBe(0);
    expect(err).toContain("-o writes the video to a file");
  });
});

describe("R71 a conversation over a pipe", () => {
  it("gives each film a name of its own, and says it", async () => {
    const cwd = temporaryFolder();
    await mp4Clip(join(cwd, "clip.mp4"), 3, "64x64");
    const lines = ["add the title 'Hello'", "export", "trim the first 2 seconds", "export"];
    const { code, out, err } = await chat(lines, ["clip.mp4", "-o", "film.mp4"], cwd);
    expect(err).not.toContain("error:");
    expect(code).toBe(0);
    expect(out).toContain(`The video is saved: ${join(cwd, "film.mp4")}`);
    expect(out).toContain(`The video is saved: ${join(cwd, "film (1).mp4")}`);
    expect(await durationOf(join(cwd, "film.mp4"))).toBeCloseTo(3, 1);
    expect(await durationOf(join(cwd, "film (1).mp4"))).toBeCloseTo(1, 1);
  });

  it("writes at the end what was edited last", async () => {
    const cwd = temporaryFolder();
    await mp4Clip(join(cwd, "clip.mp4"), 3, "64x64");
    const { code, out } = await chat(["trim the first 2 seconds"], ["clip.mp4", "-o", "film.mp4"], cwd);
    expect(code).toBe(0);
    expect(out.trim().split("\n").at(-1)).toBe(join(cwd, "film.mp4"));
    expect(await durationOf(join(cwd, "film.mp4"))).toBeCloseTo(1, 1);
  });

  it("does not write over a film that was there before", async () => {
    const cwd = temporaryFolder();
    await mp4Clip(join(cwd, "clip.mp4"), 3, "64x64");
    const { code, err } = await chat(["export"], ["clip.mp4", "-o", "clip.mp4"], cwd);
    expect(code).toBe(1);
    expect(err).toContain("error:");
    expect(await durationOf(join(cwd, "clip.mp4"))).toBeCloseTo(3, 1);
  });
});

describe("R71 R29 a project of the cloud", () => {
  const env = (project: ProjectServer) => ({
    NEMO_TOKEN: "nmv_usr_command_line",
    NEMO_API_URL: project.url,
    NEMO_WEB_URL: "https://web.test",
  });

  it("is named, with a link for the browser that holds no token", async () => {
    const project = await ProjectServer.start();
    project.carryOut(drafts.titled, "Title added.");
    const { code, out, err } = await nemo(["ask", "add a title"], { env: env(project) });
    expect(code).toBe(0);
    expect(out).toBe("Title added.\n");
    expect(err).toContain("Go on with --session sess-1");
    expect(err).toContain("In the browser: https://web.test/workspace/claim?ct=clm_abc123");
    expect(out + err).not.toContain("nmv_usr");
  });

  it("is gone on with by --session, and makes no other one", async () => {
    const project = await ProjectServer.start();
    project.carryOut(drafts.titled, "Title added.");
    const { out } = await nemo(["ask", "add a title", "--session", "mine", "--json"], { env: env(project) });
    expect(jsonLines(out)).toMatchObject([{ type: "reply", session: "mine", outcome: "applied" }]);
    expect(project.server.requests.some(({ name }) => name.includes("/api/tasks/"))).toBe(false);
    expect(project.server.requests.some(({ name }) => name.includes("/mine/latest"))).toBe(true);
  });

  it("Ctrl-C ends a turn with 130, and status says what became of it", async () => {
    const project = await ProjectServer.start();
    const cwd = temporaryFolder();
    const child = spawn(process.execPath, [builtFile("cli.js"), "ask", "add a title"], {
      cwd,
      env: { PATH: process.env["PATH"], HOME: cwd, ...env(project) },
      stdio: "ignore",
    });
    const exit = new Promise((resolve) => child.once("exit", resolve));
    await project.untilAsked(1);
    child.kill("SIGINT");
    expect(await exit).toBe(130);
    await project.server.untilIdle();
    expect(readdirSync(cwd)).toEqual([".config"]);

    project.draft = drafts.titled;
    const { code, out } = await nemo(["status", "--session", "sess-1"], { cwd, env: env(project) });
    expect(code).toBe(0);
    expect(out).toMatch(/^A message of \S+Z was carried out \(project sess-1\)\.\n/);
    expect(out).toMatch(
      /Timeline \(2 tracks\): 1\. Video: city timelapse \(0-10s\) 2\. Title: "Urban Dreams" \(0-3s\)\n$/,
    );
    expect(project.messages).toEqual(["add a title"]);
  });

  it("status without a project asks nobody when nothing is open", async () => {
    const project = await ProjectServer.start();
    const { code, out } = await nemo(["status"], { env: env(project) });
    expect(code).toBe(0);
    expect(out).toContain("No message waits for its answer.");
    expect(project.server.requests).toEqual([]);
  });

  it("that is gone is said to be", async () => {
    const project = await ProjectServer.start();
    project.draft = {};
    project.answer = (response) => sendJson(response, { code: 1002 });
    const cwd = temporaryFolder();
    const { code, err } = await nemo(["ask", "add a title"], { cwd, env: env(project) });
    expect(code).toBe(1);
    expect(err).toContain("The project is gone");
  });
});
