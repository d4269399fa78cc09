import { describe, it } from "vitest";
import { expectMeaning, type Sentence } from "./sentence.js";

const whole = (text: string): Sentence => [text, {}, {}, { unrecognized: [text] }];

describe("R42 from where to where a size or a rate may be is reported, and cuts nothing", () => {
  it.each(
    [
      "大小10-20M",
      "大小10-20m",
      "大小在10M到20M之间",
      "10M到20M",
      "10到20M之间",
      "5M-10M之间",
      "10到20兆",
      "从10MB到20MB",
      "码率2到4M",
      "size 10-20M",
      "size between 10 and 20 MB",
      "between 10 and 20 MB",
      "from 10M to 20M",
      "10-20MB",
      "2-4 Mbps",
      "bitrate 2-4m",
      "bitrate between 2 and 4 Mbps",
      "128k-192k",
    ].map(whole),
  )("%s", (...sentence) => expectMeaning(sentence));
});

describe("R42 what stays a range of time, and what is no range", () => {
  it.each<Sentence>([
    ["from 1m to 2m", { trim: { start: 60, end: 120 } }],
    ["1m to 2m", { trim: { start: 60, end: 120 } }],
    ["trim from 10 to 20 m", { trim: { start: 600, end: 1200 } }],
    ["1M30S to 2M10S", { trim: { start: 90, end: 130 } }],
    ["between 1 and 2 minutes", { trim: { start: 60, end: 120 } }],
    ["10分到20分", { trim: { start: 600, end: 1200 } }],
    ["10-20秒", { trim: { start: 10, end: 20 } }],
    ["shrink this from 2GB to 500MB", { targetSize: 500_000_000 }],
    ["reduce the size from 2GB to 500MB", { targetSize: 500_000_000 }],
    ["从2GB压到500MB", { targetSize: 500_000_000 }],
    ["up to 10M", { targetSize: 10_000_000 }],
    ["4k to 1080p", { video: { height: 1080 } }],
  ])("%s", (...sentence) => expectMeaning(sentence));
});

const cut = { trim: { start: 80, end: 120 } } as const;

describe("R42 with a start before it, what is cut to is the end", () => {
  it.each<Sentence>([
    ...[
      "从1分20秒剪到2分",
      "从1:20剪到2:00",
      "从１分２０秒截到２分",
      "从1分20秒裁剪到2分",
      "从1分20秒开始，剪到2分",
      "自1分20秒截取至2分钟",
      "from 1:20 cut to 2:00",
      "from 80s cut it to 120s",
      "start at 1:20 and cut to 2:00",
      "starting at 1:20, trim to 2:00",
    ].map((text): Sentence => [text, cut]),
    ["从10分20秒剪到12分", { trim: { start: 620, end: 720 } }],
    ["从开头剪到2分", { trim: { start: 0, end: 120 } }],
    ["从1分20秒剪到结尾", { trim: { start: 80 } }],
    ["从2:00剪到1:20", cut, {}, { asks: [["trim", cut.trim]] }],
    ["start at 1:20 and trim to 40 seconds", cut],
    ["从1:20开始，剪成40秒", cut],
    ["从1:20开始，时长40秒", cut],
    ["skip the first 80 s and trim to 40 seconds", cut],
  ])("%s", (...sentence) => expectMeaning(sentence));
});

describe("R42 a bit rate that is brought down is no size", () => {
  it.each<Sentence>([
    ...[
      "码率从8M降到2M",
      "视频码率压到2M",
      "码率压缩到２M",
      "把码率减小到2M",
      "降到2M码率",
      "压到2M的码率",
      "把8M的码率降到2M",
      "码率由8M改为2M",
      "bring the bitrate down to 2M",
      "reduce the bitrate from 8M to 2M",
      "compress to a 2M bitrate",
    ].map((text): Sentence => [text, { video: { bitrate: 2_000_000 } }]),
    ["码率从2M升到4M", { video: { bitrate: 4_000_000 } }],
    ["码率压到2M以内", { video: { maxBitrate: 2_000_000 } }],
    ["把音频码率从320k降到128k", { audio: { bitrate: 128_000 } }],
    ["decrease the audio bitrate from 320k to 128k", { audio: { bitrate: 128_000 } }],
    ["压到2M", { targetSize: 2_000_000 }],
    ["体积从100M压到20M", { targetSize: 20_000_000 }],
    ["压到20M，码率2M", { targetSize: 20_000_000, video: { bitrate: 2_000_000 } }],
  ])("%s", (...sentence) => expectMeaning(sentence));
});
