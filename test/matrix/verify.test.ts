import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compareResult, type ConversionSpec, planConversion } from "../../src/conversion/index.js";
import { probe } from "../../src/media/index.js";
import { makeClip } from "../support/clips.js";
import { lavfi, workshop, x264, x265 } from "../support/convert-clip.js";
import { inProcess } from "../support/converters.js";
import { hdr10Parameters } from "../support/hdr.js";

const { folder, clip, convert } = workshop();
const film = (size: string, more = "") => lavfi(`testsrc2=size=${size}:rate=25:duration=2${more}`);
const sine = (frequency: number) => lavfi(`sine=frequency=${frequency}:duration=2`);
const copied = (source: string) => ["-i", source, "-map", "0", "-c", "copy"];

/** What is found wrong by somebody who does not know who made it. */
async function wrong(source: string, result: string, spec: ConversionSpec = {}): Promise<string[]> {
  const { checks } = await inProcess().verify(source, result, { spec });
  return checks.filter(({ ok }) => !ok).map(({ name }) => name);
}

/** What is found wrong where it was to be made here. */
async function wrongHere(source: string, result: string, spec: ConversionSpec = {}): Promise<string[]> {
  const { expectation } = planConversion(await probe(source), spec);
  const checks = compareResult(expectation, await probe(result));
  return checks.filter(({ ok }) => !ok).map(({ name }) => name);
}

/** A right conversion, which both ways of looking pass. */
async function right(source: string, spec: ConversionSpec = {}): Promise<string> {
  const { path } = await convert(source, { spec });
  expect(await wrong(source, path, spec)).toEqual([]);
  expect(await wrongHere(source, path, spec)).toEqual([]);
  return path;
}

describe("R49 a picture that lies on its side", () => {
  const turned = async (name: string, size: string, degrees: number) => {
    const plain = await clip(`${name}-plain.mp4`, ...film(size), ...x264);
    const rotate = ["-metadata:s:v:0", `rotate=${degrees}`];
    return makeClip(join(folder, `${name}.mov`), ...copied(plain), ...rotate);
  };

  it("is found where the file no longer turns it, or turns once more what is turned already", async () => {
    const source = await turned("phone", "320x180", 90);
    await right(source);
    await right(source, { reencode: true });
    expect(await wrong(source, join(folder, "phone-plain.mp4"))).toEqual(["picture size"]);
    const made = await right(source, { reencode: true });
    const twice = await clip("phone-twice.mp4", ...copied(made), "-metadata:s:v:0", "rotate=90");
    expect(await wrong(source, twice)).toEqual(["picture size"]);
  });

  it("is found where its sides are of one length, or it stands on its head", async () => {
    const square = await turned("square", "240x240", 90);
    const head = await turned("head", "320x180", 180);
    for (const source of [square, head]) {
      const made = await right(source, { reencode: true });
      await right(source, { video: { rotate: 90 } });
      const twice = await clip("twice.mp4", ...copied(made), "-metadata:s:v:0", "rotate=270");
      expect(await wrong(source, twice)).toContain("rotation");
      expect(await wrongHere(source, source.replace(".mov", "-plain.mp4"))).toEqual(["rotation"]);
    }
  });
});

describe("R49 light and samples that were promised", () => {
  const tagged = (transfer: string, primaries = "bt2020") =>
    `log-level=error:colorprim=${primaries}:transfer=${transfer}:colormatrix=bt2020nc`;
  const hdr = (parameters = hdr10Parameters) =>
    clip(
      `hdr-${parameters.length}.mp4`,
      ...film("320x180", ",format=yuv420p10le"),
      ...[...x265, "-x265-params", parameters, "-tag:v", "hvc1"],
    );
  const keep: ConversionSpec = { video: { hdr: "keep" } };
  const again: ConversionSpec = { reencode: true, video: { hdr: "keep", preset: "ultrafast" } };

  it.each([hdr10Parameters, tagged("arib-std-b67")])("HDR that is kept says so: %s", async (parameters) => {
    const source = await hdr(parameters);
    await right(source, keep);
    await right(source, again);
    await right(source);
    const [ten, eight] = [",format=yuv420p10le", ",format=yuv420p"];
    const plain = ["-x265-params", "log-level=error", "-tag:v", "hvc1"];
    const dull = await clip("dull.mp4", ...film("320x180", ten), ...x265, ...plain);
    expect(await wrong(source, dull, keep)).toEqual(["dynamic range"]);
    const coarse = ["-x265-params", parameters, "-tag:v", "hvc1", "-pix_fmt", "yuv420p"];
    const banded = await clip("banded.mp4", ...film("320x180", eight), ...x265, ...coarse);
    expect(await wrong(source, banded, keep)).toEqual(["pixel format"]);
    expect(await wrongHere(source, banded, again)).toEqual(["pixel format"]);
  });

  it("what became SDR no longer calls itself HDR", async () => {
    const source = await hdr();
    for (const transfer of ["smpte2084", "arib-std-b67", "bt709"]) {
      const tags = ["-color_primaries", "bt2020", "-color_trc", transfer, "-colorspace", "bt2020nc"];
      const bright = await clip("bright.mp4", ...film("320x180"), ...x264, ...tags);
      expect(await wrong(source, bright)).toEqual(["dynamic range"]);
      expect(await wrongHere(source, bright)).toEqual(["dynamic range"]);
    }
  });

  it("samples that hardly any player shows are found", async () => {
    const source = await clip("plain-sdr.mkv", ...film("320x180"), "-c:v", "ffv1");
    await right(source);
    const fine = await clip("fine.mp4", ...film("320x180"), ...x264, "-pix_fmt", "yuv444p");
    expect(await wrong(source, fine)).toEqual(["pixel format"]);
    expect(await wrongHere(source, fine)).toEqual(["pixel format"]);
  });
});

describe("R49 tracks that were promised", () => {
  const spoken = (name: string, languages: string[], frequencies = [440, 880]) =>
    clip(
      name,
      ...film("320x180"),
      ...frequencies.flatMap(sine),
      ...["-map", "0", "-map", "1", "-map", "2", ...x264, "-c:a", "aac"],
      ...languages.flatMap((language, at) => [`-metadata:s:a:${at}`, `language=${language}`]),
    );

  it("of sound have their languages, in their order", async () => {
    const source = await spoken("spoken.mkv", ["eng", "ger"]);
    await right(source);
    await right(source, { streams: { audio: ["de"] } });
    const swapped = await spoken("swapped.mp4", ["ger", "eng"]);
    const names = ["audio 0 language", "audio 1 language"];
    expect(await wrong(source, swapped)).toEqual(names);
    const lost = await spoken("lost.mp4", ["und", "und"]);
    expect(await wrong(source, lost)).toEqual(names);
    expect(await wrongHere(source, lost)).toEqual(names);
  });

  it("have no language where MP4 has no letters for it", async () => {
    await right(await spoken("regional.mkv", ["zh-Hans", "en"]));
  });

  it("are subtitles and chapters, as far as the kept part has them", async () => {
    const text = join(folder, "cues.srt");
    await writeFile(
      text,
      "1\n00:00:00,100 --> 00:00:00,600\nFirst\n\n2\n00:00:01,100 --> 00:00:01,900\nLast\n\n",
    );
    const chapters = join(folder, "chapters.txt");
    const chapter = (from: number, to: number) =>
      `[CHAPTER]\nTIMEBASE=1/10\nSTART=${from}\nEND=${to}\ntitle=From ${from}\n`;
    await writeFile(chapters, `;FFMETADATA1\n${chapter(0, 5)}${chapter(5, 12)}${chapter(12, 20)}`);
    const source = await clip(
      "told.mkv",
      ...[...film("320x180"), ...sine(440), "-i", text, "-i", chapters, "-map_metadata", "3"],
      ...["-map", "0", "-map", "1", "-map", "2", ...x264, "-c:a", "aac", "-c:s", "srt"],
    );
    await right(source);
    for (const trim of [{ start: 1.2 }, { end: 1 }, { start: 0.5, end: 1.2 }]) await right(source, { trim });
    await right(source, { subtitles: "drop" });
    const mute = await clip("told-mute.mp4", ...copied(source), "-sn", "-map_chapters", "-1");
    expect(await wrong(source, mute)).toEqual(["subtitle tracks", "chapters"]);
    const part = await clip("told-part.mp4", "-i", source, "-t", "1", "-map_chapters", "-1", "-c:a", "aac");
    expect(await wrong(source, part, { trim: { end: 1 } })).toEqual(["chapters"]);
    expect(await wrongHere(source, part, { trim: { end: 1 } })).toEqual(["subtitle tracks", "chapters"]);
  });
});

describe("R49 a frame rate that was promised", () => {
  it("is kept where nobody asked for another, and is what was asked for", async () => {
    const source = await clip("rate.mp4", ...film("320x180"), ...x264);
    await right(source, { reencode: true });
    await right(source, { video: { fps: 12 } });
    const slow = await clip("slow.mp4", ...film("320x180", ",fps=20"), ...x264);
    expect(await wrongHere(source, slow, { reencode: true })).toEqual(["frame rate"]);
    expect(await wrong(source, slow, { video: { fps: 12 } })).toEqual(["frame rate"]);
  });

  it("is none where the time between frames is not even", async () => {
    const graph = "testsrc2=size=320x180:rate=30:duration=2,select='lt(n,20)+not(mod(n,2))'";
    const source = await clip("uneven.mp4", ...lavfi(graph), "-vsync", "vfr", ...x264);
    await right(source, { reencode: true });
    await right(source, { useCase: "youtube" });
  });
});
