import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cameraAndFilm, makeClip, sharedFolder } from "../support/clips.js";
import { cloudConverter, cloudMakes } from "../support/cloud.js";
import { mockBackend } from "../support/mock-backend.js";
import { cardText, readReceipt } from "../support/receipts.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { ownToken } from "../support/test-transport.js";

const backend = mockBackend();
const clips = sharedFolder();
const { camera, film } = await cameraAndFilm(clips, 1);

describe("R82 a receipt of what the cloud made", () => {
  it("does not hold it against the cloud that it encoded what would have been copied here", async () => {
    cloudMakes(backend, film);
    const output = join(temporaryFolder(), "film.mp4");
    const { receipt, html } = await readReceipt(
      await cloudConverter().convert(camera, { output, receipt: true }),
    );
    expect(receipt.verdict).toEqual({ ok: true, reasons: [] });
    expect(receipt.streams[0]).toMatchObject({ action: "encode", reason: "the backend encoded it" });
    expect(receipt.streams[0]).not.toHaveProperty("identity");
    expect(receipt.similarity!.frames).toBeGreaterThan(0);
    expect(cardText(html, "arguments")).toContain("ffmpeg did not run here");
  });

  it("says without ffmpeg and ffprobe what it could not measure", async () => {
    cloudMakes(backend, film);
    const output = join(temporaryFolder(), "film.mp4");
    const nemo = cloudConverter({ ffmpegPath: "/nowhere/ffmpeg", ffprobePath: "/nowhere/ffprobe" });
    const { receipt, html } = await readReceipt(await nemo.convert(camera, { output, receipt: true }));
    expect(receipt.verdict.ok).toBe(false);
    expect(receipt.verdict.reasons).toEqual(["the result was not checked against its source"]);
    expect(receipt.source.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(receipt).not.toHaveProperty("ffmpeg");
    expect(cardText(html, "unmeasured")).toMatch(/no ffmpeg here.*no ffprobe here/);
    expect(html).not.toContain("<img");
  });

  it("never tells a token, not even one that stands in the file", async () => {
    cloudMakes(backend, film);
    const others = `nmv_anon_${"a".repeat(20)}`;
    const title = `title=${ownToken} ${others}`;
    const source = await makeClip(join(clips, "titled.mkv"), "-i", film, "-c", "copy", "-metadata", title);
    const output = join(temporaryFolder(), "film.mp4");
    const result = await cloudConverter().convert(source, { output, receipt: true });
    const { receipt, html } = await readReceipt(result);
    for (const text of [html, JSON.stringify(receipt)]) {
      expect(text).not.toContain(ownToken);
      expect(text).not.toContain(others);
      expect(text).toContain("[redacted]");
    }
  });
});
