import { describe, it } from "vitest";
import { expectMeaning, type Sentence } from "./sentence.js";

const stereo = { audio: { bitrate: 128_000, channels: 2 } };

describe("R42 a bit rate beside words of the sound is the sound's", () => {
  it.each<Sentence>([
    ["1080p, 128k stereo", { video: { height: 1080 }, ...stereo }],
    ["128k mono", { audio: { bitrate: 128_000, channels: 1 } }],
    ["192 kbps stereo sound", { audio: { bitrate: 192_000, channels: 2 } }],
    ["384k 5.1", { audio: { bitrate: 384_000, channels: 6 } }],
    ["128k立体声", stereo],
    ["192k的双声道", { audio: { bitrate: 192_000, channels: 2 } }],
    ["128k stereo, video 1.5M", { video: { bitrate: 1_500_000 }, ...stereo }],
    ["h264 4000k stereo", { video: { codec: "h264", bitrate: 4_000_000 }, audio: { channels: 2 } }],
    ["video 300k stereo", { video: { bitrate: 300_000 }, audio: { channels: 2 } }],
    ["audio at 2 Mbps", { audio: { bitrate: 2_000_000 } }],
  ])("%s", (...sentence) => expectMeaning(sentence));
});

describe("R42 a bit rate that no sound has is the picture's, and the second one the other stream's", () => {
  it.each<Sentence>([
    ["720p, stereo, 2 Mbps", { video: { height: 720, bitrate: 2_000_000 }, audio: { channels: 2 } }],
    ["aac, 2 Mbps", { video: { bitrate: 2_000_000 }, audio: { codec: "aac" } }],
    ["立体声,码率3M", { video: { bitrate: 3_000_000 }, audio: { channels: 2 } }],
    ["192k audio, 4000k", { video: { bitrate: 4_000_000 }, audio: { bitrate: 192_000 } }],
    ["192k audio 4000k", { video: { bitrate: 4_000_000 }, audio: { bitrate: 192_000 } }],
    ["4000k video, 192k", { video: { bitrate: 4_000_000 }, audio: { bitrate: 192_000 } }],
    ["声音128k, 2000k", { video: { bitrate: 2_000_000 }, audio: { bitrate: 128_000 } }],
    ["4000k, 5000k", { video: { bitrate: 5_000_000 } }, {}, { asks: [["video.bitrate", 5_000_000]] }],
  ])("%s", (...sentence) => expectMeaning(sentence));
});

describe("R42 48k beside words of the sound is asked about", () => {
  const asks: [string, number][] = [["audio.sampleRate", 48_000]];
  it.each<Sentence>([
    [
      "aac at 256kbps stereo 48k",
      { audio: { codec: "aac", bitrate: 256_000, channels: 2, sampleRate: 48_000 } },
      {},
      { asks },
    ],
    ["48k立体声", { audio: { channels: 2, sampleRate: 48_000 } }, {}, { asks }],
    [
      "16k mono",
      { audio: { channels: 1, sampleRate: 16_000 } },
      {},
      { asks: [["audio.sampleRate", 16_000]] },
    ],
    ["16 kbps mono", { audio: { bitrate: 16_000, channels: 1 } }],
    ["22.05k mono", { audio: { sampleRate: 22_050, channels: 1 } }],
    ["立体声128k", stereo],
    ["48k audio", { audio: { sampleRate: 48_000 } }, {}, { asks }],
    ["44.1k stereo", { audio: { channels: 2, sampleRate: 44_100 } }],
    ["48 kbps mono", { audio: { bitrate: 48_000, channels: 1 } }],
    ["audio bitrate 48k", { audio: { bitrate: 48_000 } }],
  ])("%s", (...sentence) => expectMeaning(sentence));
});

describe("R42 a rate that sound has is asked about beside the lines of a picture", () => {
  it.each<Sentence>([
    [
      "1080p 128k",
      { video: { height: 1080 }, audio: { bitrate: 128_000 } },
      {},
      { asks: [["audio.bitrate", 128_000]] },
    ],
    ["1080p bitrate 300k", { video: { height: 1080, bitrate: 300_000 } }],
    ["480p 300k", { video: { height: 480, bitrate: 300_000 } }],
    ["1080p, 4000k, 128k", { video: { height: 1080, bitrate: 4_000_000 }, audio: { bitrate: 128_000 } }],
  ])("%s", (...sentence) => expectMeaning(sentence));
});
