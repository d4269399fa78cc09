import { describe, it } from "vitest";
import { expectMeaning, type Sentence } from "./sentence.js";

const batch = true;

describe("R42 the sentences of the requirements, in Chinese", () => {
  it.each<Sentence>([
    [
      "将我的下载文件夹中所有MKV文件转换为MP4格式，使用H.264编码，比特率为4000k",
      { video: { codec: "h264", bitrate: 4_000_000 } },
      { batch, extensions: ["mkv"], folder: "~/Downloads" },
    ],
    [
      "有个2GB的MOV文件，把它压缩到500MB以下，尽量不损失画质",
      { targetSize: 500_000_000 },
      { extensions: ["mov"] },
    ],
    [
      "一个 2GB 的 MOV，压缩到 500MB 以内，不要损失太多画质",
      { targetSize: 500_000_000 },
      { extensions: ["mov"] },
    ],
    [
      "把一文件夹的 WebM 录屏批量转换成 1080p 的 MP4，音频用 AAC 192kbps",
      { video: { height: 1080 }, audio: { codec: "aac", bitrate: 192_000 } },
      { batch, extensions: ["webm"] },
    ],
    [
      "批量将WebM屏幕录像文件夹转换为1080p MP4，使用192kbps的AAC音频",
      { video: { height: 1080 }, audio: { codec: "aac", bitrate: 192_000 } },
      { batch, extensions: ["webm"] },
    ],
    ["使用 -acodec aac -crf 20", { video: { crf: 20 }, audio: { codec: "aac" } }],
  ])("%s", (...sentence) => expectMeaning(sentence));
});

describe("R42 Chinese: bit rates belong to what is spoken of", () => {
  it.each<Sentence>([
    ["码率4M", { video: { bitrate: 4_000_000 } }],
    ["４０００ｋ的码率", { video: { bitrate: 4_000_000 } }],
    ["码率改为 4 兆", { video: { bitrate: 4_000_000 } }],
    ["视频码率 5Mbps，音频码率 128k", { video: { bitrate: 5_000_000 }, audio: { bitrate: 128_000 } }],
    ["4Mbps的视频码率和128kbps的音频码率", { video: { bitrate: 4_000_000 }, audio: { bitrate: 128_000 } }],
    ["视频4000k音频192k", { video: { bitrate: 4_000_000 }, audio: { bitrate: 192_000 } }],
    ["192k音频，4000k视频", { video: { bitrate: 4_000_000 }, audio: { bitrate: 192_000 } }],
    ["音频转成AAC，128kbps", { audio: { codec: "aac", bitrate: 128_000 } }],
    ["使用AAC编码的音频，码率128k", { audio: { codec: "aac", bitrate: 128_000 } }],
    ["码率不超过4000k", { video: { maxBitrate: 4_000_000 } }],
    ["最大码率6Mbps", { video: { maxBitrate: 6_000_000 } }],
    ["码率控制在4M以内", { video: { maxBitrate: 4_000_000 } }],
    ["码率500千字节每秒", { video: { bitrate: 4_000_000 } }],
    ["码率2兆字节/秒", { video: { bitrate: 16_000_000 } }],
    ["码率500kB/s", { video: { bitrate: 4_000_000 } }],
    ["码率500KB/秒", { video: { bitrate: 4_000_000 } }],
    ["最大码率2MB每秒", { video: { maxBitrate: 16_000_000 } }],
    ["码率500kb/秒", { video: { bitrate: 500_000 } }],
    ["码率4000千比特每秒", { video: { bitrate: 4_000_000 } }],
  ])("%s", (...sentence) => expectMeaning(sentence));
});

describe("R46 Chinese: target sizes", () => {
  it.each<Sentence>([
    ["小于500兆", { targetSize: 500_000_000 }],
    ["不超过 25MB", { targetSize: 25_000_000 }],
    ["500MB以内", { targetSize: 500_000_000 }],
    ["体积压缩到10M以内", { targetSize: 10_000_000 }],
    ["压缩至8M", { targetSize: 8_000_000 }],
    ["从2GB压到500MB", { targetSize: 500_000_000 }],
    ["文件大小不超过1.5G", { targetSize: 1_500_000_000 }],
    ["目标大小为50兆", { targetSize: 50_000_000 }],
    ["大小控制在 20MB 左右", { targetSize: 20_000_000 }],
    ...[
      "转成一个５MB的视频",
      "生成一个5M的视频",
      "给我一个5MB的mp4",
      "导出一个5M的文件",
      "压成一个5M的文件",
      "弄成5M的视频",
      "我要5MB的视频",
      "5MB的mp4",
      "把2G的视频压到5M",
      "2GB的视频压到5MB",
      "1.5G的视频压缩到5M",
      "把2G的视频变成5M的视频",
    ].map((text): Sentence => [text, { targetSize: 5_000_000 }]),
    ["5MB的视频", { targetSize: 5_000_000 }, {}, { asks: [["targetSize", 5_000_000]] }],
    ["把这个2GB的视频转成720p", { video: { height: 720 } }],
    ["我有一个2GB的视频", {}],
    ["2GB的mkv转成mp4", {}, { extensions: ["mkv"] }],
    ["生成4M码率的视频", { video: { bitrate: 4_000_000 } }],
    ["发到邮箱的附件，20MB以内", { targetSize: 20_000_000, useCase: "email" }],
  ])("%s", (...sentence) => expectMeaning(sentence));
});

describe("R42 R43 Chinese: which files, and what for", () => {
  it.each<Sentence>([
    ["桌面上的所有AVI", {}, { batch, extensions: ["avi"], folder: "~/Desktop" }],
    ["~/videos 文件夹里的mov转成mp4", {}, { batch, extensions: ["mov"], folder: "~/videos" }],
    ["把/data/in目录下的所有mkv转成mp4", {}, { batch, extensions: ["mkv"], folder: "/data/in" }],
    ["把 ./raw 里的 mkv 转成 mp4", {}, { batch, extensions: ["mkv"], folder: "./raw" }],
    ["每个wmv文件", {}, { batch, extensions: ["wmv"] }],
    ["把这个文件夹转成MP4", {}, { batch }],
    ["全部MP4文件转成HEVC", { video: { codec: "hevc" } }, { batch, extensions: ["mp4"] }],
    ["上传到YouTube", { useCase: "youtube" }],
    ["用于 Vimeo", { useCase: "vimeo" }],
    ["放在网站上播放", { useCase: "web" }],
    ["给手机看的720p", { useCase: "mobile", video: { height: 720 } }],
    ["适合邮件发送", { useCase: "email" }],
    ["用于存档", { useCase: "archive" }],
    ["用于电视播出", { useCase: "broadcast" }],
    ["用于预览", { useCase: "preview" }],
  ])("%s", (...sentence) => expectMeaning(sentence));
});
