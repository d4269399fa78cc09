import { describe, it } from "vitest";
import { expectMeaning, type Sentence } from "./sentence.js";

const whole = (text: string): Sentence => [text, {}, {}, { unrecognized: [text] }];
const asked = (text: string): Sentence => [text, { video: { crf: 28 } }, {}, { asks: [["video.crf", 28]] }];

describe("R42 a result that is no MP4 is not dropped", () => {
  it.each(
    [
      "webm",
      "webm format",
      "vp9",
      "ProRes",
      "save webm",
      "output mkv",
      "encode in vp9",
      "save it in mov",
      "use vp9",
      "using ProRes",
      "make a gif",
      "make it a webm",
      "i want a gif",
      "做成gif",
      "制作gif",
      "用vp9编码",
      "使用ProRes",
    ].map(whole),
  )("%s", (...sentence) => expectMeaning(sentence));

  it.each<Sentence>([
    ["vp9, crf 30", { video: { crf: 30 } }, {}, { unrecognized: ["vp9"] }],
    ["crf 30 vp9", { video: { crf: 30 } }, {}, { unrecognized: ["vp9"] }],
    ["1080p prores", { video: { height: 1080 } }, {}, { unrecognized: ["prores"] }],
    ["convert to h264 webm", { video: { codec: "h264" } }, {}, { unrecognized: ["webm"] }],
    ["转成h264 webm", { video: { codec: "h264" } }, {}, { unrecognized: ["webm"] }],
    ["1080p webm", { video: { height: 1080 } }, {}, { unrecognized: ["webm"] }],
  ])("nor is it beside what can be made: %s", (...sentence) => expectMeaning(sentence));

  it.each<Sentence>([
    ["vp9 to h264", { video: { codec: "h264" } }],
    ["convert prores to h264", { video: { codec: "h264" } }],
    ["my prores file, crf 20", { video: { crf: 20 } }],
    ["vp9 webm to mp4", {}, { extensions: ["webm"] }],
    ["convert webm", {}, { extensions: ["webm"] }],
    ["*.webm", {}, { batch: true, extensions: ["webm"] }],
    ["1080p mov to 720p", { video: { height: 720 } }],
    ["mkv, crf 20", { video: { crf: 20 } }, { extensions: ["mkv"] }],
    ["make webm files into mp4", {}, { extensions: ["webm"] }],
    ["make my gif an mp4", {}, { extensions: ["gif"] }],
    ["i want mov converted to mp4", {}, { extensions: ["mov"] }],
    ["i have a mov with prores", {}, { extensions: ["mov"] }],
    ["convert files in mov to mp4", {}, { extensions: ["mov"] }],
    ["把gif做成mp4", {}, { extensions: ["gif"] }],
    ["用vp9编码的视频转成mp4", {}],
  ])("a source stays one: %s", (...sentence) => expectMeaning(sentence));
});

describe("R42 less quality is asked about, and no less is nothing to do", () => {
  it.each<Sentence>([
    ...["reduce quality", "lower the quality a bit", "reduce the bitrate", "降低画质", "画质低一点"].map(
      asked,
    ),
    ["reduce quality to 28", { video: { crf: 28 } }],
    ["reduce quality to fit in 25MB", { targetSize: 25_000_000 }],
    ["reduce the quality, 2 Mbps", { video: { bitrate: 2_000_000 } }],
    ["降低画质到480p", { video: { height: 480 } }],
    ["降低码率，压到100MB", { targetSize: 100_000_000 }],
    ["reduce the bitrate to 2M", { video: { bitrate: 2_000_000 } }],
    ["reduce the bitrate to under 4M", { video: { maxBitrate: 4_000_000 } }],
    ["reduce the resolution, 720p", { video: { height: 720 } }],
    ["降低帧率到30", { video: { fps: 30 } }],
    ...["lower the resolution", "reduce frame rate", "降低分辨率", "提高码率", "improve quality"].map(whole),
    ...[
      "don't reduce the quality",
      "without reducing quality",
      "不要降低画质",
      "不影响画质",
      "画质不要降低",
      "不要损失太多画质",
    ].map((text): Sentence => [text, {}]),
  ])("%s", (...sentence) => expectMeaning(sentence));
});

describe("R42 what is to change, and how is not said, is not dropped", () => {
  it.each(
    [
      "turn down the sound",
      "turn the audio down",
      "reduce the audio",
      "compress the audio",
      "make the sound smaller",
      "reduce audio size",
      "resize it",
      "scale it down",
      "downscale",
      "turn it",
      "change the format",
      "set the resolution",
      "just the video",
      "声音降低",
      "降低声音",
      "声音小一点",
      "音量小一点",
      "压缩音频",
      "调整分辨率",
      "换格式",
      "缩放视频",
      "画面转一下",
    ].map(whole),
  )("%s", (...sentence) => expectMeaning(sentence));

  it.each<Sentence>([
    ["resize it, 720p", { video: { height: 720 } }],
    ["scale it down to 480p", { video: { height: 480 } }],
    ["compress audio to 96k", { audio: { bitrate: 96_000 } }],
    ["reduce the audio, 96k", { audio: { bitrate: 96_000 } }],
    ["change the format to mp4", {}],
    ["convert the video", {}],
    ["no sound, just the video", { audio: false }],
    ["调整分辨率为720p", { video: { height: 720 } }],
    ["转换格式", {}],
    ["视频小一点", { video: { crf: 23 } }, {}, { asks: [["video.crf", 23]] }],
  ])("but with what it is to be, it is done: %s", (...sentence) => expectMeaning(sentence));

  it.each([
    "I just want the sound",
    "give me the audio",
    "just give me the sound",
    "我只想要声音",
    "给我音频",
  ])("who wants the sound alone gets it: %s", (text) => expectMeaning([text, { video: false }]));
});
