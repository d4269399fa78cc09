import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { findBinary } from "../../src/media/index.js";
import { proveCopies } from "../../src/workflows/receipt/prove-copies.js";
import { h264, makeClip, mp4Clip, picture, sharedFolder, tone } from "../support/clips.js";
import { inProcess } from "../support/converters.js";
import { cardText, readReceipt } from "../support/receipts.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const clips = sharedFolder();
let matroska: string;
let stream: string;
beforeAll(async () => {
  const what = [...picture("320x240", "25", 3), ...tone(3), ...h264, "-g", "25", "-c:a", "aac"];
  matroska = await makeClip(join(clips, "film.mkv"), ...what);
  stream = await makeClip(join(clips, "film.ts"), ...what);
});

const output = () => join(temporaryFolder(), "film.mp4");

describe("R82 a copied stream", { timeout: 60_000 }, () => {
  it("is proven identical by its packets, where both containers store them alike", async () => {
    const result = await inProcess().convert(matroska, { output: output(), receipt: true });
    const { receipt, html } = await readReceipt(result);
    expect(receipt.route).toBe("copy");
    expect(receipt.verdict).toEqual({ ok: true, reasons: [] });
    for (const { action, identity } of receipt.streams) {
      expect(action).toBe("copy");
      expect(identity).toMatchObject({ isIdentical: true, compared: "packets" });
      expect(identity!.sourceHash).toMatch(/^[0-9a-f]{32}$/);
      expect(identity!.resultHash).toBe(identity!.sourceHash);
    }
    expect(cardText(html, "streams")).toContain("✓ identical");
    // Nothing was encoded, so there is nothing to measure.
    expect(receipt.similarity).toBeUndefined();
    expect(receipt.unmeasured).toEqual([]);
  });

  it("is compared as decoded where the containers store it differently, and the receipt says so", async () => {
    const spec = { audio: { codec: "copy" as const }, video: { codec: "copy" as const } };
    // A transport stream does not say how long its sound is.
    const options = { output: output(), receipt: true, spec, verify: false };
    const { receipt } = await readReceipt(await inProcess().convert(stream, options));
    const [film, sound] = receipt.streams;
    expect(film!.identity).toMatchObject({ isIdentical: true, compared: "decoded" });
    expect(film!.identity!.method).toContain("different forms");
    expect(sound!.identity).toMatchObject({ isIdentical: true, compared: "packets" });
    expect(sound!.identity!.method).toContain("ADTS");
    expect(receipt.verdict.reasons).toEqual(["the result was not checked against its source"]);
  });

  it("that was cut is an unbroken run of the source's packets", async () => {
    const spec = {
      trim: { start: 1.3, end: 2.4 },
      video: { codec: "copy" as const },
      audio: { codec: "copy" as const },
    };
    const options = { output: output(), receipt: true, spec, verify: false };
    const { receipt } = await readReceipt(await inProcess().convert(matroska, options));
    expect(receipt.streams.map(({ identity }) => identity?.isIdentical)).toEqual([true, true]);
    expect(receipt.streams[1]!.identity!.method).toMatch(/packets \d+ to \d+ of the source's \d+/);
  });

  it("that is another one is found out", async () => {
    const other = await mp4Clip(join(clips, "other.mp4"), 3);
    const { path: ffmpeg } = await findBinary("ffmpeg");
    const end = { index: 0, codec: "h264", text: "" };
    const copy = { kind: "video" as const, source: end, result: end, action: "copy" as const, reason: "" };
    const proof = { source: matroska, output: other, format: "matroska,webm", isCut: false, ffmpeg };
    const [film] = await proveCopies([copy], proof);
    expect(film!.identity).toMatchObject({ isIdentical: false, compared: "decoded" });
  });
});

describe("R82 both files", { timeout: 60_000 }, () => {
  it("are told with sizes, hashes, frames, decode errors and the build", async () => {
    const source = join(temporaryFolder(), "film.mkv");
    await copyFile(matroska, source);
    const result = await inProcess().convert(source, { output: output(), receipt: true });
    const { receipt, html } = await readReceipt(result);
    for (const file of [receipt.source, receipt.output]) {
      expect(file.sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(file.decoding).toEqual({ frames: 75, errors: 0, messages: [] });
      expect(file.info.video[0]).toMatchObject({ codec: "h264", width: 320 });
    }
    expect(receipt.source.info.format).toContain("matroska");
    expect(receipt.output.bytes).toBe(result.bytes);
    expect(receipt.ffmpeg!.version).toMatch(/\d/);
    expect(receipt.arguments!.output).toEqual(result.arguments);
    expect(Math.abs(receipt.streams[0]!.durationDifference!)).toBeLessThan(0.1);
    const files = cardText(html, "files");
    expect(files).toContain(receipt.output.sha256);
    expect(files).toMatch(/Decode errors none none/);
    expect(cardText(html, "arguments")).toContain("ffmpeg");
    expect(cardText(html, "versions")).toContain(receipt.ffmpeg!.version);
  });

  it("are told with their decode errors", async () => {
    const { readFile, writeFile } = await import("node:fs/promises");
    const bytes = await readFile(matroska);
    // Damage in the middle of the picture's data; headers and index stay.
    for (let at = bytes.length / 2; at < bytes.length / 2 + 6000; at += 3) bytes[Math.floor(at)] = 0x5a;
    const source = join(temporaryFolder(), "damaged.mkv");
    await writeFile(source, bytes);
    const spec = { reencode: true };
    const options = { output: output(), receipt: true, verify: false, spec };
    const { receipt } = await readReceipt(await inProcess().convert(source, options));
    expect(receipt.source.decoding!.errors).toBeGreaterThan(0);
    expect(receipt.source.decoding!.messages[0]).not.toMatch(/@ 0x/);
    expect(receipt.output.decoding!.errors).toBe(0);
  });
});
