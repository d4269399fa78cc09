// The command line in a runtime. Runs on the Node of the tests, and starts the runtime for each command.
import { strict as assert } from "node:assert";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { copyFile, mkdir, readdir, readFile, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import process from "node:process";
import { check, checkIf, runChecks, until } from "./checks.mjs";
import { processesNaming } from "./processes.mjs";

const { CLIPS: clips, RUNTIME: runtime } = process.env;
const [program, ...flags] = JSON.parse(runtime);
const packageFolder = resolve("node_modules/nemo-converter");
const folder = mkdtempSync(join(tmpdir(), "runtime-command-"));
const isLinux = process.platform === "linux";

const own = (name) => mkdir(join(folder, name), { recursive: true });

/** Starts a command in a folder of its own. `ended` has its code, signal and what it said. */
function start(args, { cwd = folder, env = {}, input } = {}) {
  const child = spawn(program, [...flags, join(packageFolder, "dist/cli.js"), ...args], {
    cwd,
    env: { ...process.env, HOME: folder, ...env },
    stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
  });
  const said = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text) => (said.out += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (said.err += text));
  if (input !== undefined) child.stdin.write(input);
  const ended = new Promise((settle, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => settle({ code, signal, ...said }));
  });
  return { child, said, ended };
}
const run = (args, options) => start(args, options).ended;

check("--version", async () => {
  const { version } = JSON.parse(await readFile(join(packageFolder, "package.json"), "utf8"));
  assert.deepEqual(await run(["--version"]), { code: 0, signal: null, out: `${version}\n`, err: "" });
});

check("probe", async () => {
  const { code, out, err } = await run(["probe", join(clips, "camera.mov"), "--json"]);
  assert.equal(code, 0, err);
  assert.equal(JSON.parse(out).video[0].codec, "h264");
});

check("convert", async () => {
  const cwd = await own("convert");
  await copyFile(join(clips, "camera.mov"), join(cwd, "camera.mov"));
  const { code, out, err } = await run(["convert", "camera.mov", "--json"], { cwd });
  assert.equal(code, 0, err);
  assert.equal(JSON.parse(out).type, "result");
  for (const line of err.split("\n").filter(Boolean)) assert.match(line, /^\{"type":"(progress|notice)"/);
  assert.deepEqual((await readdir(cwd)).sort(), ["camera.mov", "camera.mp4"]);
  assert.ok((await stat(join(cwd, "camera.mp4"))).size > 10_000);
});

check("wrong usage is 2, a failure 1, no ffmpeg 3", async () => {
  assert.equal((await run(["convert", "--no-such-flag"])).code, 2);
  assert.equal((await run(["convert", join(clips, "camera.mov"), "--to", "make it sing"])).code, 2);
  const { code, out, err } = await run(["convert", "missing.mov"]);
  assert.deepEqual([code, out, /missing\.mov/.test(err)], [1, "", true]);
  const nothing = { PATH: join(folder, "nothing"), FFMPEG_PATH: "", FFPROBE_PATH: "" };
  const without = await run(["convert", join(clips, "camera.mov"), "-o", join(folder, "no.mp4")], {
    env: nothing,
  });
  assert.equal(without.code, 3, without.err);
  assert.match(without.err, /npm install @ffmpeg-installer\/ffmpeg/);
});

const slow = (output) => [
  "convert",
  join(clips, "long.mp4"),
  "-o",
  output,
  "--reencode",
  "--to",
  "-preset veryslow -crf 18",
];

for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGKILL", null],
]) {
  checkIf(
    isLinux,
    "looks into /proc",
    `${signal} in the middle of an encode ends ffmpeg and leaves no file`,
    async () => {
      const at = await own(signal);
      const { child, ended } = start(slow(join(at, "out.mp4")));
      // The watchdog is there a moment after ffmpeg, and names the files that it is to remove.
      await until("ffmpeg works and is watched", () =>
        processesNaming(at).some((line) => line.includes("nemo-converter-watchdog")),
      );
      child.kill(signal);
      const result = await ended;
      assert.equal(result.code, code, result.err);
      await until("ffmpeg is gone", () => processesNaming(at).length === 0);
      await until("nothing is left", async () => (await readdir(at)).length === 0);
    },
  );
}

check("mcp answers on standard input and output, and ends with it", async () => {
  const params = {
    protocolVersion: "2025-03-26",
    capabilities: {},
    clientInfo: { name: "check", version: "1" },
  };
  const messages = [
    { jsonrpc: "2.0", id: 1, method: "initialize", params },
    { jsonrpc: "2.0", method: "notifications/initialized" },
    {
      jsonrpc: "2.0",
      id: 2,
      method: "tools/call",
      params: { name: "parse_request", arguments: { request: "1080p" } },
    },
  ];
  const input = messages.map((message) => `${JSON.stringify(message)}\n`).join("");
  const { child, said, ended } = start(["mcp"], { input });
  await until("the second answer", () => said.out.split("\n").length > 2);
  child.stdin.end();
  const { code, out } = await ended;
  const answers = out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.deepEqual([code, answers.map(({ id }) => id)], [0, [1, 2]]);
  assert.match(JSON.stringify(answers[1].result), /1080p/);
});

await runChecks();
rmSync(folder, { recursive: true });
