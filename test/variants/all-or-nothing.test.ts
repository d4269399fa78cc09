import { chmod, mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { findBinary } from "../../src/media/index.js";
import type { ConvertOptions } from "../../src/workflows/index.js";
import { cameraClip, heavyClip, sharedFolder } from "../support/clips.js";
import { embedded, inProcess } from "../support/converters.js";
import { failureOf } from "../support/failure-of.js";
import { processesNaming } from "../support/processes.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const clips = sharedFolder();
let camera: string;
beforeAll(async () => {
  camera = await cameraClip(join(clips, "camera.mov"), 1);
});

const two = { a: { video: { height: 120 } }, b: { video: { height: 180 } } };

describe("R52 variants are refused before any work", () => {
  it.each<[string, Record<string, object | string>, string]>([
    ["none", {}, "no variants"],
    ["a path", { "../up": {} }, "no name for a variant"],
    ["an empty name", { "": {} }, "no name for a variant"],
    ["a name that ends in nothing but its case", { HD: {}, hd: {} }, "but for its case"],
    ["an unknown preset", { x: "myspace" }, "Variant x: There is no preset"],
    ["an unknown key", { x: { video: { bitRate: 1 } } }, 'Variant x: .*did you mean "bitrate"'],
    ["nothing left", { ok: {}, x: { video: false, audio: false } }, "nothing left"],
  ])("%s", async (_what, variants, message) => {
    const output = temporaryFolder();
    const failure = await failureOf(inProcess().variants(camera, variants as typeof two, { output }));
    expect(failure.message).toMatch(new RegExp(message));
    expect(await readdir(output)).toEqual([]);
  });

  it("a name that is taken, a folder that is none", async () => {
    const output = temporaryFolder();
    await writeFile(join(output, "camera.b.mp4"), "mine");
    const failure = await failureOf(inProcess().variants(camera, two, { output }));
    expect(failure).toMatchObject({ code: "output-exists" });
    expect(await readdir(output)).toEqual(["camera.b.mp4"]);
    await failureOf(inProcess().variants(camera, two, { output: join(output, "nowhere") }));
    await failureOf(inProcess().variants(camera, two, { output: join(output, "camera.b.mp4") }));
    expect(await readFile(join(output, "camera.b.mp4"), "utf8")).toBe("mine");
  });

  it("R50 a name that is the source itself, also through a link", async () => {
    const folder = temporaryFolder();
    const source = join(folder, "clip.mp4");
    await writeFile(source, await readFile(camera));
    await symlink(source, join(folder, "clip.a.mp4"));
    const failure = await failureOf(inProcess().variants(source, two, { onExists: "overwrite" }));
    expect(failure).toMatchObject({ code: "invalid-request" });
    expect(await readFile(source)).toEqual(await readFile(camera));
  });
});

describe("R52 names that are taken", () => {
  const withB = async () => {
    const output = temporaryFolder();
    await writeFile(join(output, "camera.b.mp4"), await readFile(camera));
    return output;
  };
  const make = async (options: ConvertOptions) => inProcess().variants(camera, two, options);

  it("are kept, replaced or avoided as asked", async () => {
    const skip = await make({ output: await withB(), onExists: "skip" });
    expect(skip.b.warnings.join()).toContain("it was kept");
    expect(skip.a.output.video[0]).toMatchObject({ height: 120 });
    const output = await withB();
    const replaced = await make({ output, onExists: "overwrite" });
    expect(replaced.b.output.video[0]).toMatchObject({ height: 180 });
    expect((await readdir(output)).sort()).toEqual(["camera.a.mp4", "camera.b.mp4"]);
    const renamed = await make({ output, onExists: "rename" });
    expect(renamed.b.path).toBe(join(output, "camera.b (1).mp4"));
  });
});

describe("R52 a receipt", () => {
  it("is written for each, also under one name for all", async () => {
    const output = temporaryFolder();
    const { a } = await inProcess().variants(camera, two, { output, receipt: true });
    expect(a.receiptPath).toBe(join(output, "camera.a.mp4.receipt.html"));
    const receipt = join(temporaryFolder(), "proof.html");
    const options = { output, receipt, onExists: "overwrite" as const };
    const { b } = await inProcess().variants(camera, two, options);
    expect(b.receiptPath).toMatch(/proof\.b\.html$/);
    expect(b.warnings).toEqual([]);
  });
});

describe.each(embedded)("R52 all of them or none, %s", (_where, connect) => {
  it("when one cannot be encoded", async () => {
    const output = temporaryFolder();
    // No encoder has such a preset; the first of them could be made.
    const failing = { a: two.a, b: { video: { height: 180, preset: "sideways" } } };
    const failure = await failureOf((await connect()).variants(camera, failing, { output }));
    expect(failure.code).toMatch(/ffmpeg-failed|invalid-request/);
    expect(await readdir(output)).toEqual([]);
  });

  it("when a name is taken meanwhile, and what was replaced comes back", async () => {
    const output = temporaryFolder();
    await writeFile(join(output, "camera.a.mp4"), "mine");
    // A folder by this name appears while the work is done.
    const onProgress = ({ stage }: { stage: string }) => {
      if (stage === "verify") void mkdir(join(output, "camera.b.mp4"), { recursive: true });
    };
    await failureOf((await connect()).variants(camera, two, { output, onExists: "overwrite", onProgress }));
    expect((await readdir(output)).sort()).toEqual(["camera.a.mp4", "camera.b.mp4"]);
    expect(await readFile(join(output, "camera.a.mp4"), "utf8")).toBe("mine");
  });

  it("R50 when it is aborted: no process and no file is left", async () => {
    const heavy = await heavyClip(join(temporaryFolder(), "heavy.mkv"), 8);
    const output = temporaryFolder();
    const controller = new AbortController();
    const onProgress = ({ stage, percent = 0 }: { stage: string; percent?: number }) => {
      if (stage === "render" && percent > 5) controller.abort();
    };
    const nemo = await connect();
    const options = { output, onProgress, signal: controller.signal };
    const failure = await failureOf(nemo.variants(heavy, two, options));
    expect(failure.code).toBe("aborted");
    expect(await readdir(output)).toEqual([]);
    await expect.poll(() => processesNaming("heavy.mkv"), { timeout: 3000 }).toEqual([]);
  });
});

describe("R52 a result that is not as it should be", () => {
  it("fails all; it alone is kept, under another name", async () => {
    const { path } = await findBinary("ffmpeg");
    const ffmpeg = join(temporaryFolder(), "ffmpeg");
    await writeFile(ffmpeg, shortLastOutput(path));
    await chmod(ffmpeg, 0o755);
    const output = temporaryFolder();
    const nemo = inProcess({ ffmpegPath: ffmpeg });
    const failure = await failureOf(nemo.variants(camera, two, { output }));
    expect(failure).toMatchObject({ code: "verification-failed" });
    expect(await readdir(output)).toEqual(["camera.b.mp4.unverified.mp4"]);
  });
});

/** An ffmpeg that makes the last of several outputs short, as a fault of its own might. */
function shortLastOutput(ffmpeg: string): string {
  return `#!/bin/sh
case "$*" in
  *-filter_complex*)
    count=$#; i=0
    for each in "$@"; do
      shift; i=$((i+1))
      [ $i -eq $count ] && set -- "$@" -t 0.2
      set -- "$@" "$each"
    done;;
esac
exec "${ffmpeg}" "$@"
`;
}
