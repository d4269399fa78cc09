import diagnostics from "node:diagnostics_channel";
import { copyFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { planConversion } from "../../src/conversion/index.js";
import { probe, renderInPieces } from "../../src/media/index.js";
import type { NemoConverter } from "../../src/nemo-converter.js";
import type { Diagnostics } from "../../src/options/index.js";
import { h264, makeClip, picture, sharedFolder, tone } from "../support/clips.js";
import { inProcess } from "../support/converters.js";
import { rendered } from "../support/timeline.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const require = createRequire(import.meta.url);
const { path: ffmpegPath } = require("@ffmpeg-installer/ffmpeg") as { path: string };
const { path: ffprobePath } = require("@ffprobe-installer/ffprobe") as { path: string };
const clips = sharedFolder();
const film = join(clips, "film.mkv");
beforeAll(async () => {
  const words = join(clips, "words.srt");
  await writeFile(words, "1\n00:00:00,000 --> 00:00:01,000\nwords\n");
  await makeClip(
    film,
    ...[...picture("64x36", "10", 4), ...tone(4), "-i", words, "-map", "0", "-map", "1", "-map", "2"],
    ...[...h264, "-g", "10", "-c:a", "ac3"],
  );
});

type Run = Diagnostics["nemo-converter:process"];

function recordRuns(): Run[] {
  const runs: Run[] = [];
  const listen = (message: unknown) => void runs.push(message as Run);
  diagnostics.subscribe("nemo-converter:process", listen);
  onTestFinished(() => {
    diagnostics.unsubscribe("nemo-converter:process", listen);
  });
  return runs;
}

/** The inputs of a call, each with the options that stand before it, and the files that it writes. */
function inputsOf({ command, arguments: args }: Run): { name: string; options: readonly string[] }[] {
  if (/ffprobe/.test(basename(command))) return [{ name: args.at(-1)!, options: args.slice(0, -1) }];
  const places = args.flatMap((arg, place) => (arg === "-i" ? [place] : []));
  return places.map((place, number) => ({
    name: args[place + 1]!,
    options: args.slice(number === 0 ? 0 : places[number - 1]! + 2, place),
  }));
}

const after = (options: readonly string[], name: string) => options[options.indexOf(name) + 1];

function judge(runs: readonly Run[]): string[] {
  const bad: string[] = [];
  for (const run of runs) {
    for (const { name, options } of inputsOf(run)) {
      // What a filter makes up is no file.
      if (after(options, "-f") === "lavfi" || /^-/.test(name)) continue;
      const formats = options.includes("-format_whitelist")
        ? after(options, "-format_whitelist")!.split(",")
        : [];
      const isGuarded =
        name.startsWith("file:") && after(options, "-protocol_whitelist") === "file" && formats.length > 0;
      const isOwnList = after(options, "-f") === "concat" && formats.join() === "concat,nut";
      const opensLists = ["hls", "concat", "dash", "sdp", "image2", "applehttp"].some((each) =>
        formats.includes(each),
      );
      if (!isGuarded || (opensLists && !isOwnList)) bad.push(`${run.command} ${run.arguments.join(" ")}`);
    }
    const [last = ""] = run.arguments.slice(-1);
    if (!/^(?:file:|-|pipe:1$|-encoders$)/.test(last)) bad.push(`${run.command} ${run.arguments.join(" ")}`);
  }
  return bad;
}

const builds: [string, object][] = [
  ["the build at hand", {}],
  ["the build that npm ships", { ffmpegPath, ffprobePath }],
];

describe.each(builds)("issue 7 every call of ffmpeg and ffprobe is guarded, %s", (_build, binaries) => {
  const works: [string, (nemo: NemoConverter, source: string, folder: string) => Promise<unknown>][] = [
    ["check", (nemo, source) => nemo.check(source, { depth: "full", preset: "web" })],
    ["plan", (nemo, source) => nemo.plan(source)],
    ["a copy", (nemo, source) => nemo.convert(source, { receipt: true, verify: "full" })],
    [
      "an encode with subtitles, loudness and receipt",
      (nemo, source) =>
        nemo.convert(source, {
          receipt: true,
          spec: { subtitles: "burn", reencode: true, audio: { normalize: true }, trim: { start: 0.5 } },
        }),
    ],
    ["two passes", (nemo, source) => nemo.convert(source, { spec: { targetSize: 100_000 } })],
    [
      "variants",
      (nemo, source) => nemo.variants(source, { small: { video: { height: 18 } }, web: { reencode: true } }),
    ],
    ["a batch with its report", (nemo, _source, folder) => nemo.batch(folder, { report: true }).summary],
    [
      "a timeline of two sources with a title",
      async (nemo, source, folder) => {
        const second = join(folder, "second.mkv");
        await copyFile(source, second);
        await nemo.upload.file(source);
        await nemo.upload.file(second);
        const { videoInfos } = await nemo.state.get();
        const clip = (info: unknown, place: number) => ({
          ...{ media: (info as { id: string }).id, d: 1000 },
          m: { start: place * 1000 },
        });
        const title = { tt: 7, sg: [{ d: 500, m: { start: 0, text: "Hello" } }] };
        return rendered(nemo, { t: [{ tt: 0, sg: videoInfos.map(clip) }, title] });
      },
    ],
  ];

  it.each(works)("%s", async (_name, work) => {
    const folder = temporaryFolder();
    const source = join(folder, "film.mkv");
    await copyFile(film, source);
    const runs = recordRuns();
    await work(inProcess(binaries), source, folder);
    expect(runs.length).toBeGreaterThan(0);
    expect(judge(runs)).toEqual([]);
  });

  it("pieces of a long encode", async () => {
    const folder = temporaryFolder();
    const runs = recordRuns();
    const info = await probe(film, binaries);
    const spec = { reencode: true };
    const options = { source: film, info, spec, plan: planConversion(info, spec) };
    const output = join(folder, "out.mp4");
    await renderInPieces({ ...binaries, ...options, output, pieces: { folder, seconds: 1 } });
    expect(runs.some(({ arguments: args }) => args.includes("concat"))).toBe(true);
    expect(judge(runs)).toEqual([]);
  });
});
