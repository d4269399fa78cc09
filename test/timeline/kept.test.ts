import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { ExportResult } from "../../src/index.js";
import { ffprobeJson, makeClip, type ProbedFile, sharedFolder } from "../support/clips.js";
import { inProcess } from "../support/converters.js";
import { richClip, timecodeOf } from "../support/rich-clip.js";
import { levelOf, lumas } from "../support/timeline.js";

const folder = sharedFolder();
let rich: string;
beforeAll(async () => {
  rich = await richClip(folder, "rich.mkv");
});

async function edited(...wishes: string[]): Promise<ExportResult & { path: string }> {
  const nemo = inProcess();
  for (const [turn, wish] of wishes.entries()) {
    const { outcome } = await nemo.ask(wish, turn === 0 ? { files: [rich] } : {});
    expect(outcome).toBe("applied");
  }
  const path = join(folder, `${crypto.randomUUID()}.mp4`);
  return { ...(await nemo.export({ output: path })), path };
}

/** Kinds and languages, in the order of the file. */
async function tracksOf(path: string): Promise<string[]> {
  const { streams } = await ffprobeJson(path);
  return streams
    .filter(({ codec_tag_string }) => !["tmcd", "text"].includes(String(codec_tag_string)))
    .map(({ codec_type, tags }) => `${codec_type} ${(tags as { language: string }).language}`);
}

describe("R61 both ends of a film", () => {
  it.each([
    ["remove the first 2 s and the last 3 s", "applied", "Done. Trimmed; the film is"],
    ["去掉前2秒和最后3秒", "applied", "已完成。"],
    ["remove the first 2 seconds but keep the sound", "not-applied", "A cut takes the sound along"],
  ])("%s", async (wish, outcome, words) => {
    const said = await inProcess().ask(wish, { files: [rich] });
    expect(said).toMatchObject({ outcome, text: expect.stringContaining(words) as string });
    if (outcome === "applied") expect(said.text).toContain("1.0");
  });
});

describe("R47 what an edit keeps of its source", () => {
  it.each([
    ["a cut at the beginning", ["trim the first 2.5 seconds"], 35],
    [
      "a cut at both ends, turned",
      ["trim the first 2.5 seconds", "keep the first 3 seconds", "rotate 180 degrees"],
      30,
    ],
  ])("is all that a conversion keeps: %s", async (_what, wishes, frames) => {
    const { path, losses } = await edited(...wishes);
    expect(losses?.map(({ kind }) => kind)).toEqual(["attachment"]);
    expect(await tracksOf(path)).toEqual(["video und", "audio eng", "audio fre", "subtitle eng"]);
    expect(await timecodeOf(path)).toMatch(/^01:00:02:0*5$/);
    const { chapters, format } = (await ffprobeJson(path, "-show_chapters")) as ProbedFile & {
      chapters: unknown;
    };
    expect(chapters).toMatchObject([
      { start_time: "0.000000", tags: { title: "Part 1" } },
      { start_time: "1.500000", tags: { title: "Part 2" } },
    ]);
    expect(format).toMatchObject({ tags: { title: "The film" } });
    const greys = await lumas(path);
    expect(greys).toHaveLength(frames);
    for (const [frame, grey] of greys.entries()) expect(grey).toBeCloseTo(16 + 4 * (frame + 25), -0.6);
  });

  it("is every sound track, of several cuts with a title, at another speed", async () => {
    const { path, losses } = await edited("cut out 1s to 3s, 2x speed", "add the title 'Hello'");
    expect(losses?.map(({ kind }) => kind)).not.toContain("audio-track");
    expect(await tracksOf(path)).toEqual(["video und", "audio eng", "audio fre"]);
    expect(await timecodeOf(path)).toMatch(/^01:00:00:0+$/);
    const second = join(folder, "second.mka");
    await makeClip(second, "-i", path, "-map", "0:a:1", "-c", "copy");
    expect(await levelOf(path, 440, 0.2, 1.8)).toBeGreaterThan(-26);
    expect(await levelOf(second, 440, 0.2, 1.8)).toBeLessThan(-50);
    expect(await levelOf(second, 1000, 0.2, 1.8)).toBeGreaterThan(-26);
  });
});
