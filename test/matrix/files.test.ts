import { execFile } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { chown, mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { findBinary } from "../../src/media/index.js";
import { builtFile } from "../support/built-package.js";
import { nemo } from "../support/command-line.js";
import { lavfi, workshop, x264 } from "../support/convert-clip.js";
import { inProcess } from "../support/converters.js";
import { failureOf } from "../support/failure-of.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const { folder, clip, convert } = workshop();
const picture = lavfi("testsrc2=size=320x240:rate=25:duration=1");

describe("E63 an encoder that is listed may be dead", () => {
  /** The real ffmpeg, whose libx265 has lost its library. */
  const crippled = async () => {
    const { path } = await findBinary("ffmpeg");
    const wrapper = join(temporaryFolder(), "ffmpeg");
    writeFileSync(
      wrapper,
      `#!/bin/sh\ncase "$*" in *libx265*) echo "Cannot load libx265.so" >&2; exit 1;; esac\nexec "${path}" "$@"\n`,
    );
    chmodSync(wrapper, 0o755);
    return wrapper;
  };

  it("is found out by one frame, before the work", async () => {
    const source = await clip("e63.mkv", ...picture, "-c:v", "ffv1");
    const converter = inProcess({ ffmpegPath: await crippled() }, { ffmpegPath: await crippled() });
    const output = join(folder, "e63.mp4");
    const error = await failureOf(converter.convert(source, { output, spec: { video: { codec: "hevc" } } }));
    expect(error.code).toBe("ffmpeg-missing");
    expect(error.message).toMatch(/lists libx265, but it does not work: Cannot load libx265\.so/);
    expect((await readdir(folder)).filter((name) => /e63\.mp4|\.part/.test(name))).toEqual([]);
    expect((await converter.convert(source, { output })).verification.ok).toBe(true);
  });

  it("what a driver would have to do is left to the processor", async () => {
    const { result } = await convert(await clip("e63h.mkv", ...picture, "-c:v", "ffv1"));
    expect(result.arguments!.join(" ")).toContain("-c:v:0 libx264");
  });
});

it("E70 a loop of a shell keeps its standard input", async () => {
  const home = temporaryFolder();
  for (const name of ["a", "b", "c"]) await clip(`e70-${name}.mkv`, ...picture, ...x264);
  const list = ["a", "b", "c"].map((name) => join(folder, `e70-${name}.mkv`)).join("\n");
  const loop = `while read -r file; do "${process.execPath}" "${builtFile("cli.js")}" convert "$file" -o "${home}" -q; done <<'END'\n${list}\nEND\n`;
  await promisify(execFile)("/bin/sh", ["-c", loop], { env: { PATH: process.env["PATH"], HOME: home } });
  expect((await readdir(home)).filter((name) => name.endsWith(".mp4"))).toEqual([
    "e70-a.mp4",
    "e70-b.mp4",
    "e70-c.mp4",
  ]);
});

describe("E73 names and places", () => {
  it.each([
    ["composed", "Café 视频 🎬.mkv".normalize("NFC")],
    ["decomposed", "Café 视频 🎬.mkv".normalize("NFD")],
    ["with what a shell or ffmpeg could read into it", "-i 'a' $(b) %03d; [0:v] \"c\" & d:e\\f.mkv"],
    ["as long as names can be", `${"n".repeat(200)}.mkv`],
  ])("a name that is %s stays as it is", async (_, name) => {
    const home = temporaryFolder();
    const source = await clip("e73.mkv", ...picture, ...x264);
    const path = join(home, name);
    writeFileSync(path, await readFile(source));
    const { path: made } = await inProcess().convert(path);
    expect(made).toBe(path.replace(/\.mkv$/, ".mp4"));
    expect((await readdir(home)).sort()).toEqual([name, name.replace(/\.mkv$/, ".mp4")].sort());
  });

  it.skipIf(process.getuid?.() !== 0)(
    "a folder that cannot be written to is said before the work",
    async () => {
      const home = temporaryFolder();
      const locked = join(home, "locked");
      await mkdir(locked, { mode: 0o555 });
      const source = join(home, "clip.mkv");
      writeFileSync(source, await readFile(await clip("e73r.mkv", ...picture, ...x264)), { mode: 0o644 });
      await chown(home, 65_534, 65_534);
      const { code, err } = await nemo(["convert", source, "-o", locked], { cwd: home, uid: 65_534 });
      expect(code).not.toBe(0);
      expect(err).toContain(locked);
      expect(await readdir(locked)).toEqual([]);
    },
  );
});
