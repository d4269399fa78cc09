import { link, mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { inProcess } from "../support/converters.js";
import { cameraClip, mp4Clip, sharedFolder } from "../support/clips.js";
import { failureOf } from "../support/failure-of.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const clips = sharedFolder();
let camera: Buffer;
let mp4: Buffer;
beforeAll(async () => {
  camera = await readFile(await cameraClip(join(clips, "camera.mov"), 1));
  mp4 = await readFile(await mp4Clip(join(clips, "clip.mp4"), 1));
});

/** A folder of the test's own with `name` in it. */
async function folderWith(name: string, content: Buffer): Promise<{ folder: string; source: string }> {
  const folder = temporaryFolder();
  const source = join(folder, name);
  await writeFile(source, content);
  return { folder, source };
}

describe("where the result goes", () => {
  it("is beside the source by default", async () => {
    const { folder, source } = await folderWith("clip.mov", camera);
    expect((await inProcess().convert(source)).path).toBe(join(folder, "clip.mp4"));
    expect(await readdir(folder)).toEqual(["clip.mov", "clip.mp4"]);
  });

  it("is called .converted.mp4 when the source has the name", async () => {
    const { folder, source } = await folderWith("clip.mp4", mp4);
    expect((await inProcess().convert(source)).path).toBe(join(folder, "clip.converted.mp4"));
    expect(await readFile(source)).toEqual(mp4);
  });

  it("is inside a folder that is given", async () => {
    const { source } = await folderWith("clip.mov", camera);
    const output = temporaryFolder();
    expect((await inProcess().convert(source, { output })).path).toBe(join(output, "clip.mp4"));
  });

  it("is the working directory for a Blob, under its name", async () => {
    const folder = temporaryFolder();
    vi.spyOn(process, "cwd").mockReturnValue(folder);
    const result = await inProcess().convert(new File([new Uint8Array(camera)], "talk.mov"));
    expect(result.path).toBe(join(folder, "talk.mp4"));
    expect(result.source.audio[0]).toMatchObject({ codec: "pcm_s16le" });
    expect(await readdir(folder)).toEqual(["talk.mp4"]);
  });

  it("does not leave the working directory for a name that leads out of it", async () => {
    const folder = temporaryFolder();
    vi.spyOn(process, "cwd").mockReturnValue(folder);
    const open = () => new Blob([new Uint8Array(camera)]).stream();
    const result = await inProcess().convert({ name: "../../escape.mov", open });
    expect(result.path).toBe(join(folder, "escape.mp4"));
  });

  it.each(["x.webm", "x.MP3", "x.mkv"])("is no name of something else: %s", async (name) => {
    const { folder, source } = await folderWith("clip.mov", camera);
    const failure = await failureOf(inProcess().convert(source, { output: join(folder, name) }));
    expect(failure).toMatchObject({
      code: "invalid-request",
      action: { kind: "choose-output", message: `Name it ${join(folder, "x.mp4")}.` },
    });
    expect(await readdir(folder)).toEqual(["clip.mov"]);
  });
});

describe("R28 a file that is there already", () => {
  it("stays, by default", async () => {
    const { folder, source } = await folderWith("clip.mov", camera);
    await writeFile(join(folder, "clip.mp4"), "precious");
    const failure = await failureOf(inProcess().convert(source));
    expect(failure).toMatchObject({ code: "output-exists", action: { kind: "choose-output" } });
    expect(await readFile(join(folder, "clip.mp4"), "utf8")).toBe("precious");
    expect(await readdir(folder)).toEqual(["clip.mov", "clip.mp4"]);
  });

  it("is one of the results when several that run at once may rename theirs", async () => {
    const { folder, source } = await folderWith("clip.mov", camera);
    const nemo = inProcess();
    const results = await Promise.all(
      [1, 2, 3].map(() => nemo.convert(source, { onExists: "rename", receipt: true })),
    );
    const names = ["clip (1).mp4", "clip (2).mp4", "clip.mp4"];
    expect(results.map(({ path }) => path).toSorted()).toEqual(names.map((name) => join(folder, name)));
    expect(results.map(({ receiptPath }) => receiptPath).toSorted()).toEqual(
      names.map((name) => join(folder, `${name}.receipt.html`)),
    );
    expect((await readdir(folder)).filter((name) => name.endsWith(".mp4"))).toEqual(names);
  });

  it("is kept by one that may skip, though it was made meanwhile", async () => {
    const { folder, source } = await folderWith("clip.mov", camera);
    const nemo = inProcess();
    const results = await Promise.all([1, 2].map(() => nemo.convert(source, { onExists: "skip" })));
    expect(results.map(({ path }) => path)).toEqual([join(folder, "clip.mp4"), join(folder, "clip.mp4")]);
    const told = results.flatMap(({ warnings }) => warnings).filter((each) => /it was kept/.test(each));
    expect(told).toHaveLength(1);
    expect(await readdir(folder)).toEqual(["clip.mov", "clip.mp4"]);
  });

  it("also when it appears while the conversion runs", async () => {
    const { folder, source } = await folderWith("clip.mov", camera);
    const output = join(folder, "out.mp4");
    const onProgress = ({ stage }: { stage: string }) => {
      if (stage === "verify") void writeFile(output, "precious", { flag: "wx" }).catch(() => undefined);
    };
    expect((await failureOf(inProcess().convert(source, { output, onProgress }))).code).toBe("output-exists");
    expect(await readFile(output, "utf8")).toBe("precious");
    expect(await readdir(folder)).toEqual(["clip.mov", "out.mp4"]);
  });

  it("is replaced with overwrite, and only by a result that is right", async () => {
    const { folder, source } = await folderWith("clip.mov", camera);
    await writeFile(join(folder, "clip.mp4"), "old");
    const result = await inProcess().convert(source, { onExists: "overwrite" });
    expect(result.verification.ok).toBe(true);
    expect((await readFile(join(folder, "clip.mp4"))).toString("latin1", 4, 8)).toBe("ftyp");
    expect(await readdir(folder)).toEqual(["clip.mov", "clip.mp4"]);
  });

  it("gets a neighbour with rename", async () => {
    const { folder, source } = await folderWith("clip.mov", camera);
    await writeFile(join(folder, "clip.mp4"), "old");
    await writeFile(join(folder, "clip (1).mp4"), "old");
    expect((await inProcess().convert(source, { onExists: "rename" })).path).toBe(
      join(folder, "clip (2).mp4"),
    );
  });

  it("is left alone, and nothing done, with skip", async () => {
    const { folder, source } = await folderWith("clip.mov", camera);
    await writeFile(join(folder, "clip.mp4"), mp4);
    const result = await inProcess().convert(source, { onExists: "skip" });
    expect(result.warnings.join()).toContain("nothing was converted");
    expect(await readFile(join(folder, "clip.mp4"))).toEqual(mp4);
  });
});

describe("R50, E67 the source", () => {
  it.each(["fail", "overwrite", "skip", "rename"] as const)(
    "is never the output, with %s",
    async (onExists) => {
      const { folder, source } = await folderWith("clip.mp4", mp4);
      const soft = join(folder, "soft.mp4");
      const hard = join(folder, "hard.mp4");
      await symlink(source, soft);
      await link(source, hard);
      for (const output of [source, soft, hard]) {
        const failure = await failureOf(
          inProcess().convert(source, { output, onExists, spec: { reencode: true } }),
        );
        expect(failure, output).toMatchObject({ code: "invalid-request", action: { kind: "choose-output" } });
      }
      expect(await readFile(source)).toEqual(mp4);
      expect((await readdir(folder)).sort()).toEqual(["clip.mp4", "hard.mp4", "soft.mp4"]);
    },
  );

  it("is never the output through a folder that is a link", async () => {
    const { folder, source } = await folderWith("clip.mp4", mp4);
    const alias = join(temporaryFolder(), "alias");
    await symlink(folder, alias);
    const output = join(alias, "clip.mp4");
    expect((await failureOf(inProcess().convert(source, { output, onExists: "overwrite" }))).code).toBe(
      "invalid-request",
    );
    expect(await readFile(source)).toEqual(mp4);
  });

  it("may have any name", async () => {
    const folder = temporaryFolder();
    for (const name of [
      "-y.mov",
      "a b'c\"d.mov",
      "％号 视频.mov",
      "%03d.mov",
      "concat:x|y.mov",
      "new\nline.mov",
      "#?&.mov",
    ]) {
      const source = join(folder, name);
      await writeFile(source, camera);
      const { path } = await inProcess().convert(source);
      expect(path).toBe(source.replace(/mov$/, "mp4"));
    }
    const inside = join(folder, "100% [x]");
    await mkdir(inside);
    await writeFile(join(inside, "c.mov"), camera);
    expect((await inProcess().convert(join(inside, "c.mov"))).path).toBe(join(inside, "c.mp4"));
  });
});
