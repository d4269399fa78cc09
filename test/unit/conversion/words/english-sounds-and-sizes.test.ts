import { describe, it } from "vitest";
import { expectMeaning, type Sentence } from "./sentence.js";

const extensionsIn = (text: string) => (text.includes("mkv") ? { extensions: ["mkv"] } : {});
const copied = { video: { codec: "copy" }, audio: { codec: "copy" } } as const;

describe("R42 English: bit rates belong to what is spoken of", () => {
  it.each<Sentence>([
    ["bitrate 4M", { video: { bitrate: 4_000_000 } }],
    ["set the bitrate to 4M", { video: { bitrate: 4_000_000 } }],
    ["bit rate of 5 Mbps", { video: { bitrate: 5_000_000 } }],
    ["4,000 kbps", { video: { bitrate: 4_000_000 } }],
    ["video bitrate 4 megabits per second", { video: { bitrate: 4_000_000 } }],
    ["H.264 at 8 Mbit/s", { video: { codec: "h264", bitrate: 8_000_000 } }],
    ["audio at 128k", { audio: { bitrate: 128_000 } }],
    ["audio bitrate 192k", { audio: { bitrate: 192_000 } }],
    ["the audio's bitrate is 96k", { audio: { bitrate: 96_000 } }],
    ["a bitrate for the audio of 96 kb/s", { audio: { bitrate: 96_000 } }],
    ["AAC at 256 kbps", { audio: { codec: "aac", bitrate: 256_000 } }],
    ["with 192kbps AAC audio", { audio: { codec: "aac", bitrate: 192_000 } }],
    ["160k audio bitrate", { audio: { bitrate: 160_000 } }],
    [
      "video bitrate of 4 Mb/s and audio bitrate of 128 kb/s",
      { video: { bitrate: 4_000_000 }, audio: { bitrate: 128_000 } },
    ],
    [
      "h264 4000k aac 192k",
      { video: { codec: "h264", bitrate: 4_000_000 }, audio: { codec: "aac", bitrate: 192_000 } },
    ],
    [
      "AAC 192k and H.264 4000k",
      { video: { codec: "h264", bitrate: 4_000_000 }, audio: { codec: "aac", bitrate: 192_000 } },
    ],
    ["H.264 4000k AAC mp4", { video: { codec: "h264", bitrate: 4_000_000 }, audio: { codec: "aac" } }],
    ["192k audio 4000k video", { video: { bitrate: 4_000_000 }, audio: { bitrate: 192_000 } }],
    ["4000k video, 192k audio", { video: { bitrate: 4_000_000 }, audio: { bitrate: 192_000 } }],
    [
      "8 Mbps H.264 with 128k AAC",
      { video: { codec: "h264", bitrate: 8_000_000 }, audio: { codec: "aac", bitrate: 128_000 } },
    ],
    ["max bitrate 5M", { video: { maxBitrate: 5_000_000 } }],
    ["bitrate under 4M", { video: { maxBitrate: 4_000_000 } }],
    ["at most 6000k", { video: { maxBitrate: 6_000_000 } }],
  ])("%s", (...sentence) => expectMeaning(sentence));
});

describe("R46 English: target sizes", () => {
  it.each<Sentence>([
    ["under 25MB", { targetSize: 25_000_000 }],
    ["smaller than 100 MB", { targetSize: 100_000_000 }],
    ["no larger than 1.5 GB", { targetSize: 1_500_000_000 }],
    ["it must not exceed 8 MB", { targetSize: 8_000_000 }],
    ["max 700 MiB", { targetSize: 734_003_200 }],
    ["keep it below 16 MB", { targetSize: 16_000_000 }],
    ["less than 10 megabytes", { targetSize: 10_000_000 }],
    ["fit into 20 MB", { targetSize: 20_000_000 }],
    ["shrink it to 500MB", { targetSize: 500_000_000 }],
    ["compress to 8M", { targetSize: 8_000_000 }],
    ["shrink this from 2GB to 500MB", { targetSize: 500_000_000 }],
    ["target size 50MB", { targetSize: 50_000_000 }],
    ["a maximum file size of 25 MB", { targetSize: 25_000_000 }],
    ["compress it to 25 MB or less", { targetSize: 25_000_000 }],
    ["25MB max", { targetSize: 25_000_000 }],
    ["< 25 MB", { targetSize: 25_000_000 }],
    ["make a 25MB mp4", { targetSize: 25_000_000 }],
    ...[
      "I want a 25MB file",
      "I'd like a 25MB mp4",
      "save as 25MB file",
      "a 25MB mp4 please",
      "output: 25MB file",
      "make it a 25MB video",
      "can you get me a 25 MB video",
      "a 2GB mkv, compress to 25M",
      "compress a 2G video to 25M",
      "500MB video to 25MB",
      "from a 2GB file to a 25MB file",
    ].map((text): Sentence => [text, { targetSize: 25_000_000 }, extensionsIn(text)]),
    ["720p 10MB mp4", { targetSize: 10_000_000, video: { height: 720 } }],
    ["a 2GB mp4 under 500MB", { targetSize: 500_000_000 }],
    ["My video is 2GB, make it under 500MB", { targetSize: 500_000_000 }],
    ["make it fit in 25 MB for email", { targetSize: 25_000_000, useCase: "email" }],
  ])("%s", (...sentence) => expectMeaning(sentence));
});

describe("R46 English: a size before its noun", () => {
  const asks: [string, number][] = [["targetSize", 10_000_000]];
  it.each<Sentence>(
    ["file of 10MB", "a video with 10MB", "10MB video", "a 10 megabyte clip"].map((text) => [
      text,
      { targetSize: 10_000_000 },
      {},
      { asks },
    ]),
  )("that may be wanted or there is asked about: %s", (...sentence) => expectMeaning(sentence));

  it.each<Sentence>([
    ["my 2GB video to 720p", { video: { height: 720 } }],
    ["this 2GB video to mp4", {}],
    ["convert a 2GB mkv to mp4", {}, { extensions: ["mkv"] }],
    ["convert 500MB video to H.264", { video: { codec: "h264" } }],
    ["I have a 2GB file", {}],
    ["the file is 10MB", {}],
    ["a 3GB movie at 4 Mbps", { video: { bitrate: 4_000_000 } }],
    ["4M video", { video: { bitrate: 4_000_000 } }],
    ["a 4 Mb/s video", { video: { bitrate: 4_000_000 } }],
  ])("is what there is where the words say so, and no bit rate: %s", (...sentence) =>
    expectMeaning(sentence),
  );
});

describe("R44 R45 English: copies, encodes, and sound", () => {
  it.each<Sentence>([
    ["without re-encoding", copied],
    ["just remux", copied],
    ["don't re-encode", copied],
    ["never transcode", copied],
    ["copy all streams", copied],
    ["copy the video, encode audio as AAC", { video: { codec: "copy" }, audio: { codec: "aac" } }],
    ["do not re-encode the video", { video: { codec: "copy" } }],
    ["copy the audio", { audio: { codec: "copy" } }],
    ["keep the original audio as it is", { audio: { codec: "copy" } }],
    ["do not re-encode the audio", { audio: { codec: "copy" } }],
    ["re-encode only the audio", { audio: { codec: "aac" } }],
    ["re-encode everything", { reencode: true }],
    ["force a re-encode", { reencode: true }],
    ["fully re-encode the video", { reencode: true }],
    ["without audio", { audio: false }],
    ["with no sound", { audio: false }],
    ["strip the audio track", { audio: false }],
    ["mute it", { audio: false }],
  ])("%s", (...sentence) => expectMeaning(sentence));
});
