import { describe, expect, it } from "vitest";
import { type AudioStream, type ConversionSpec, planConversion } from "../../../src/conversion/index.js";
import { failureOf } from "../../support/failure-of.js";
import { sound, source, valueOf } from "./sample-source.js";

function decide(stream: Partial<AudioStream>, spec: ConversionSpec) {
  const plan = planConversion(source({ audio: [sound(stream)] }), spec);
  const decision = plan.streams.find(({ index }) => index === 1)!;
  return { ...decision, args: plan.passes.at(-1)!, expected: plan.expectation.audio[0] };
}

type Row = [what: string, stream: Partial<AudioStream>, spec: ConversionSpec, reason: RegExp];

describe("R44 sound is copied when it fits", () => {
  it.each<Row>([
    ["AAC", {}, {}, /fits/],
    ["MP3", { codec: "mp3" }, {}, /fits/],
    ["5.1 AAC, where nobody said stereo", { channels: 6 }, {}, /fits/],
    ["AAC as asked", {}, { audio: { codec: "aac" } }, /fits/],
    ["the channels that it has", {}, { audio: { channels: 2 } }, /fits/],
    ["the rate that it has", {}, { audio: { sampleRate: 48_000 } }, /fits/],
    ["AC-3 for an archive", { codec: "ac3", channels: 6 }, { useCase: "archive" }, /fits/],
    ["DTS, as asked", { codec: "dts" }, { audio: { codec: "copy" } }, /as asked/],
    ["a trim that takes nothing", {}, { trim: { end: 100 } }, /fits/],
    [
      "for a broadcaster who wants the loudness as it is",
      {},
      { useCase: "broadcast", audio: { normalize: false } },
      /fits/,
    ],
  ])("%s", (_what, stream, spec, reason) => {
    const { action, reason: told, args } = decide(stream, spec);
    expect(action).toBe("copy");
    expect(told).toMatch(reason);
    expect(valueOf(args, "-c:a:0")).toBe("copy");
  });
});

describe("R45 E53 no silent sound: what does not play becomes AAC, and the reason is told", () => {
  it.each<Row>([
    ["AC-3", { codec: "ac3" }, {}, /AC-3 does not play/],
    ["E-AC-3", { codec: "eac3" }, {}, /E-AC-3 does not play/],
    ["DTS", { codec: "dts" }, {}, /DTS does not play/],
    ["Opus", { codec: "opus" }, {}, /Opus does not play/],
    ["Vorbis", { codec: "vorbis" }, {}, /Vorbis does not play/],
    ["PCM", { codec: "pcm_s16le" }, {}, /MP4 cannot hold PCM/],
    ["PCM of a camera", { codec: "pcm_s24be" }, {}, /MP4 cannot hold PCM/],
    ["WMA", { codec: "wmav2" }, {}, /MP4 cannot hold/],
    ["FLAC", { codec: "flac" }, {}, /MP4 cannot hold FLAC/],
    ["TrueHD", { codec: "truehd" }, {}, /MP4 cannot hold/],
    ["MP3, when AAC was asked for", { codec: "mp3" }, { audio: { codec: "aac" } }, /AAC was asked/],
    ["MP3 for YouTube", { codec: "mp3" }, { useCase: "youtube" }, /MP3 does not play/],
    ["all, as asked", {}, { reencode: true }, /re-encoding was asked/],
    ["another bit rate", {}, { audio: { bitrate: 96_000 } }, /96 kb\/s/],
    ["other channels", {}, { audio: { channels: 1 } }, /1 channels/],
    ["another rate", {}, { audio: { sampleRate: 44_100 } }, /44100 Hz/],
    ["another loudness", {}, { audio: { normalize: true } }, /loudness/],
    ["the loudness that a preset promises", {}, { useCase: "broadcast" }, /loudness/],
    ["a cut", {}, { trim: { start: 3 } }, /exact cut/],
    ["a cut at the end", {}, { trim: { end: 30 } }, /exact cut/],
    ["more channels than the web takes", { channels: 6 }, { useCase: "web" }, /6 channels are more than 2/],
  ])("%s", (_what, stream, spec, reason) => {
    const { action, reason: told, args, expected } = decide(stream, spec);
    expect(action).toBe("encode");
    expect(told).toMatch(reason);
    expect(valueOf(args, "-c:a:0")).toBe("aac");
    expect(expected).toMatchObject({ codecs: ["aac"] });
  });
});

describe("R45 E51 channels and sample rates of what is encoded", () => {
  it.each<[string, Partial<AudioStream>, ConversionSpec, string, string]>([
    ["5.1 stays 5.1", { codec: "dts", channels: 6 }, {}, "6", "384000"],
    ["7.1 stays 7.1", { codec: "dts", channels: 8 }, {}, "8", "512000"],
    ["AAC has no layout for seven", { codec: "dts", channels: 7 }, {}, "6", "384000"],
    ["more than eight", { codec: "pcm_s24le", channels: 16 }, {}, "8", "512000"],
    [
      "mono stays mono, also where a preset has two",
      { codec: "pcm_s16le", channels: 1 },
      { useCase: "web" },
      "1",
      "160000",
    ],
    ["stereo, as asked", { codec: "ac3", channels: 6 }, { audio: { channels: 2 } }, "2", "160000"],
    ["the preset's ceiling", { codec: "ac3", channels: 6 }, { useCase: "mobile" }, "2", "128000"],
    ["the user's own rate", { codec: "ac3" }, { audio: { bitrate: 192_000 } }, "2", "192000"],
  ])("%s", (_what, stream, spec, channels, bitrate) => {
    const { args, expected } = decide(stream, spec);
    expect(valueOf(args, "-ac:a:0")).toBe(channels);
    expect(valueOf(args, "-b:a:0")).toBe(bitrate);
    expect(expected?.channels).toBe(Number(channels));
  });

  it.each<[number, ConversionSpec, string]>([
    [48_000, {}, "48000"],
    [44_100, {}, "44100"],
    [96_000, {}, "48000"],
    [192_000, {}, "48000"],
    [37_800, {}, "44100"],
    [8000, {}, "8000"],
    [44_100, { useCase: "youtube" }, "48000"],
    [48_000, { audio: { sampleRate: 22_050 } }, "22050"],
  ])("%d Hz with %j becomes %s", (sampleRate, spec, rate) => {
    expect(valueOf(decide({ codec: "pcm_s16le", sampleRate }, spec).args, "-ar:a:0")).toBe(rate);
  });

  it("makes room when it mixes down, and only then", () => {
    const filterOf = (channels: number, spec: ConversionSpec) =>
      valueOf(decide({ codec: "ac3", channels }, spec).args, "-filter:a:0");
    expect(filterOf(6, { audio: { channels: 2 } })).toContain("rematrix_maxval=1.0");
    expect(filterOf(2, {})).toBeUndefined();
    expect(filterOf(2, { audio: { normalize: true } })).toContain("loudnorm");
  });
});

describe("E46 an explicit copy that MP4 cannot hold is refused", () => {
  it.each(["pcm_s16le", "wmav2", "flac", "truehd", "adpcm_ms"])("%s", async (codec) => {
    const error = await failureOf(() => decide({ codec }, { audio: { codec: "copy" } }));
    expect(error.code).toBe("preset-constraint");
    expect(error.message).toContain("copy");
    expect(error.details).toMatchObject({ stream: 1, codec });
  });
});

describe("R41 a copy beside what only an encode gives is refused", () => {
  it.each<[ConversionSpec["audio"], RegExp]>([
    [{ bitrate: 96_000 }, /96 kb/],
    [{ channels: 1 }, /1 channels/],
    [{ sampleRate: 44_100 }, /44100 Hz/],
    [{ normalize: true }, /loudness/],
  ])("%j", async (audio, said) => {
    const error = await failureOf(() => decide({}, { audio: { codec: "copy", ...audio } }));
    expect(error.code).toBe("preset-constraint");
    expect(error.message).toMatch(said);
  });

  it("but not the channels that it has", () => {
    expect(decide({}, { audio: { codec: "copy", channels: 2 } }).action).toBe("copy");
  });
});
