import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { NemoConverter } from "../../src/nemo-converter.js";
import { builtFile } from "../support/built-package.js";
import { cameraClip, sharedFolder } from "../support/clips.js";
import { jsonLines, nemo } from "../support/command-line.js";
import { isolateEnvironment } from "../support/isolated-environment.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const clips = sharedFolder();
let camera: string;
beforeAll(async () => {
  camera = await cameraClip(join(clips, "camera.mov"), 1);
});

describe("nemo-converter", () => {
  it("tells its version and its commands", async () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
    expect(await nemo(["--version"])).toEqual({ code: 0, out: `${version}\n`, err: "" });
    const { code, out } = await nemo(["--help"]);
    expect(code).toBe(0);
    for (const command of ["convert", "probe", "doctor", "serve"]) expect(out).toContain(`  ${command} `);
  });

  it.each(["convert", "probe", "doctor", "serve"])("%s has help", async (command) => {
    const { code, out } = await nemo([command, "--help"]);
    expect(code).toBe(0);
    expect(out).toContain(`Usage: nemo-converter ${command}`);
  });

  it("ends with 2 for a command that there is not", async () => {
    const { code, err } = await nemo(["convrt", "a.mov"]);
    expect(code).toBe(2);
    expect(err).toContain("Did you mean convert?");
  });
});

describe("nemo-converter probe", () => {
  it("says what a file holds", async () => {
    const { code, out } = await nemo(["probe", camera]);
    expect(code).toBe(0);
    expect(out).toContain("0: video h264");
    expect(out).toContain("640x360, 30 fps");
    expect(out).toContain("1: audio pcm_s16le, mono, 48000 Hz");
  });

  it("says it as one JSON object", async () => {
    const { out } = await nemo(["probe", camera, "--json"]);
    expect(jsonLines(out)).toMatchObject([
      { duration: 1, video: [{ codec: "h264" }], audio: [{ codec: "pcm_s16le" }] },
    ]);
  });

  it("fails as convert does", async () => {
    expect((await nemo(["probe", "nowhere.mov"])).code).toBe(1);
    expect((await nemo(["probe", camera, "--ffprobe", "/nowhere"])).code).toBe(3);
  });
});

describe("nemo-converter doctor", () => {
  it("says which ffmpeg is used, and that all is there", async () => {
    const { code, out } = await nemo(["doctor"]);
    expect(out).toMatch(/^ok {2}ffmpeg: .*ffmpeg \((?:on PATH|shipped by npm)\)$/m);
    expect(out).toMatch(/^ok {2}libx264: there$/m);
    expect(out).toMatch(/^ok {2}backend: the embedded one/m);
    expect(code).toBe(0);
  });

  it("ends with 3 when there is none, and says so", async () => {
    const { code, out } = await nemo(["doctor", "--json", "--ffmpeg", "/nowhere"]);
    expect(code).toBe(3);
    const [report] = jsonLines(out) as [{ ok: boolean; findings: { name: string; ok: boolean }[] }];
    expect(report.ok).toBe(false);
    expect(report.findings.find(({ name }) => name === "ffmpeg")?.ok).toBe(false);
  });
});

describe("nemo-converter serve", () => {
  it("gives its address, serves clients, and ends at Ctrl-C with everything removed", async () => {
    isolateEnvironment();
    const child = spawn(process.execPath, [builtFile("cli.js"), "serve"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    const url = (
      await new Promise<string>((resolve) => child.stdout.setEncoding("utf8").once("data", resolve))
    ).trim();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const nemoConverter = new NemoConverter({
      baseUrl: url,
      configDir: temporaryFolder(),
      timing: { renderPollMs: 50 },
    });
    const result = await nemoConverter.convert(camera, { output: join(temporaryFolder(), "out.mp4") });
    expect(result.verification.ok).toBe(true);
    await nemoConverter.close();
    const ended = new Promise((resolve) => child.once("exit", (code) => resolve(code)));
    child.kill("SIGINT");
    expect(await ended).toBe(0);
  });

  it("refuses a port that is none", async () => {
    const { code, err } = await nemo(["serve", "--port", "many"]);
    expect(code).toBe(2);
    expect(err).toContain('--port is "many"');
  });
});
