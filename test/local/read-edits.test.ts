import { describe, expect, it } from "vitest";
import { parseRequest } from "../../src/conversion/index.js";
import { readEdits } from "../../src/local/agent/read-edits.js";
import {
  type Case,
  changeCases,
  chineseCases,
  englishCases,
  lengthCases,
  partCases,
  uploads,
} from "./edit-sentences.js";

function check([sentence, edits, unclear = []]: Case): void {
  const read = readEdits(sentence, uploads);
  expect({ edits: read.edits, unclear: read.unclear }).toEqual({ edits, unclear });
  expect(parseRequest(read.rest)).toMatchObject({ spec: {}, unrecognized: [] });
}

describe("R61 the edits in a sentence", () => {
  it.each(englishCases.map((each) => [each[0], each] as const))("understands all of: %s", (_, each) =>
    check(each),
  );
  it.each(chineseCases.map((each) => [each[0], each] as const))("understands all of: %s", (_, each) =>
    check(each),
  );
  it.each(changeCases.map((each) => [each[0], each] as const))("knows a change from a level: %s", (_, each) =>
    check(each),
  );
  it.each(lengthCases.map((each) => [each[0], each] as const))("cuts what is to go alone: %s", (_, each) =>
    check(each),
  );
  it.each(partCases.map((each) => [each[0], each] as const))("knows which part is meant: %s", (_, each) =>
    check(each),
  );
});

describe("R61 what is no edit", () => {
  it.each([
    "Convert all MKV files in my downloads folder to MP4 using H.264 with a bitrate of 4000k",
    "a MOV of 2GB, compress it under 500MB without losing too much quality",
    "1080p MP4 with AAC audio at 192kbps",
    "1080p, 30 fps, CRF 20",
    "use -acodec aac -crf 20",
    "把下载文件夹里的所有MKV转换成MP4，码率4000k",
    "压缩到25MB以内，用于手机",
    "Add a dancing unicorn",
    "turn this mov into an mp4 please",
    "increase the audio bitrate to 256k",
    "reduce the audio quality",
    "the first 10 seconds without sound",
    "720p from 0:05 to 0:10",
  ])("is left as it was: %s", (sentence) => {
    expect(readEdits(sentence, uploads)).toEqual({ edits: [], unclear: [], rest: sentence });
  });

  it("stays beside what is one, quotes and names as they were written", () => {
    const { edits, rest } = readEdits("trim the first 2 seconds and make a “720p” of C:\\x.mkv", uploads);
    expect(edits).toEqual([{ kind: "cut", start: 0, end: 2000 }]);
    expect(rest).toBe(",  and make a “720p” of C:\\x.mkv");
  });

  it("is not swallowed by an edit that it follows", () => {
    const { edits, rest } = readEdits("rotate 90 degrees and add a dancing unicorn", uploads);
    expect(edits).toEqual([{ kind: "rotate", degrees: 90 }]);
    expect(parseRequest(rest).unrecognized).toEqual(["add", "dancing", "unicorn"]);
  });

  it.each(["trim the first 2 parsecs", "volume 99999%", "100x speed", "crop to 0:16", "keep 0:10 to 0:05"])(
    "is what cannot be meant: %s",
    (sentence) => {
      const { edits, rest } = readEdits(sentence, uploads);
      expect(edits).toEqual([]);
      const { unrecognized, questions } = parseRequest(rest);
      expect([...unrecognized, ...questions]).not.toEqual([]);
    },
  );
});

describe("R61 what goes together with what an edit takes away", () => {
  const cut = { kind: "cut", start: 0, end: 2000 };
  it.each([
    ["remove the first 2 seconds and the audio", cut, { audio: false }],
    ["lose the first 2 seconds, the audio and the subtitles", cut, { audio: false, subtitles: "drop" }],
    ["remove the last 2 seconds and the sound", { kind: "cut-end", length: 2000 }, { audio: false }],
    ["去掉前2秒和声音", cut, { audio: false }],
    ["去掉前2秒、声音和字幕", cut, { audio: false, subtitles: "drop" }],
    ["删除字幕和音轨", { kind: "remove-title" }, { audio: false }],
    ["cut the first 2 seconds, audio 128k", cut, { audio: { bitrate: 128_000 } }],
    ["去掉前2秒，声音128k", cut, { audio: { bitrate: 128_000 } }],
  ])("%s", (sentence, edit, spec) => {
    const { edits, rest } = readEdits(sentence, uploads);
    expect(edits).toEqual([edit]);
    expect(parseRequest(rest)).toMatchObject({ spec, unrecognized: [] });
  });

  it("is not understood where it is one track of several", () => {
    expect(parseRequest(readEdits("去掉字幕和第二条音轨", uploads).rest).unrecognized).toEqual([
      "去掉第二条音轨",
    ]);
  });
});

describe("R61 with a start before it, what is cut to is the end", () => {
  it.each([
    ["从1分20秒剪到2分", 80, 120],
    ["从1:20开始，剪到2:00", 80, 120],
    ["from 1:20 cut to 2:00", 80, 120],
    ["start at 1:20 and cut to 2:00", 80, 120],
    ["start at 1:20, end at 2:00", 80, 120],
  ])("%s", (sentence, start, end) => {
    const { edits, rest } = readEdits(sentence, uploads);
    expect(edits).toEqual([{ kind: "keep", start: start * 1000, end: end * 1000 }]);
    expect(parseRequest(rest)).toMatchObject({ spec: {}, unrecognized: [] });
  });
});
