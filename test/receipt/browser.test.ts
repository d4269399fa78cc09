import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { browser, openPage } from "../support/browser.js";
import { cameraClip } from "../support/clips.js";
import { inProcess } from "../support/converters.js";
import { readReceipt } from "../support/receipts.js";
import { temporaryFolder } from "../support/temporary-folder.js";

// What a reader's eyes would tell: the page itself runs no scripts, so the test's copy of it is allowed one.
const probe = `<script>
addEventListener("load", () => {
  const box = (each) => each.getBoundingClientRect();
  document.body.dataset.seen = JSON.stringify({
    frames: [...document.images].map(({ naturalWidth, naturalHeight }) => [naturalWidth, naturalHeight]),
    verdict: document.querySelector(".seal").innerText,
    rows: document.querySelectorAll("#streams tbody tr").length,
    color: getComputedStyle(document.querySelector(".card")).backgroundColor,
    isTooWide: document.documentElement.scrollWidth > innerWidth,
    beside: box(document.images[0]).top === box(document.images[1]).top,
  });
});
</script>`;

interface Seen {
  frames: [number, number][];
  verdict: string;
  rows: number;
  color: string;
  isTooWide: boolean;
  beside: boolean;
}

it.skipIf(browser === undefined)(
  `R82 the page in a browser shows frames, table and verdict${browser === undefined ? " (skipped: no Chromium is installed)" : ""}`,
  async () => {
    const folder = temporaryFolder();
    const source = await cameraClip(join(folder, `camera ${"long-name-".repeat(8)}.mov`), 1);
    const result = await inProcess().convert(source, { output: join(folder, "out.mp4"), receipt: true });
    const { html } = await readReceipt(result);
    const copy = join(folder, "with-probe.html");
    const unguarded = html
      .replace(/<meta[^>]*Content-Security-Policy[^>]*>/, "")
      .replace("</body>", `${probe}</body>`);
    await writeFile(copy, unguarded);
    const seenAt = async (width: number) => {
      const dom = await openPage(copy, folder, `--window-size=${width},1200`, "--dump-dom");
      const seen = /data-seen="([^"]*)"/.exec(dom)![1]!;
      return JSON.parse(seen.replaceAll("&quot;", '"')) as Seen;
    };
    for (const width of [1100, 500]) {
      const seen = await seenAt(width);
      expect(seen.frames).toEqual(Array.from({ length: 6 }, () => [640, 360]));
      expect(seen).toMatchObject({ verdict: "✓ Verified", rows: 2, isTooWide: false, beside: true });
    }
    const picture = join(folder, "page.png");
    await openPage(result.receiptPath!, folder, "--window-size=1100,2000", `--screenshot=${picture}`);
    expect((await stat(picture)).size).toBeGreaterThan(20_000);
  },
  120_000,
);
