import { describe, it } from "vitest";
import { expectMeaning, type Sentence } from "./sentence.js";

const height = (pixels: number) => ({ video: { height: pixels } });
const reported = (text: string, unrecognized = text): Sentence => [
  text,
  {},
  {},
  { unrecognized: [unrecognized] },
];

describe("R42 4K is a size of pictures, never a rate of 4 kb/s", () => {
  it.each<Sentence>([
    ["make a 4k video", height(2160)],
    ["4k video", height(2160)],
    ["upload as 4k video", height(2160)],
    ["4 k video", height(2160)],
    ["a 2k video", height(1440)],
    ["8k video please", height(4320)],
    ["4K 60fps video", { video: { height: 2160, fps: 60 } }],
    ["aac 4k video", { video: { height: 2160 }, audio: { codec: "aac" } }],
    ["4k aac", { video: { height: 2160 }, audio: { codec: "aac" } }],
    ["4k video with 128k audio", { video: { height: 2160 }, audio: { bitrate: 128_000 } }],
    ["h264 4k audio 128k", { video: { codec: "h264", height: 2160 }, audio: { bitrate: 128_000 } }],
    ["转成4K视频", height(2160)],
    ["输出4K视频", height(2160)],
    ["4K的视频", height(2160)],
    ["4K画面", height(2160)],
    ["视频4K", height(2160)],
    ["4000k video", { video: { bitrate: 4_000_000 } }],
    ["4kbps video", { video: { bitrate: 4000 } }],
    ["4k video bitrate", { video: { bitrate: 4000 } }],
    ["40k audio", { audio: { bitrate: 40_000 } }],
  ])("%s", (...sentence) => expectMeaning(sentence));
});

describe("R42 4K of the source, of the sound, and of no film", () => {
  it.each<Sentence>([
    ["convert my 4k video to mp4", {}],
    ["this 4k video to 1080p", height(1080)],
    ["这个4K视频", {}],
    ["那段4K录像转mp4", {}],
    ["我的4K视频压到100MB", { targetSize: 100_000_000 }],
    ["把我的8K视频变成4K视频", height(2160)],
    reported("4k音频"),
    reported("4k audio"),
    reported("audio at 8k", "8k"),
    reported("6k video", "6k"),
  ])("%s", (...sentence) => expectMeaning(sentence));
});
