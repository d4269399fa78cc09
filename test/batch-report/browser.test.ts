import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { BatchReportFile } from "../../src/conversion/index.js";
import { findBinary, probe, thumbnail } from "../../src/media/index.js";
import { Redactor } from "../../src/errors/index.js";
import { writeReport } from "../../src/workflows/batch/write-report.js";
import { browser, openPage } from "../support/browser.js";
import { mp4Clip } from "../support/clips.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import {
  doneFile,
  failedFile,
  reportOf,
  skippedFile,
} from "../unit/conversion/batch-report/sample-report.js";

// What a reader's eyes would tell: the page itself runs no scripts, so the test's copy of it is allowed this one.
const probeScript = `<script>
const errors = [];
addEventListener("error", ({ message }) => errors.push(message));
addEventListener("load", () => {
  const order = () => [...document.querySelectorAll("#files tbody tr")]
    .filter((row) => row.offsetParent !== null)
    .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
    .map((row) => row.querySelector("bdi").textContent);
  const choose = (id) => { document.getElementById(id).click(); return order(); };
  parent.postMessage({
    width: innerWidth,
    isTooWide: document.documentElement.scrollWidth > innerWidth,
    pictures: [...document.images].map(({ complete, naturalWidth }) => complete && naturalWidth),
    seal: document.querySelector(".seal").innerText,
    bars: [...document.querySelectorAll("#sizes rect.after")].every((bar) => bar.getBoundingClientRect().width > 1),
    given: order(), name: choose("sort-name"), size: choose("sort-size"), failed: choose("show-failed"), errors,
  }, "*");
});
</script>`;

/** Windows are never as narrow as telephones; frames are. */
const framed = (width: number) => `<script>
addEventListener("message", ({ data }) => { document.body.dataset.seen = JSON.stringify(data); });
</script><iframe src="with-probe.html" width="${width}" height="1200" style="border:0"></iframe>`;

interface Seen extends Record<"given" | "name" | "size" | "failed" | "errors", string[]> {
  width: number;
  isTooWide: boolean;
  pictures: (false | number)[];
  seal: string;
  bars: boolean;
}

it.skipIf(browser === undefined)(
  `R51 the page of a batch in a browser fits, shows its pictures, sorts and chooses${browser === undefined ? " (skipped: no Chromium is installed)" : ""}`,
  async () => {
    const folder = temporaryFolder();
    const clip = await mp4Clip(join(folder, "clip.mp4"), 1);
    const { path: ffmpeg } = await findBinary("ffmpeg");
    const jpeg = await thumbnail(clip, await probe(clip), { ffmpeg });
    const uri = `data:image/jpeg;base64,${jpeg!.toString("base64")}`;
    const longName = `z ${"long-name-".repeat(20)}.mov`;
    const files: BatchReportFile[] = [
      doneFile({
        name: longName,
        bytesBefore: 3e6,
        output: longName,
        thumbnailBefore: uri,
        thumbnailAfter: uri,
      }),
      failedFile({ message: "no".repeat(200) }, "b.avi"),
      skippedFile({ name: "c.mp4", thumbnailBefore: uri }),
      doneFile({ name: "a.mov", bytesBefore: 9e6, warnings: ["warned".repeat(60)], thumbnailBefore: uri }),
    ];
    const { html } = await writeReport(reportOf(files), { folder, redactor: new Redactor() });
    const copy = join(folder, "with-probe.html");
    const page = await readFile(html, "utf8");
    const unguarded = page.replace(/<meta[^>]*Content-Security-Policy[^>]*>/, "");
    await writeFile(copy, unguarded.replace("</body>", `${probeScript}</body>`));
    for (const width of [1280, 400]) {
      const outer = join(folder, `at-${width}.html`);
      await writeFile(outer, framed(width));
      const flags = ["--window-size=1400,1300", "--virtual-time-budget=10000", "--dump-dom"];
      const dom = await openPage(outer, folder, ...flags);
      const seen = JSON.parse(/data-seen="([^"]*)"/.exec(dom)![1]!.replaceAll("&quot;", '"')) as Seen;
      expect(seen).toEqual({
        ...{ width, isTooWide: false, pictures: [160, 160, 160, 160], seal: "✗ 1 of 4 failed", bars: true },
        given: [longName, "b.avi", "c.mp4", "a.mov"],
        name: ["a.mov", "b.avi", "c.mp4", longName],
        size: ["a.mov", longName, "b.avi", "c.mp4"],
        failed: ["b.avi"],
        errors: [],
      });
    }
    const picture = join(folder, "page.png");
    await openPage(html, folder, "--window-size=1280,1600", `--screenshot=${picture}`);
    expect((await stat(picture)).size).toBeGreaterThan(20_000);
  },
  120_000,
);
