import { describe, it } from "vitest";
import { expectMeaning, type Sentence } from "./sentence.js";

describe("R42 Chinese: codecs and quality", () => {
  it.each<Sentence>([
    ["转成MP4", {}],
    ["请帮我把这个视频转换为 MP4 格式", {}],
    ["用H.264编码", { video: { codec: "h264" } }],
    ["转换为 H.265", { video: { codec: "hevc" } }],
    ["用libx265编码，crf=26", { video: { codec: "hevc", crf: 26 } }],
    ["我想把这个视频转成H.265，CRF设为24", { video: { codec: "hevc", crf: 24 } }],
    ["编码格式改成AV1", { video: { codec: "av1" } }],
    ["CRF值20", { video: { crf: 20 } }],
    ["保持画质", {}],
    ["尽量不损失画质", {}],
    ["把这个HEVC视频转成MP4", {}],
    ["把4K视频转成1080p", { video: { height: 1080 } }],
    ["将 H.265 转换为 H.264", { video: { codec: "h264" } }],
  ])("%s", (...sentence) => expectMeaning(sentence));
});

describe("R42 Chinese: sizes and rates of the picture", () => {
  it.each<Sentence>([
    ["分辨率720p", { video: { height: 720 } }],
    ["分辨率改为1080", { video: { height: 1080 } }],
    ["转成4K 60帧的MP4", { video: { height: 2160, fps: 60 } }],
    ["2K", { video: { height: 1440 } }],
    ["全高清", { video: { height: 1080 } }],
    ["超高清", { video: { height: 2160 } }],
    ["把分辨率降到1280×720", { video: { width: 1280, height: 720 } }],
    ["缩放到１９２０ｘ１０８０", { video: { width: 1920, height: 1080 } }],
    ["宽度640像素", { video: { width: 640 } }],
    ["1080P 60帧", { video: { height: 1080, fps: 60 } }],
    ["帧率30", { video: { fps: 30 } }],
    ["帧率改为25", { video: { fps: 25 } }],
    ["帧率设为29.97", { video: { fps: "30000/1001" } }],
    ["每秒 24 帧", { video: { fps: 24 } }],
    ["30帧每秒", { video: { fps: 30 } }],
    ["降到720p，30帧", { video: { height: 720, fps: 30 } }],
  ])("%s", (...sentence) => expectMeaning(sentence));
});

const copied = { video: { codec: "copy" }, audio: { codec: "copy" } } as const;

describe("R44 R45 Chinese: copies, encodes, and sound", () => {
  it.each<Sentence>([
    ["不要重新编码", copied],
    ["不需要重新编码", copied],
    ["无需转码", copied],
    ["直接封装", copied],
    ["只换封装格式", copied],
    ["复制视频流", { video: { codec: "copy" } }],
    ["复制音频", { audio: { codec: "copy" } }],
    ["保留原声", { audio: { codec: "copy" } }],
    ["音频不变", { audio: { codec: "copy" } }],
    ["全部重新编码", { reencode: true }],
    ["强制重新编码", { reencode: true }],
    ["去掉声音", { audio: false }],
    ["静音", { audio: false }],
    ["删除所有音频", { audio: false }],
    ["声音用AAC", { audio: { codec: "aac" } }],
  ])("%s", (...sentence) => expectMeaning(sentence));
});
