import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cutCues, type ConversionSpec } from "../../src/conversion/index.js";
import { makeClip } from "../support/clips.js";
import { inProcess } from "../support/converters.js";
import { lavfi, workshop, x264 } from "../support/convert-clip.js";
import { ffprobeLines } from "../support/look.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const { folder, clip, convert } = workshop();

const cues = [
  ["A", 1, 2],
  ["B", 3, 5],
  ["C", 6, 7],
  ["D", 9, 10],
] as const;

/** Twelve seconds with a keyframe each second, and four cues. */
async function film(name: string, ...options: string[]): Promise<string> {
  const time = (seconds: number) => `00:00:${String(seconds).padStart(2, "0")},000`;
  const text = join(folder, `${name}.srt`);
  const blocks = cues.map(([said, from, to], at) => `${at + 1}\n${time(from)} --> ${time(to)}\n${said}\n`);
  await writeFile(text, blocks.join("\n"));
  return clip(
    name,
    ...lavfi("testsrc2=size=160x120:rate=25:duration=12"),
    ...[...lavfi("sine=frequency=440:duration=12"), "-i", text],
    ...["-map", "0", "-map", "1", "-map", "2", ...x264, "-g", "25", "-c:a", "pcm_s16le", ...options],
  );
}

/** What is shown and from when to when, in tenths of a second. MP4 has empty cues in between. */
async function shownIn(path: string): Promise<[string, number, number][]> {
  const srt = await makeClip(`${path}.srt`, "-i", path, "-map", "0:s:0");
  const blocks = (await readFile(srt, "utf8")).trim().split(/\n\n+/);
  return blocks.map((block) => {
    const [, times = "", ...said] = block.split("\n");
    const [from, to] = times.split(" --> ").map((time) => {
      const [hours, minutes, seconds] = time.replace(",", ".").split(":").map(Number);
      return Math.round((hours! * 3600 + minutes! * 60 + seconds!) * 10);
    });
    return [said.join("").replace(/<[^>]*>/g, ""), from!, to!];
  });
}

describe("E42 R49 subtitles of a part of a film", () => {
  it.each<[string, ConversionSpec["trim"], [string, number, number][]]>([
    [
      "begins in one",
      { start: 4, end: 8 },
      [
        ["B", 0, 10],
        ["C", 20, 30],
      ],
    ],
    [
      "begins in one and goes on to the end",
      { start: 4 },
      [
        ["B", 0, 10],
        ["C", 20, 30],
        ["D", 50, 60],
      ],
    ],
    [
      "ends in one",
      { start: 2.4, end: 6.4 },
      [
        ["B", 6, 26],
        ["C", 36, 40],
      ],
    ],
    ["lies within one", { start: 3.2, end: 4.2 }, [["B", 0, 10]]],
    [
      "begins between them",
      { start: 5.6, end: 9.2 },
      [
        ["C", 4, 14],
        ["D", 34, 36],
      ],
    ],
  ])("which %s", async (_where, trim, wanted) => {
    for (const name of ["film.mkv", "film.mov"]) {
      const codec = name.endsWith("mkv") ? "srt" : "mov_text";
      const source = await film(name, "-c:s", codec);
      for (const video of [{ preset: "ultrafast" }, { codec: "copy" as const }]) {
        const { path, result } = await convert(source, { spec: { trim, video } });
        expect(await shownIn(path)).toEqual(wanted);
        expect(result.verification.checks.filter(({ ok }) => !ok)).toEqual([]);
      }
    }
  });

  it("which has none keeps an empty track", async () => {
    const source = await film("film.mkv", "-c:s", "srt");
    const { path, result } = await convert(source, { spec: { trim: { start: 7.4, end: 8.6 } } });
    const packets = await ffprobeLines(path, "-select_streams", "s", "-show_entries", "packet=size");
    expect(packets.filter((size) => Number.parseInt(size) > 2)).toEqual([]);
    expect(result.output.subtitles).toHaveLength(1);
  });

  it("of several tracks keep their languages and which is forced", async () => {
    const one = await film("film.mkv", "-c:s", "srt");
    const source = await clip(
      "tracks.mkv",
      ...["-i", one, "-map", "0", "-map", "0:s", "-c", "copy"],
      ...["-metadata:s:s:0", "language=eng", "-metadata:s:s:1", "language=deu"],
      ...["-disposition:s:0", "default", "-disposition:s:1", "forced"],
    );
    const { result } = await convert(source, { spec: { trim: { start: 4, end: 8 } } });
    const tracks = result.output.subtitles.map(({ language }) => language);
    expect(tracks.map((language) => language?.replace("ger", "deu"))).toEqual(["eng", "deu"]);
  });

  it("are cut in variants, too, and nothing is left beside them", async () => {
    const source = await film("film.mkv", "-c:s", "srt");
    const place = temporaryFolder();
    const trim = { start: 4, end: 8 };
    const results = await inProcess().variants(
      source,
      {
        small: { trim, video: { width: 80, preset: "ultrafast" } },
        shorter: { trim: { start: 4, end: 5 }, video: { width: 96, preset: "ultrafast" } },
      },
      { output: place },
    );
    const shown = await Promise.all(Object.values(results).map(({ path }) => shownIn(path)));
    expect(shown).toEqual([
      [
        ["B", 0, 10],
        ["C", 20, 30],
      ],
      [["B", 0, 10]],
    ]);
    const files = await readdir(place);
    expect(files.filter((name) => !/\.mp4(?:\.srt)?$/.test(name))).toEqual([]);
  });

  it("are cut in the file that keeps their styling", async () => {
    const source = await film("styled.mkv", "-c:s", "ass");
    const { result } = await convert(source, { spec: { trim: { start: 4, end: 6.5 } } });
    const kept = await readFile(result.sidecars[0]!, "utf8");
    const events = kept.split(/\r?\n/).filter((line) => line.startsWith("Dialogue:"));
    expect(
      events.map((line) =>
        line
          .split(",")
          .slice(1, 3)
          .map((time) => time.slice(0, 9)),
      ),
    ).toEqual([
      ["0:00:00.0", "0:00:01.0"],
      ["0:00:02.0", "0:00:02.5"],
    ]);
  });

  it("are cut in the files of those that are not burnt in", async () => {
    const one = await film("film.mkv", "-c:s", "srt");
    const source = await clip("two.mkv", "-i", one, "-map", "0", "-map", "0:s", "-c", "copy");
    const { result } = await convert(source, { spec: { subtitles: "burn", trim: { start: 4, end: 8 } } });
    const srt = await readFile(result.sidecars[0]!, "utf8");
    const times = [...srt.matchAll(/^00:00:0(\d),(\d)\d\d --> 00:00:0(\d),(\d)\d\d\n(\w)/gm)];
    expect(times.map(([, a, b, c, d, said]) => [said, Number(`${a}${b}`), Number(`${c}${d}`)])).toEqual([
      ["B", 0, 10],
      ["C", 20, 30],
    ]);
  });

  it("are read also where a cue begins before the place that was sought", () => {
    const line = "Dialogue: 0,0:00:-2.-97,0:00:01.50,Default,,0,0,0,,A, and more";
    const cut = cutCues(`[Events]\n${line}`, { start: 300.5, end: 400, offset: 300 });
    expect(cut).toBe("[Events]\nDialogue: 0,0:00:00.00,0:00:01.00,Default,,0,0,0,,A, and more");
  });
});
