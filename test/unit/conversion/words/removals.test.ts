import { describe, it } from "vitest";
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
