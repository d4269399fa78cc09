import { describe, it } from "vitest";
import { expectMeaning, type Sentence } from "./sentence.js";

const whole = (text: string): Sentence => [text, {}, {}, { unrecognized: [text.normalize("NFKC")] }];

describe("R42 what is to be done with a part cuts no film: English", () => {
  it.each(
    [
      "mute the first 10 seconds",
      "mute from 10s to 20s",
      "mute 0:10-0:20",
      "mute it between 10 and 20 seconds",
      "mute the video for the first 10 seconds",
      "mute everything after 1:00",
      "mute from the start to 0:10",
      "mute from the beginning until 10 seconds",
      "mute the part from 10s to 20s",
      "no sound in the first 10 seconds",
      "remove the sound of the first 10 seconds",
      "remove the audio from 1:00 on",
      "remove the first 10 seconds of audio",
      "keep the sound for the first 10 seconds",
      "set the volume to 50% from 10s to 20s",
      "volume 50% from 10s to 20s",
      "speed up the first 10 seconds",
      "2x speed for the first 10 seconds",
      "the first 10 seconds at 2x speed",
      "add a nice title from 3s to 5s",
      "rotate 90 degrees from 10s to 20s",
      "burn in the subtitles from 10s to 20s",
      "in the first 10 seconds no sound",
      "from 10s to 20s mute",
      "make the first 10 seconds silent",
      "keep the first 10 seconds muted",
      "the first minute must have no sound",
    ].map(whole),
  )("%s", (...sentence) => expectMeaning(sentence));
});

describe("R42 what is to be done with a part cuts no film: Chinese", () => {
  it.each(
    [
      "从开头到10秒静音",
      "静音到10秒为止",
      "10秒到20秒静音",
      "把前10秒静音",
      "静音前10秒",
      "从第30秒开始静音",
      "只要前10秒静音",
      "前10秒不要声音",
      "删掉前10秒的声音",
      "把前10秒的声音去掉",
      "把声音在10秒到20秒之间去掉",
      "去掉10秒到20秒的字幕",
      "前10秒的音量调大",
      "10秒到20秒音量调到50%",
      "10秒到20秒，把音量调到50%",
      "前10秒加速2倍",
      "前10秒两倍速",
      "在前3秒加标题",
    ].map(whole),
  )("%s", (...sentence) => expectMeaning(sentence));
});

const first = { trim: { end: 10 }, audio: false } as const;
const range = { trim: { start: 10, end: 20 }, audio: false } as const;

describe("R42 a part, and something else of all that is left", () => {
  it.each<Sentence>([
    ["the first 10 seconds without sound", first],
    ["first 10 seconds muted", first],
    ["only the first 10 seconds, no audio", first],
    ["keep the first 10 seconds and mute it", first],
    ["mute and keep the first 10 seconds", first],
    ["mute, first 10 seconds", first],
    ["mute the video. trim to 10 seconds", first],
    ["convert the first 10 seconds to mp4 and remove the audio", first],
    ["trim from 10s to 20s mute", range],
    ["from 10s to 20s with no audio", range],
    ["without sound, 0:10-0:20", range],
    ["rotate 90 degrees, first 10 seconds", { trim: { end: 10 }, video: { rotate: 90 } }],
    ["extract the audio of the first 10 seconds", { trim: { end: 10 }, video: false }],
    ["extract the first 10 seconds of audio", { trim: { end: 10 }, video: false }],
    ["the first 10 seconds of the video", { trim: { end: 10 } }],
    ["no audio, keyframes every 2 seconds", { video: { keyframeInterval: 2 }, audio: false }],
    ["no audio, 30 fps", { video: { fps: 30 }, audio: false }],
    ["前10秒，不要声音", first],
    ["前10秒 静音", first],
    ["截取前10秒静音", first],
    ["截取前10秒并静音", first],
    ["前10秒的无声视频", first],
    ["去掉声音，前10秒", first],
    ["不要声音，从10秒到20秒", range],
    ["提取前10秒的音频", { trim: { end: 10 }, video: false }],
    ["只要10秒到20秒的声音", { trim: { start: 10, end: 20 }, video: false }],
    ["删掉前10秒的画面", { trim: { start: 10 } }],
    ["保留前10秒的画面", { trim: { end: 10 } }],
    ["前10秒放大到4K", { trim: { end: 10 }, video: { height: 2160, allowUpscale: true } }],
    ["不要声音，关键帧间隔2秒", { video: { keyframeInterval: 2 }, audio: false }],
  ])("%s", (...sentence) => expectMeaning(sentence));
});
