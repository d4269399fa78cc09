import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { cameraClip } from "../support/clips.js";
import { installPackage } from "./installed-package.js";

const installed = installPackage();
const line = "npm install @ffmpeg-installer/ffmpeg @ffprobe-installer/ffprobe";

/** The installed command, where no program but Node is to be found. */
function nemo(...args: string[]) {
  const { folder, packageFolder } = installed;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(packageFolder, "dist/cli.js"), ...args],
    { cwd: folder, env: { PATH: join(folder, "nothing"), HOME: folder }, encoding: "utf8" },
  );
  return { status, stdout, stderr };
}

describe("R63 with no ffmpeg on the machine", () => {
  let before: string[];
  beforeAll(async () => {
    await cameraClip(join(installed.folder, "clip.mov"), 1);
    before = readdirSync(installed.folder, { recursive: true, encoding: "utf8" }).sort();
  });

  it.each(["convert", "probe"])(
    "`%s` says the line that installs it, and leaves nothing behind",
    (command) => {
      const { status, stdout, stderr } = nemo(command, "clip.mov");
      expect(status).toBe(3);
      expect(stdout).toBe("");
      expect(stderr).toContain(line);
      expect(stderr).not.toMatch(/\n\s+at /);
      expect(readdirSync(installed.folder, { recursive: true, encoding: "utf8" }).sort()).toEqual(before);
    },
  );

  it("`--json` says it to machines", () => {
    const { status, stdout } = nemo("convert", "clip.mov", "--json");
    expect(status).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({
      type: "error",
      code: "ffmpeg-missing",
      action: { kind: "install-ffmpeg", message: line },
    });
  });

  it("`doctor` shows what is missing", () => {
    const { status, stdout } = nemo("doctor");
    expect(status).toBe(3);
    expect(stdout).toContain(line);
  });
});
