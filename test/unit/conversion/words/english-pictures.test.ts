import { describe, it } from "vitest";
import { expectMeaning, type Sentence } from "./sentence.js";

describe("R42 English: codecs and quality", () => {
  it.each<Sentence>([
    ["Convert this video to MP4", {}],
    ["I'd like an MP4, please.", {}],
    ["convert to mp4 h264", { video: { codec: "h264" } }],
    ["Could you transcode it with x264?", { video: { codec: "h264" } }],
    ["encode as MPEG-4 AVC", { video: { codec: "h264" } }],
    ["Make it H.265", { video: { codec: "hevc" } }],
    ["use the h 265 codec", { video: { codec: "hevc" } }],
    ["AV1 please", { video: { codec: "av1" } }],
    ["use HEVC with CRF 24", { video: { codec: "hevc", crf: 24 } }],
    ["encode with x265 at crf 28", { video: { codec: "hevc", crf: 28 } }],
    ["CRF=18", { video: { crf: 18 } }],
    ["crf: 23.5", { video: { crf: 23.5 } }],
    ["a crf value of 0", { video: { crf: 0 } }],
    ["with a constant rate factor of 21.", { video: { crf: 21 } }],
    ["H.264/AAC", { video: { codec: "h264" }, audio: { codec: "aac" } }],
    ["H.264 + AAC", { video: { codec: "h264" }, audio: { codec: "aac" } }],
    ["without losing quality", {}],
    ["with no visible quality loss", {}],
    ["keep the quality high", {}],
  ])("%s", (...sentence) => expectMeaning(sentence));
});

describe("R42 English: sizes and rates of the picture", () => {
  it.each<Sentence>([
    ["1080p", { video: { height: 1080 } }],
    ["scale to 720 p", { video: { height: 720 } }],
    ["in 4K resolution", { video: { height: 2160 } }],
    ["8K", { video: { height: 4320 } }],
    ["2k mp4", { video: { height: 1440 } }],
    ["full HD at 60fps", { video: { height: 1080, fps: 60 } }],
    ["4K by email", { video: { height: 2160 }, useCase: "email" }],
    ["resize to 1280x720", { video: { width: 1280, height: 720 } }],
    ["1280 by 720", { video: { width: 1280, height: 720 } }],
    ["1920×1080 at 30 fps", { video: { width: 1920, height: 1080, fps: 30 } }],
    ["resolution of 1080", { video: { height: 1080 } }],
    ["resolution 1920x1080", { video: { width: 1920, height: 1080 } }],
    ["640 pixels wide", { video: { width: 640 } }],
    ["a width of 854", { video: { width: 854 } }],
    ["1080p60", { video: { height: 1080, fps: 60 } }],
    ["720p @ 59.94 fps", { video: { height: 720, fps: "60000/1001" } }],
    ["29.97 fps", { video: { fps: "30000/1001" } }],
    ["30000/1001 fps", { video: { fps: "30000/1001" } }],
    ["24 frames per second", { video: { fps: 24 } }],
    ["at 25 frames a second", { video: { fps: 25 } }],
    ["change the frame rate to 24", { video: { fps: 24 } }],
    ["framerate of 23.976", { video: { fps: "24000/1001" } }],
    ["fps: 12.5", { video: { fps: "25/2" } }],
  ])("%s", (...sentence) => expectMeaning(sentence));
});

describe("R42 English: what the source is does not become what is wanted", () => {
  it.each<Sentence>([
    ["convert this HEVC file to MP4", {}],
    ["turn my 4K H.265 video into a 1080p MP4", { video: { height: 1080 } }],
    ["convert my 3 GB 4K HEVC file to H.264 at 30fps", { video: { codec: "h264", fps: 30 } }],
    ["from HEVC to MP4", {}],
    ["H.265 to H.264", { video: { codec: "h264" } }],
    ["convert VP9 WebM files to MP4", {}, { extensions: ["webm"] }],
    ["MPEG-2 to MP4", {}],
  ])("%s", (...sentence) => expectMeaning(sentence));
});
