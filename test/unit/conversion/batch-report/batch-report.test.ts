import { describe, expect, it } from "vitest";
import { batchReport, batchReportJson, mostThumbnails } from "../../../../src/conversion/index.js";
import { cardText } from "../../../support/receipts.js";
import { doneFile, failedFile, reportOf, skippedFile } from "./sample-report.js";

const attack = `<script>alert(1)</script>"'&`;
const jpeg = "data:image/jpeg;base64,AAAA";

/** The files in the order in which the chosen sorting puts them. */
function orderBy(page: string, key: string): string[] {
  const rows = [...page.matchAll(new RegExp(`<tr[^>]*--${key}:(\\d+)[\\s\\S]*?<bdi>([^<]*)</bdi>`, "g"))];
  return rows.sort((a, b) => Number(a[1]) - Number(b[1])).map((row) => row[2]!);
}

describe("R51 the page of a batch", () => {
  it("says first what became of all files, what was saved and how long it took", () => {
    const files = [doneFile(), doneFile({ name: "d.mov", route: "copy" }), skippedFile(), failedFile()];
    const page = batchReport(reportOf(files, { request: "Convert all of it" }));
    expect(cardText(page, "summary")).toBe(
      "✗ 1 of 4 failed Batch report Convert all of it Files 2 of 4 done, 1 skipped, 1 failed " +
        "Saved 3.00 MB 75.0 % smaller Size 1.00 MB was 4.00 MB Verified 2 of 2 results compared with their sources " +
        "Time 1 min 5 s 33 s for each done file 1 copied 1 encoded 1 skipped 1 failed " +
        "1 copied 1 encoded 1 skipped 1 failed",
    );
  });

  it.each([
    ["✓ All verified", reportOf([doneFile()])],
    [
      "✗ 1 of 2 not verified",
      reportOf([doneFile(), doneFile({ verification: { ok: true, level: "none", failed: [] } })]),
    ],
    ["✓ Nothing was left to do", reportOf([skippedFile()])],
    ["There were no files", reportOf([])],
    ["✗ Ended early", reportOf([doneFile()], { stopped: "The credits are used up." })],
  ])("has the verdict %s", (seal, report) => {
    expect(cardText(batchReport(report), "summary").startsWith(seal)).toBe(true);
  });

  it("has a row for each file: size, saving, how it was made and whether it is right", () => {
    const files = [
      doneFile({
        losses: ["No chapters."],
        warnings: ["It is long."],
        output: "out/a.mp4",
        receipt: "out/a.receipt.html",
      }),
      doneFile({
        name: "bad.mov",
        bytesAfter: 3_000_000,
        route: "partial",
        verification: { ok: false, level: "full", failed: ["duration"] },
      }),
      skippedFile({ bytesBefore: 5000, bytesAfter: 2000 }),
    ];
    expect(cardText(batchReport(reportOf(files)), "files")).toMatch(
      new RegExp(
        "a.mov out/a.mp4 receipt 2 notes No chapters. It is long. 2.00 MB → 500.0 kB 75.0 % smaller ✓ verified encoded 4.0 s " +
          "bad.mov Checks that failed: duration 2.00 MB → 3.00 MB 50.0 % larger ✗ not verified partly copied 4.0 s " +
          "c.mp4 It was done before. 5.00 kB → 2.00 kB 60.0 % smaller skipped —$",
      ),
    );
  });

  it("puts failures with the same remedy together, and links to help on the web only", () => {
    const action = { message: "Get more.", url: "https://example.com/more" };
    const page = batchReport(
      reportOf([
        failedFile({}, "1.avi"),
        failedFile({ code: "insufficient-credits", action }, "2.avi"),
        failedFile(
          { code: "backend-error", action: { message: "Ask.", url: "javascript:alert(1)" } },
          "3.avi",
        ),
        failedFile({}, "4.avi"),
      ]),
    );
    expect(cardText(page, "failures")).toBe(
      "What failed, and what to do 2 × not-media Check what it is. 1.avi 1.avi is no video. 4.avi 4.avi is no video. " +
        "1 × insufficient-credits Get more. https://example.com/more 2.avi 2.avi is no video. " +
        "1 × backend-error Ask. 3.avi 3.avi is no video.",
    );
    expect(page.match(/href="[^"]*"/g)).toEqual(['href="https://example.com/more"']);
  });

  it("shows pictures of both, of the first few hundred files", () => {
    const files = Array.from({ length: mostThumbnails + 5 }, (_, at) =>
      doneFile({ name: `${at}.mov`, thumbnailBefore: jpeg, thumbnailAfter: jpeg }),
    );
    const page = batchReport(reportOf(files));
    expect(page.match(/<img /g)).toHaveLength(mostThumbnails * 2);
    expect(cardText(page, "files")).toContain(`Pictures are shown for the first ${mostThumbnails} files`);
    expect(batchReport(reportOf([doneFile()]))).not.toContain("<img");
  });

  it("sorts by style alone: every row knows its place in every order", () => {
    const page = batchReport(
      reportOf([
        doneFile({ name: "part 10", bytesBefore: 10, bytesAfter: 9, elapsedMs: 3 }),
        failedFile({}, "part 2"),
        doneFile({ name: "part 1", bytesBefore: 9000, bytesAfter: 9500, elapsedMs: 500 }),
        skippedFile({ name: "part 3" }),
      ]),
    );
    expect(orderBy(page, "name")).toEqual(["part 1", "part 2", "part 3", "part 10"]);
    expect(orderBy(page, "outcome")).toEqual(["part 2", "part 10", "part 1", "part 3"]);
    expect(orderBy(page, "size")).toEqual(["part 1", "part 2", "part 10", "part 3"]);
    expect(orderBy(page, "time")).toEqual(["part 1", "part 2", "part 10", "part 3"]);
    expect(orderBy(page, "saved").slice(0, 2)).toEqual(["part 10", "part 1"]);
  });

  it("charts the largest and the slowest, and says how many they are of", () => {
    const files = Array.from({ length: 30 }, (_, at) =>
      doneFile({
        name: `${at}.mov`,
        bytesBefore: 1000 * (at + 1),
        bytesAfter: 500,
        elapsedMs: 1000 * (30 - at),
      }),
    );
    const page = batchReport(reportOf(files));
    expect(cardText(page, "sizes")).toMatch(
      /the 12 largest of 30 before after 29.mov 30.0 kB → 500 B, 98.3 % smaller 28.mov/,
    );
    expect(cardText(page, "times")).toMatch(/the 12 slowest of 30 encoded 0.mov 30 s 1.mov 29 s/);
    expect(batchReport(reportOf([doneFile()]))).not.toContain('id="sizes"');
  });

  it("lists ten thousand files, and says where the others are", () => {
    const page = batchReport(reportOf(Array.from({ length: 10_050 }, () => doneFile())));
    expect(page.match(/<th scope="row">/g)).toHaveLength(10_000);
    expect(cardText(page, "files").slice(0, 100)).toContain("The first 10000 of 10050 files are listed");
  });

  it("escapes whatever came from outside, and spells out what turns the direction of text", () => {
    const name = `${attack}\u202egpj.mp4\u001b`;
    const page = batchReport(
      reportOf(
        [
          doneFile({
            ...{ name, output: name, receipt: name, losses: [name], warnings: [name] },
            ...{ thumbnailBefore: `"><script>alert(2)</script>`, thumbnailAfter: jpeg },
            verification: { ok: false, level: "full", failed: [attack] },
          }),
          doneFile({ name, output: "javascript:alert(1).mp4" }),
          failedFile(
            { code: attack, message: name, action: { message: attack, url: `https://x/"${attack}` } },
            name,
          ),
          skippedFile({ name, reason: name }),
        ],
        { request: name, stopped: name, software: { name: attack, version: attack } },
      ),
    );
    expect(page).not.toMatch(/<script/i);
    expect(page).not.toContain("\u202e");
    expect(page).toContain("⟨U+202E⟩gpj.mp4⟨U+001B⟩");
    expect(page).toContain('href="./javascript%3Aalert(1).mp4"');
    expect(page.split("&lt;script&gt;alert(1)&lt;/script&gt;").length).toBeGreaterThan(15);
  });

  it("needs nothing but itself", () => {
    const page = batchReport(
      reportOf([
        doneFile({ thumbnailBefore: jpeg, thumbnailAfter: jpeg }),
        doneFile(),
        skippedFile(),
        failedFile(),
      ]),
    );
    expect(page).not.toMatch(/https?:|src="(?!data:)|<link|<script|@import|url\(/);
    expect(page).toContain("default-src &#39;none&#39;; img-src data:");
    for (const rule of ["prefers-color-scheme: dark", "@media print", "max-width: 40rem"])
      expect(page).toContain(rule);
  });
});

describe("R51 the JSON of a batch", () => {
  it("holds totals and files without the pictures", () => {
    const files = [
      doneFile({ thumbnailBefore: jpeg, thumbnailAfter: jpeg }),
      doneFile({ bytesBefore: undefined, route: "partial" }),
      skippedFile({ thumbnailBefore: jpeg }),
      failedFile(),
    ];
    const json = batchReportJson(reportOf(files, { request: "all" }));
    expect(json).toMatchObject({
      kind: "nemo-converter batch report",
      version: 1,
      request: "all",
      elapsedMs: 65_000,
    });
    expect(json.totals).toEqual({
      ...{ files: 4, done: 2, skipped: 1, failed: 1, verified: 2 },
      ...{ copied: 0, partlyCopied: 1, encoded: 1 },
      ...{ bytesBefore: 2_000_000, bytesAfter: 500_000, elapsedMs: 65_000 },
    });
    expect(JSON.stringify(json)).not.toContain("data:");
    expect(json.files[3]).toEqual(failedFile());
    expect(files[0]).toHaveProperty("thumbnailAfter", jpeg);
  });
});
