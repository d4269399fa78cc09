import { describe, expect, it } from "vitest";
import { type ConversionSpec, parseRequest } from "../../../../src/conversion/index.js";
import { expectMeaning, type Sentence } from "./sentence.js";

const ends = (start: number, dropLast: number): ConversionSpec => ({ trim: { start, dropLast } });

describe("R42 what is cut off both ends goes at both", () => {
  it.each<Sentence>([
    ...[
      "把前2秒和最后3秒去掉",
      "去掉开头2秒和结尾3秒",
      "去掉前2秒和最后3秒",
      "把开头2秒和结尾3秒剪掉",
      "删除片头2秒和片尾3秒",
      "掐掉前2秒和后3秒",
      "前面剪掉2秒，后面剪掉3秒",
      "开头去掉2秒，结尾去掉3秒",
      "去掉前２秒和最后３秒",
      "去掉最后3秒和前2秒",
      "去掉前2秒,最后3秒",
      "把前2秒和最后3秒都剪掉",
      "remove the first 2 seconds and the last 3",
      "remove the first 2 seconds and the last 3 seconds",
      "remove the first 2 and last 3 seconds",
      "remove the last 3 seconds and the first 2",
      "cut 2s from the start and 3s from the end",
      "cut 3 seconds off the end and 2 off the beginning",
      "get rid of the first 2s and the last 3s",
      "trim the first 2 seconds, and the last 3 seconds off",
      "without the first 2 and the last 3 seconds of the video",
      "remove the first 2 seconds and cut the last 3 seconds",
    ].map((text): Sentence => [text, ends(2, 3)]),
    ...[
      "掐头去尾各5秒",
      "首尾各剪掉5秒",
      "前后各去掉5秒",
      "去掉首尾各5秒",
      "去头去尾各5秒",
      "两头各掐5秒",
      "头尾各剪５秒",
      "把开头和结尾各5秒去掉",
      "trim 5 seconds off both ends",
      "cut 5 seconds from each end",
      "cut the first and last 5 seconds",
      "drop the first and the last 5 seconds",
      "trim both ends by 5 seconds",
      "remove 5s from the beginning and the end",
      "shave 5 seconds off either end",
      "cut five seconds from the start and end",
    ].map((text): Sentence => [text, ends(5, 5)]),
    ["掐头去尾各5秒，720p，静音", { ...ends(5, 5), video: { height: 720 }, audio: false }],
    ["remove the first 2 seconds and the last 3, 720p", { ...ends(2, 3), video: { height: 720 } }],
    ["cut the first and last minute", ends(60, 60)],
  ])("%s", (...sentence) => expectMeaning(sentence));

  it.each<Sentence>([
    ...[
      "cut the last 3 seconds",
      "remove the last 3 s",
      "trim the final 3 seconds off",
      "trim 3 seconds off the end",
      "trim the end by 3 seconds",
      "without the last 3 s",
      "去掉最后3秒",
      "把结尾3秒剪掉",
      "片尾去掉3秒",
    ].map((text): Sentence => [text, { trim: { dropLast: 3 } }]),
    ...["trim 2 seconds off the start", "trim the beginning by 2 seconds", "片头剪掉2秒"].map(
      (text): Sentence => [text, { trim: { start: 2 } }],
    ),
    ["cut the last minute", { trim: { dropLast: 60 } }],
    ["remove the audio and the last 3 seconds", { trim: { dropLast: 3 }, audio: false }],
    ["去掉声音和最后3秒", { trim: { dropLast: 3 }, audio: false }],
    ["first 60 seconds, cut the last 3 seconds", { trim: { end: 60, dropLast: 3 } }],
  ])("and at one: %s", (...sentence) => expectMeaning(sentence));

  it.each([
    "掐头去尾",
    "trim both ends",
    "keep the last 10 seconds",
    "只保留最后10秒",
    "mute the last 3 seconds",
    "cut the last 3 seconds of the audio",
    "cut the last 3 seconds from the audio",
    "cut the first 3 seconds from the audio",
    "去掉最后3秒的声音",
    "remove the first 2 seconds and keep the last 3",
    "remove the first 2 seconds and the last 3 audio tracks",
    "把前2秒去掉，最后3秒静音",
    "don't cut the last 3 seconds",
    "不要去掉最后3秒",
  ])("but what is no cut, or not of the film, is reported: %s", (text) => {
    expect(parseRequest(text).unrecognized).not.toEqual([]);
  });
});
