import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { run } from "../../src/cli/program.js";
import { cameraClip, makeClip, mp4Clip, sharedFolder } from "../support/clips.js";
import { inProcess } from "../support/converters.js";
import { failureOf } from "../support/failure-of.js";
import { isolateEnvironment } from "../support/isolated-environment.js";
import { cardText, readReceipt } from "../support/receipts.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const clips = sharedFolder();
let camera: string;
beforeAll(async () => {
  camera = await cameraClip(join(clips, "camera.mov"), 1);
});

/** A folder of the test's own with the camera's file in it. */
async function desk(name = "clip.mov") {
  const folder = temporaryFolder();
  const source = join(folder, name);
  await copyFile(camera, source);
  return { folder, source, files: async () => (await readdir(folder)).sort() };
}

describe("R82 the files of a receipt", { timeout: 60_000 }, () => {
  it("lie beside the output", async () => {
    const { folder, source, files } = await desk();
    const { receiptPath, warnings } = await inProcess().convert(source, { receipt: true });
    expect(receiptPath).toBe(join(folder, "clip.mp4.receipt.html"));
    expect(await files()).toEqual(["clip.mov", "clip.mp4", "clip.mp4.receipt.html", "clip.mp4.receipt.json"]);
    expect(warnings).toEqual([]);
  });

  it("are not there when nobody asked", async () => {
    const { source, files } = await desk();
    expect(await inProcess().convert(source, { receipt: false })).not.toHaveProperty("receiptPath");
    expect(await files()).toEqual(["clip.mov", "clip.mp4"]);
  });

  it("have the name that is given, with or without its extension", async () => {
    const { folder, source } = await desk();
    const proofs = temporaryFolder();
    const nemo = inProcess();
    const one = await nemo.convert(source, { receipt: join(proofs, "one") });
    expect(one.receiptPath).toBe(join(proofs, "one.html"));
    const two = await nemo.convert(source, { receipt: join(proofs, "two.html"), onExists: "overwrite" });
    expect(two.receiptPath).toBe(join(proofs, "two.html"));
    const three = await nemo.convert(source, { receipt: proofs, onExists: "rename" });
    expect(three.receiptPath).toBe(join(proofs, "clip (1).mp4.receipt.html"));
    expect((await readdir(proofs)).filter((name) => name.endsWith(".json"))).toHaveLength(3);
    expect((await readdir(folder)).filter((name) => name.includes("receipt"))).toEqual([]);
  });

  it("do not replace what is there already under a given name; the conversion holds", async () => {
    const { folder, source, files } = await desk();
    await writeFile(join(folder, "notes.html"), "precious");
    const result = await inProcess().convert(source, { receipt: join(folder, "notes") });
    expect(result.warnings.join()).toMatch(/receipt was not written: .*notes\.html exists already/);
    expect(result).not.toHaveProperty("receiptPath");
    expect(result.verification.ok).toBe(true);
    expect(await readFile(join(folder, "notes.html"), "utf8")).toBe("precious");
    expect(await files()).toEqual(["clip.mov", "clip.mp4", "notes.html"]);
  });

  it("replace an earlier receipt of that name beside the output, and nothing else", async () => {
    const { folder, source } = await desk();
    const nemo = inProcess();
    const output = join(folder, "film.mp4");
    await nemo.convert(source, { output, receipt: true });
    await rm(output);
    const again = await nemo.convert(source, { output, receipt: true });
    expect(again.receiptPath).toBe(`${output}.receipt.html`);
    const taken = join(folder, "other.mp4");
    await writeFile(`${taken}.receipt.json`, '{"precious":true}');
    const { warnings } = await nemo.convert(source, { output: taken, receipt: true });
    expect(warnings.join()).toMatch(/receipt was not written: .*other\.mp4\.receipt\.html exists already/);
    expect(await readFile(`${taken}.receipt.json`, "utf8")).toBe('{"precious":true}');
  });

  it("in a folder do not replace those of another file of the same name", async () => {
    const { source } = await desk();
    const proofs = temporaryFolder();
    const nemo = inProcess();
    const outputs = [join(temporaryFolder(), "film.mp4"), join(temporaryFolder(), "film.mp4")];
    const paths: (string | undefined)[] = [];
    for (const output of outputs)
      paths.push((await nemo.convert(source, { output, receipt: proofs })).receiptPath);
    expect(new Set(paths).size).toBe(2);
  });

  it("that cannot be written are a warning, and nothing of them is left", async () => {
    const { folder, source, files } = await desk();
    const missing = await inProcess().convert(source, { receipt: join(folder, "no", "such", "proof") });
    expect(missing.warnings.join()).toContain("The receipt was not written");
    // The page's name is taken by a folder: the JSON must not stay alone.
    await mkdir(join(folder, "other.mp4.receipt.html"));
    const output = join(folder, "other.mp4");
    const blocked = await inProcess().convert(source, { output, receipt: true });
    expect(blocked.warnings.join()).toContain("The receipt was not written");
    expect(await files()).toEqual(["clip.mov", "clip.mp4", "other.mp4", "other.mp4.receipt.html"]);
  });

  it("are not begun when the call is aborted", async () => {
    const { source, files } = await desk();
    const abort = new AbortController();
    const nemo = inProcess();
    const timer = setInterval(() => {
      void files().then((names) => names.includes("clip.mp4") && abort.abort());
    }, 5);
    const failure = await failureOf(nemo.convert(source, { receipt: true, signal: abort.signal }));
    clearInterval(timer);
    expect(failure.code).toBe("aborted");
    expect(await files()).toEqual(["clip.mov", "clip.mp4"]);
  });

  it("are written by the command line, too", async () => {
    const { folder, source } = await desk();
    isolateEnvironment();
    vi.spyOn(process.stdout, "write").mockReturnValue(true);
    vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const signal = new AbortController().signal;
    expect(
      await run(["convert", source, "--backend", "local", "--receipt", join(folder, "proof")], signal),
    ).toBe(0);
    expect(await readdir(folder)).toContain("proof.html");
    expect(await run(["convert", source, "--backend", "local", "-y", "--receipt"], signal)).toBe(0);
    expect(await readdir(folder)).toContain("clip.mp4.receipt.html");
  });
});

describe("R82 what comes from files", () => {
  it("cannot become markup: a name and a title that try", async () => {
    const folder = temporaryFolder();
    const attack = "<script>alert(1)<script>";
    const source = await makeClip(
      join(folder, `${attack}.mkv`),
      "-i",
      camera,
      "-c",
      "copy",
      "-metadata",
      `title=</pre>${attack}"'`,
    );
    const { receipt, html } = await readReceipt(await inProcess().convert(source, { receipt: true }));
    expect(receipt.source.info.tags["title"]).toContain("<script>");
    expect(html).not.toMatch(/<script/i);
    expect(html).toContain("&lt;script&gt;alert(1)&lt;script&gt;.mkv");
    expect(html).toContain("&lt;/pre&gt;&lt;script&gt;");
  });
});

describe("R82 a source without a path", () => {
  it("is told as far as it is known, and what is not is said", async () => {
    const folder = temporaryFolder();
    const bytes = new Uint8Array(await readFile(await mp4Clip(join(clips, "clip.mp4"), 1)));
    const output = join(folder, "out.mp4");
    const result = await inProcess().convert(new File([bytes], "talk.mp4"), { output, receipt: true });
    const { receipt, html } = await readReceipt(result);
    expect(receipt.source).not.toHaveProperty("sha256");
    expect(receipt.output.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(receipt.streams[0]).toMatchObject({ action: "copy", source: { codec: "h264" } });
    expect(receipt.streams[0]).not.toHaveProperty("identity");
    expect(cardText(html, "unmeasured")).toContain("no local file");
    expect(cardText(html, "frames")).toContain("no frame at hand");
    expect(html.match(/<img /g)).toHaveLength(3);
  });
});
