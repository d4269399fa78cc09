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
