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
    ["-vf eq=1.2,crop=1280:720 -crf 20", ["-vf eq=1.2,crop=1280:720"]],
    ["-crf 99", ["-crf 99"]],
    ["-c:v prores, -crf 20", ["-c:v prores"]],
  ])("an unknown flag is reported with its number, which means nothing else: %s", (text, unrecognized) => {
    const parsed = parseRequest(text);
    expect(parsed.unrecognized).toEqual(unrecognized);
    expect(parsed.spec.video || {}).not.toHaveProperty("bitrate");
  });

  it.each<Sentence>([
    [
      "ffmpeg -i in.mkv -c:v libx264 -crf 20 -preset slow -vf scale=-2:720 -b:a 128k -movflags +faststart out.mp4",
      {
        video: { codec: "h264", crf: 20, preset: "slow", height: 720 },
        audio: { bitrate: 128_000 },
        faststart: true,
      },
    ],
    [
      "ffmpeg -ss 00:00:10 -i in.mp4 -t 5 -c copy out.mp4",
      { video: { codec: "copy" }, audio: { codec: "copy" }, trim: { start: 10, end: 15 } },
    ],
    [
      "ffmpeg -i input.avi -vcodec h264 -acodec aac -ac 2 -ar 44100 -r 25 output.mp4",
      { video: { codec: "h264", fps: 25 }, audio: { codec: "aac", channels: 2, sampleRate: 44_100 } },
    ],
    [
      'ffmpeg -i "my holiday 4K.mov" -vf "scale=1280:-2,fps=30" -an "the result.mp4"',
      { video: { width: 1280, fps: 30 }, audio: false },
    ],
    [
      "ffmpeg -i a.mkv -map 0:v:0 -map 0:a:1 -map 0:a:2 -sn -profile:v high -level:v 41 /tmp/out.mp4",
      {
        video: { profile: "high", level: "4.1" },
        streams: { video: 0, audio: [1, 2] },
        subtitles: "drop",
      },
    ],
    [
      "ffmpeg -i in.mkv -vf yadif,transpose=1,scale=1280:720 -af loudnorm -maxrate 6M out.mp4",
      {
        video: { deinterlace: true, rotate: 90, width: 1280, height: 720, maxBitrate: 6_000_000 },
        audio: { normalize: true },
      },
    ],
    ["-ss 5 -to 20.5", { trim: { start: 5, end: 20.5 } }],
    ["-movflags frag_keyframe+empty_moov", { fragmented: true }],
    ["-c:s mov_text -vn", { video: false, subtitles: "keep" }],
    ["-fs 25M", { targetSize: 25_000_000 }],
  ])("a command line: %s", (...sentence) => expectMeaning(sentence));

  it.each([
    ["ffmpeg -y -i in.mov -c:v libx265 -tag:v hvc1 out.mp4", ["-y", "-tag:v hvc1"]],
    ["ffmpeg -hwaccel cuda -i a.mkv -c:v h264_nvenc -b:v 5M out.mp4", ["-hwaccel cuda", "-c:v h264_nvenc"]],
    ['ffmpeg -i a.mkv -filter_complex "[0:v]scale=2:2[a]" out.mp4', ['-filter_complex "[0:v]scale=2:2[a]"']],
    ["ffmpeg -i a.mkv -pix_fmt yuv420p out.mp4", ["-pix_fmt yuv420p"]],
    ["ffmpeg -i a.mkv -g 48 -tune film out.mp4", ["-g 48", "-tune film"]],
    ["ffmpeg -i in.mkv -af loudnorm=I=-16 out.mp4", ["-af loudnorm=I=-16"]],
    ["ffmpeg -i in.mkv out.webm", ["out.webm"]],
  ])("flags that cannot be honoured are reported: %s", (text, unrecognized) => {
    expect(parseRequest(text)).toMatchObject({ unrecognized, selection: { batch: false } });
    expect(parseRequest(text).selection.extensions).toBeUndefined();
  });

  it("takes the dashes of prose for no flags", () => {
    expect(parseRequest("H.264 - 1080p – re-encode, WebM-recordings -> MP4")).toMatchObject({
      spec: { video: { codec: "h264", height: 1080 }, reencode: true },
      selection: { extensions: ["webm"] },
      unrecognized: [],
    });
  });
});
