import { describe, expect, it } from "vitest";
import {
  judge,
  momentsAt,
  type Receipt,
  receiptPage,
  type Timeline,
  whyNotComparable,
  windowsOf,
} from "../../src/conversion/index.js";
import { shellQuote } from "../../src/conversion/receipt/shell-quote.js";
import { source as sampleSource } from "../unit/conversion/sample-source.js";
import { cardText } from "../support/receipts.js";

const attack = `<script>alert(1)</script>"'&`;
const info = { ...sampleSource(), tags: { title: attack, [attack]: attack } };

function receiptWith(changes: Partial<Receipt> = {}): Receipt {
  return {
    version: 1,
    createdAt: "2026-01-02T03:04:05.678Z",
    software: { name: "nemo-converter", version: "1.2.3" },
    verdict: { ok: true, reasons: [] },
    route: "partial",
    spec: {},
    source: { name: "a.mov", bytes: 2_000_000, info },
    output: { name: "a.mp4", bytes: 500_000, info },
    streams: [],
    losses: [],
    sidecars: [],
    warnings: [],
    verification: {
      ok: true,
      level: "quick",
      checks: [{ name: "it plays", expected: 1, actual: 1, ok: true }],
    },
    unmeasured: [],
    ...changes,
  };
}

describe("R82 the page", () => {
  it("says first whether the result is verified, how it was made and what it saves", () => {
    const page = receiptPage(receiptWith(), []);
    expect(cardText(page, "verdict")).toBe(
      "✓ Verified Conversion receipt a.mov → a.mp4 Route Partly copied some streams were encoded Saved 1.50 MB 75.0 % smaller Size 500.0 kB was 2.00 MB Checks 1 of 1 held checked at both ends",
    );
    expect(page.indexOf('id="verdict"')).toBeLessThan(page.indexOf('id="streams"'));
  });

  it("says what speaks against it", () => {
    const verdict = { ok: false, reasons: ['the check "size" failed'] };
    const text = cardText(receiptPage(receiptWith({ verdict }), []), "verdict");
    expect(text).toContain("✗ Not verified");
    expect(text).toContain("The check &quot;size&quot; failed.");
  });

  it("says that a result grew", () => {
    const output = { name: "a.mp4", bytes: 3_000_000, info };
    expect(cardText(receiptPage(receiptWith({ output }), []), "verdict")).toContain(
      "Added 1.00 MB 50.0 % larger",
    );
  });

  it("escapes whatever came out of files", () => {
    const stream = { index: 0, codec: attack, text: attack };
    const page = receiptPage(
      receiptWith({
        source: { name: `${attack}.mov`, info, decoding: { errors: 1, messages: [attack] } },
        output: { name: `${attack}.mp4`, info },
        streams: [{ kind: "video", action: "copy", reason: attack, source: stream, result: stream }],
        losses: [{ kind: attack, message: attack, sidecar: attack }],
        warnings: [attack],
        unmeasured: [attack],
        verification: {
          ok: false,
          level: "full",
          checks: [{ name: attack, expected: attack, actual: { a: attack }, ok: false }],
        },
        arguments: { input: [], output: ["-metadata", `title=${attack}`] },
        ffmpeg: { version: attack },
      }),
      [{ time: 1, before: `"><script>alert(2)</script>` }],
    );
    expect(page).not.toMatch(/<script/i);
    expect(page).not.toMatch(/<img[^>]*"[^>=]*<|onerror/);
    expect(page.split("&lt;script&gt;alert(1)&lt;/script&gt;").length).toBeGreaterThan(12);
  });

  it("needs nothing but itself", () => {
    const page = receiptPage(receiptWith(), [
      { time: 0, before: "data:image/jpeg;base64,AAAA", after: "data:image/jpeg;base64,AAAA" },
    ]);
    expect(page).not.toMatch(/https?:|src="(?!data:)|<link|<script|@import|url\(/);
    expect(page).toContain("default-src &#39;none&#39;; img-src data:");
    expect(page).toContain("prefers-color-scheme: dark");
    expect(page).toContain('name="viewport"');
  });

  it("shows the call of ffmpeg as a shell takes it", () => {
    expect(shellQuote(["-vf", "scale=1:2,format=a", "it's", "a b", "$(rm)", ""])).toBe(
      `-vf scale=1:2,format=a 'it'\\''s' 'a b' '$(rm)' ''`,
    );
  });
});

describe("R82 the verdict", () => {
  const end = { index: 0, codec: "h264", text: "" };
  const stream = { kind: "video" as const, action: "copy" as const, reason: "", source: end, result: end };

  it("is no where nothing was checked, a check failed, a copy differs or errors came in", () => {
    const identity = { isIdentical: false, compared: "decoded" as const, method: "" };
    const { source, output } = receiptWith();
    expect(judge(receiptWith({ verification: { ok: true, level: "none", checks: [] } })).ok).toBe(false);
    expect(judge(receiptWith({ streams: [{ ...stream, identity }] })).reasons).toEqual([
      "the video stream 0 was copied and is not the source's",
    ]);
    const broken = { ...output, decoding: { errors: 2, messages: [] } };
    expect(judge(receiptWith({ output: broken })).ok).toBe(false);
    expect(judge(receiptWith({ output: broken, source: { ...source, decoding: broken.decoding } })).ok).toBe(
      true,
    );
  });
});

describe("R82 what is compared", () => {
  const timeline: Timeline = {
    frameRate: "25",
    duration: 10,
    fileStart: 0,
    pictureStart: 0.2,
    trimStart: 3,
    delay: 0,
    sourceFormat: "mpegts",
  };

  it("is the same frame in both files, met half a frame early", () => {
    const [moment] = momentsAt([0.5], timeline);
    expect(moment!.time).toBeCloseTo(0.2 + 125 / 25, 6);
    expect(moment!.resultSeek).toBeCloseTo(moment!.time - 0.02, 6);
    expect(moment!.sourceSeek).toBeCloseTo(moment!.resultSeek + 3, 6);
    expect(moment!.sourcePreroll).toBe(5);
    expect(momentsAt([0.5], { ...timeline, sourceFormat: "matroska,webm" })[0]!.sourcePreroll).toBe(0);
  });

  it("lies inside of the film, however short", () => {
    for (const duration of [0, 0.04, 0.1, 1, 5, 100]) {
      const { moments, frames } = windowsOf({ ...timeline, duration });
      expect(frames).toBeGreaterThan(0);
      for (const { time } of moments)
        expect(time - 0.2 + frames / 25).toBeLessThanOrEqual(Math.max(duration, 0.04) + 1e-9);
    }
  });

  it("is not a picture that is meant to differ", () => {
    const video = sampleSource().video[0]!;
    expect(whyNotComparable(video, video, "scale=2:2", {})).toBeUndefined();
    expect(whyNotComparable({ ...video, hdr: "hdr10" }, video, "", {})).toContain("HDR");
    expect(
      whyNotComparable({ ...video, fieldOrder: "tt" }, { ...video, fieldOrder: "progressive" }, "", {}),
    ).toContain("deinterlaced");
    expect(whyNotComparable(video, video, "", { subtitles: "burn" })).toContain("burnt");
  });
});
