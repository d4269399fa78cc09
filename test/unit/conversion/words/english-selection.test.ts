import { describe, it } from "vitest";
import { expectMeaning, type Sentence } from "./sentence.js";

const batch = true;

describe("R42 the sentences of the requirements", () => {
  it.each<Sentence>([
    [
      "Convert all MKV files in my downloads folder to MP4 using H.264 with a bitrate of 4000k",
      { video: { codec: "h264", bitrate: 4_000_000 } },
      { batch, extensions: ["mkv"], folder: "~/Downloads" },
    ],
    [
      "a MOV of 2GB, compress it under 500MB without losing too much quality",
      { targetSize: 500_000_000 },
      { extensions: ["mov"] },
    ],
    [
      "I have a MOV file that's 2GB. Compress it to under 500MB without losing too much quality.",
      { targetSize: 500_000_000 },
      { extensions: ["mov"] },
    ],
    [
      "Batch convert a folder of WebM screen recordings to 1080p MP4 with AAC audio at 192kbps",
      { video: { height: 1080 }, audio: { codec: "aac", bitrate: 192_000 } },
      { batch, extensions: ["webm"] },
    ],
    ["use -acodec aac -crf 20", { video: { crf: 20 }, audio: { codec: "aac" } }],
  ])("%s", (...sentence) => expectMeaning(sentence));
});

describe("R42 English: which files", () => {
  it.each<Sentence>([
    [
      "all AVI and MOV files in ~/Movies to MP4",
      {},
      { batch, extensions: ["avi", "mov"], folder: "~/Movies" },
    ],
    ["every .wmv in ./raw", {}, { batch, extensions: ["wmv"], folder: "./raw" }],
    [
      "all MP4 files on my desktop to HEVC",
      { video: { codec: "hevc" } },
      { batch, extensions: ["mp4"], folder: "~/Desktop" },
    ],
    ["convert *.mkv to mp4", {}, { batch, extensions: ["mkv"] }],
    ["all of my MKVs", {}, { batch, extensions: ["mkv"] }],
    ["convert this folder to MP4", {}, { batch }],
    ["convert these videos to MP4", {}, { batch }],
    ['convert everything in "~/My Videos" to MP4', {}, { batch, folder: "~/My Videos" }],
    ["everything in C:\\Videos\\raw", {}, { batch, folder: "C:\\Videos\\raw" }],
    ["convert the files in ~/Movies.", {}, { batch, folder: "~/Movies" }],
    ["from the movies folder", {}, { batch, folder: "~/Videos" }],
    ["every 4K clip in ~/raw to 1080p", { video: { height: 1080 } }, { batch, folder: "~/raw" }],
    ["convert mov to mp4", {}, { extensions: ["mov"] }],
    ["mkv -> mp4", {}, { extensions: ["mkv"] }],
    ["MTS and M2TS files", {}, { extensions: ["mts", "m2ts"] }],
  ])("%s", (...sentence) => expectMeaning(sentence));
});

describe("R43 English: what for", () => {
  it.each<Sentence>([
    ["for YouTube", { useCase: "youtube" }],
    ["upload it to Vimeo", { useCase: "vimeo" }],
    ["for the web", { useCase: "web" }],
    ["for my website", { useCase: "web" }],
    ["use the web preset", { useCase: "web" }],
    ["for mobile", { useCase: "mobile" }],
    ["on my phone", { useCase: "mobile" }],
    ["preset: mobile", { useCase: "mobile" }],
    ["as an email attachment", { useCase: "email" }],
    ["small enough to email", { useCase: "email" }],
    ["for long-term archiving", { useCase: "archive" }],
    ["for broadcast", { useCase: "broadcast" }],
    ["as a quick preview", { useCase: "preview" }],
  ])("%s", (...sentence) => expectMeaning(sentence));
});
