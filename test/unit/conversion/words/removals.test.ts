import { describe, expect, it } from "vitest";
import { parseRequest } from "../../../../src/conversion/index.js";
import { expectMeaning, type Sentence } from "./sentence.js";

const whole = (text: string): Sentence => [text, {}, {}, { unrecognized: [text] }];

describe("R42 what is to be taken away is never taken for what stays: times", () => {
  it.each<Sentence>([
    ["trim the first 10 seconds", { trim: { start: 10 } }],
    ["cut the first 10 seconds off", { trim: { start: 10 } }],
    ["Cut the first minute.", { trim: { start: 60 } }],
    ["keep the first 10 seconds", { trim: { end: 10 } }],
    ["remove everything after 1:00", { trim: { end: 60 } }],
    ["cut everything from 1:00 on", { trim: { end: 60 } }],
    ["remove everything before 0:30", { trim: { start: 30 } }],
    ["everything before 1:00", { trim: { end: 60 } }],
    ["裁掉前2秒", { trim: { start: 2 } }],
    ["trim after 1:00", { trim: { end: 60 } }],
    ["just cut after 1:00", { trim: { end: 60 } }],
    ["cut the video after 1:00", { trim: { end: 60 } }],
    ["delete after 1:00", { trim: { end: 60 } }],
    ["cut before 20 seconds", { trim: { start: 20 } }],
    ["trim everything before 0:10 and after 1:00", { trim: { start: 10, end: 60 } }],
    ["keep after 1:00", { trim: { start: 60 } }],
    ["after 1:00", { trim: { start: 60 } }],
    ["before 1:00", { trim: { end: 60 } }],
    ["剪掉1分钟之后的内容", { trim: { end: 60 } }],
    ["把1分钟之后的剪掉", { trim: { end: 60 } }],
    ["删除20秒以前的内容", { trim: { start: 20 } }],
    ["保留1分钟之后的内容", { trim: { start: 60 } }],
    ["keep the part from 10s to 20s", { trim: { start: 10, end: 20 } }],
    ["cut from 10s to 20s", { trim: { start: 10, end: 20 } }],
    ["cut the clip from 10s to 20s", { trim: { start: 10, end: 20 } }],
    ["截取10秒到20秒", { trim: { start: 10, end: 20 } }],
    ...[
      "cut out 0:10-0:20",
      "remove 0:10 to 0:20",
      "delete the part from 1:00 to 2:00",
      "cut the part between 10 and 20 seconds",
      "cut a part from 1s to 2s",
      "cut out the section from 0:10 to 0:20",
      "trim the part from 1s to 2s",
      "cut everything between 10s and 20s",
      "cut what's between 10s and 20s",
      "skip from 10 to 20 seconds",
      "剪掉10秒到20秒",
      "去掉1分到2分的内容",
      "把第10秒到第20秒剪掉",
      "把10秒到20秒之间的内容剪掉",
      "剪掉10秒到20秒这一段",
    ].map(whole),
  ])("%s", (...sentence) => expectMeaning(sentence));
});

describe("R42 what is to be taken away is never taken for what stays: words before", () => {
  it.each([
    ["just cut the part from 1s to 2s", "cut the part from 1s to 2s"],
    ["please just cut out 0:10-0:20", "cut out 0:10-0:20"],
  ])("%s", (text, unrecognized) => expectMeaning([text, {}, {}, { unrecognized: [unrecognized] }]));
});

describe("R42 what is to be taken away is never taken for what stays: tracks", () => {
  it.each<Sentence>([
    ["把声音去掉", { audio: false }],
    ["remove audio tracks", { audio: false }],
    ["keep the english audio", { streams: { audio: ["eng"] } }],
    ...[
      "remove the second audio track",
      "remove the english audio",
      "drop audio stream 1",
      "delete the commentary track",
      "删除第二条音轨",
      "不要英文音轨",
    ].map(whole),
  ])("%s", (...sentence) => expectMeaning(sentence));
});

describe("R42 what is to be taken away is never taken for what stays: files", () => {
  const batch = true;
  it.each<Sentence>([
    ["all files except webm", {}, { batch }, { unrecognized: ["except webm"] }],
    ["everything but the mkv files", {}, { batch }, { unrecognized: ["but the mkv files"] }],
    [
      "convert all videos excluding avi and mov files",
      {},
      { batch },
      { unrecognized: ["excluding avi and mov files"] },
    ],
    ["convert mkv files, not mov", {}, { extensions: ["mkv"] }, { unrecognized: ["not mov"] }],
    ["除了mkv都转成mp4", {}, {}, { unrecognized: ["除了mkv"] }],
    ["把除了mov以外的视频都转换", {}, {}, { unrecognized: ["除了mov以外"] }],
    ["不包括webm", {}, {}, { unrecognized: ["不包括webm"] }],
  ])("%s", (...sentence) => expectMeaning(sentence));
});

const silent = { subtitles: "drop", audio: false } as const;
const later = { trim: { start: 5 } } as const;

describe("R42 all that is listed goes", () => {
  it.each<Sentence>([
    ...[
      "remove subtitles and audio",
      "remove the subtitles and the sound",
      "strip the audio and all subtitles",
      "remove the subtitles and all audio tracks",
      "without subtitles and sound",
      "without subtitles, audio",
      "no subtitles or sound",
      "I don't want subtitles and audio",
      "neither subtitles nor audio",
      "remove the video's sound and subtitles",
      "不要字幕和声音",
      "删除字幕和音轨",
      "删除字幕、音频",
      "不带字幕和声音",
      "去掉视频的字幕和声音",
      "去掉声音和字幕的视频",
      "把字幕和声音都去掉",
      "字幕、声音全部删除",
    ].map((text): Sentence => [text, silent]),
    ["remove the first 5 seconds and the audio", { ...later, audio: false }],
    ["lose the first 5 seconds and the audio", { ...later, audio: false }],
    ["remove the audio and the first 5 seconds", { ...later, audio: false }],
    ["remove the first 5 seconds, the subtitles and the sound", { ...later, ...silent }],
    ["去掉前５秒和声音", { ...later, audio: false }],
    ["不要声音和前5秒", { ...later, audio: false }],
    ["remove the video and the audio", { video: false, audio: false }],
    ["去掉画面和字幕", { video: false, subtitles: "drop" }],
    ...[
      "drop the subtitles and the second audio track",
      "remove subtitles and the english audio",
      "remove the subtitles and french audio track",
      "remove the second and third audio tracks",
      "remove the english and french audio",
      "去掉字幕和第二条音轨",
      "不要字幕和英文音轨",
      "去掉第二条和第三条音轨",
      "remove the subtitles from 10s to 20s",
      "remove the subtitles and the sound in the first 10 seconds",
    ].map(whole),
  ])("%s", (...sentence) => expectMeaning(sentence));

  it.each<Sentence>([
    ["no audio, first 10 seconds", { trim: { end: 10 }, audio: false }],
    ["remove subtitles and audio at 128k", { subtitles: "drop", audio: { bitrate: 128_000 } }],
    ["no subtitles, audio as AAC", { subtitles: "drop", audio: { codec: "aac" } }],
    ["keep the subtitles and the second audio track", { subtitles: "keep", streams: { audio: [1] } }],
    ["no subtitles and all audio tracks", { subtitles: "drop", streams: { audio: "all" } }],
    ["去掉字幕，所有音轨", { subtitles: "drop", streams: { audio: "all" } }],
    ["去掉字幕，音频用AAC", { subtitles: "drop", audio: { codec: "aac" } }],
    ["去掉字幕和音频转AAC", { subtitles: "drop", audio: { codec: "aac" } }],
    ["不要字幕，声音128k", { subtitles: "drop", audio: { bitrate: 128_000 } }],
  ])("but what is said of the last thing stays: %s", (...sentence) => expectMeaning(sentence));

  it.each<Sentence>([
    ...["remove the video sound", "去掉视频的声音", "去掉视频里的声音", "声音不要", "声音也去掉"].map(
      (text): Sentence => [text, { audio: false }],
    ),
    ["remove the video subtitles", { subtitles: "drop" }],
    ["把字幕去掉", { subtitles: "drop" }],
    ["画面去掉水印", {}, {}, { unrecognized: ["去掉水印"] }],
  ])("the sound of the video is no picture: %s", (...sentence) => expectMeaning(sentence));

  it("and is traced to the same words", () => {
    const text = "remove the first 5 seconds and the audio";
    expect(parseRequest(text).understood).toEqual([
      { text, field: "audio" },
      { text, field: "trim" },
    ]);
  });
});
