import { describe, expect, it } from "vitest";
import { parseRequest } from "../../../../src/conversion/index.js";
import { expectMeaning, type Sentence } from "./sentence.js";

describe("R42 ffmpeg's own flags inside a sentence", () => {
  it.each<Sentence>([
    ["use -acodec aac -crf 20", { video: { crf: 20 }, audio: { codec: "aac" } }],
    [
      "-c:v libx264 -b:v 2M -c:a aac -b:a 128k -r 30 -s 1280x720",
      {
        video: { codec: "h264", bitrate: 2_000_000, fps: 30, width: 1280, height: 720 },
        audio: { codec: "aac", bitrate: 128_000 },
      },
    ],
    ["-vcodec libx265 -crf 26.5.", { video: { codec: "hevc", crf: 26.5 } }],
    ["-c:v libsvtav1 -an", { video: { codec: "av1" }, audio: false }],
    ["with -c copy", { video: { codec: "copy" }, audio: { codec: "copy" } }],
    ["-c:v copy -c:a aac -ab 160k", { video: { codec: "copy" }, audio: { codec: "aac", bitrate: 160_000 } }],
    ["-codec:a copy -f mp4", { audio: { codec: "copy" } }],
    ["-b:v 4000000", { video: { bitrate: 4_000_000 } }],
    ["-crf 20 -maxrate 6M", { video: { crf: 20, maxBitrate: 6_000_000 } }],
    [
      "-preset slow -profile:v high -level 4.1 -ac 2 -ar 48000",
      {
        video: { preset: "slow", profile: "high", level: "4.1" },
        audio: { channels: 2, sampleRate: 48_000 },
      },
    ],
    ["把它转成 MP4，-crf 20，-r 30000/1001", { video: { crf: 20, fps: "30000/1001" } }],
  ])("%s", (...sentence) => expectMeaning(sentence));

  it.each([
    ["-bufsize 8000k", ["-bufsize 8000k"]],
    ["-crf 20 -threads 4 -y", ["-threads 4", "-y"]],
    ["-vf scale=1280:-2 -crf 20", ["-vf scale=1280:-2"]],
    ["-crf 99", ["-crf 99"]],
    ["-c:v prores, -crf 20", ["-c:v prores"]],
  ])("an unknown flag is reported with its number, which means nothing else: %s", (text, unrecognized) => {
    const parsed = parseRequest(text);
    expect(parsed.unrecognized).toEqual(unrecognized);
    expect(parsed.spec.video || {}).not.toHaveProperty("bitrate");
  });

  it("takes the dashes of prose for no flags", () => {
    expect(parseRequest("H.264 - 1080p – re-encode, WebM-recordings -> MP4")).toMatchObject({
      spec: { video: { codec: "h264", height: 1080 }, reencode: true },
      selection: { extensions: ["webm"] },
      unrecognized: [],
    });
  });
});
