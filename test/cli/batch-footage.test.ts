import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { breakInTwo, kinds, makeFootage, makeText } from "../batch/footage.js";
import { browser, openPage } from "../support/browser.js";
import { ffprobeJson, streamOfType } from "../support/clips.js";
import { jsonLines, nemo } from "../support/command-line.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const sentence = "Convert all MKV files in ./footage to MP4 using H.264 with a bitrate of 4000k";
const seen = browser === undefined ? " (not seen in a browser: no Chromium is installed)" : "";

describe("R51 the sentence of the mission", () => {
  it(
    `converts 40 MKV files of 6 kinds, two of them broken, and reports on a page${seen}`,
    { timeout: 300_000 },
    async () => {
      const cwd = temporaryFolder();
      const footage = join(cwd, "footage");
      const broken = ["day2/h264-6.mkv", "day2/note.mkv"];
      for (const [index, kind] of kinds.entries()) {
        const count = index < 3 ? 7 : 6;
        const names = Array.from({ length: count }, (_, n) => `day${1 + (n % 2)}/${kind.name}-${n}`);
        await makeFootage(footage, kind, kind.name === "h264" ? [...names, "day2/h264-6"].slice(1) : names);
      }
      await breakInTwo(join(footage, broken[0]!));
      await makeText(join(footage, broken[1]!));
      // What was not named is left alone.
      await makeText(join(footage, "day1/list.txt"));
      const sources = (await readdir(footage, { recursive: true })).filter((name) => name.endsWith(".mkv"));
      expect(sources).toHaveLength(40);

      const { code, out } = await nemo(["batch", sentence, "--report", "--json"], { cwd });
      const lines = jsonLines(out);
      const summary = lines.at(-1) as { reportPath: string; failed: { input: string; error: object }[] };
      expect(summary).toMatchObject({ type: "summary", total: 40, done: 38, skipped: 0 });
      expect(code).toBe(1);
      expect(summary.failed.map(({ input }) => input.slice(footage.length + 1)).toSorted()).toEqual(broken);
      for (const { error } of summary.failed) {
        expect(error).toMatchObject({
          code: expect.stringMatching(/^(?:source-damaged|not-media)$/) as string,
        });
        expect(error).toMatchObject({ action: { message: expect.stringMatching(/\w+ .*\.$/) as string } });
      }
      const done = lines.filter(({ type }) => type === "file-done");
      expect(done).toHaveLength(38);
      for (const line of done) expect(line).toMatchObject({ verification: { ok: true, level: "quick" } });
      // One of each kind went first.
      expect(lines.filter(({ type }) => type === "canary-passed")).toHaveLength(kinds.length);

      const results = (await readdir(footage, { recursive: true })).filter((name) => name.endsWith(".mp4"));
      const expected = sources.filter((name) => !broken.includes(name));
      expect(results.toSorted()).toEqual(expected.map((name) => name.replace(/mkv$/, "mp4")).toSorted());
      const film = await ffprobeJson(join(footage, "day1/screen-0.mp4"));
      expect(streamOfType(film, "video").codec_name).toBe("h264");
      expect(film.streams.map(({ codec_type }) => codec_type)).toEqual(["video", "audio"]);

      expect(summary.reportPath).toBe(join(footage, "nemo-report.html"));
      await lookAt(summary.reportPath, broken);
    },
  );
});

/** The page as a browser builds it, or as it was written where there is none. */
async function lookAt(page: string, broken: readonly string[]): Promise<void> {
  const profile = temporaryFolder();
  await mkdir(join(profile, "profile"));
  const html = browser ? await openPage(page, profile, "--dump-dom") : await readFile(page, "utf8");
  expect(html).toContain("2 of 40 failed");
  expect(html).toContain(sentence);
  expect(html.match(/<tr class="done/g)).toHaveLength(38);
  expect(html.match(/alt="Source"/g)).toHaveLength(38);
  expect(html.match(/alt="Result"/g)).toHaveLength(38);
  for (const name of broken) expect(html).toContain(name);
}
