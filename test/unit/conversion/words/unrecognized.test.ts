import { describe, expect, it } from "vitest";
import { parseRequest } from "../../../../src/conversion/index.js";

describe("R42 what was not understood is reported", () => {
  it.each([
    ["convert it with VP9000 magic", ["VP9000", "magic"]],
    ["H.264, but inside out", ["inside", "out"]],
    ["25MB, H.264", ["25MB"]],
    ["CRF 64", ["CRF", "64"]],
    ["0p", ["0p"]],
    ["0x720", ["0x720"]],
    ["0 fps", ["0", "fps"]],
    ["a bitrate of 0k", ["bitrate", "0k"]],
    ["./raw/holiday.mkv", ["./raw/holiday.mkv"]],
    ["mp3 sound", ["mp3"]],
    ["用魔法转成MP4", ["魔法"]],
    ["不超过五百兆", ["不超过五百兆"]],
    ["双语字幕", ["双语字幕"]],
    ["🎬 to MP4", ["🎬"]],
  ])("%s", (text, unrecognized) => {
    expect(parseRequest(text).unrecognized).toEqual(unrecognized);
  });

  it.each([
    ["convert to WebM"],
    ["from AVI to MOV"],
    ["as a GIF"],
    ["into ProRes"],
    ["转成WebM"],
    ["转换为mkv"],
  ])("a result that is no MP4 is not taken for a source: %s", (text) => {
    expect(parseRequest(text).unrecognized).toHaveLength(1);
  });
});

describe("R42 words that mean the contrary are not taken by half", () => {
  it.each([
    ["there is no audio"],
    ["it has no sound"],
    ["the video plays but I hear no sound"],
    ["no audio re-encoding"],
    ["视频没有声音"],
    ["不要音频重新编码"],
  ])("neither mutes nor encodes: %s", (text) => {
    const { spec, unrecognized } = parseRequest(text);
    expect(spec).toEqual({});
    expect(unrecognized).not.toEqual([]);
  });

  it.each([["don't use H.264"], ["H.264 or HEVC"], ["not 1080p"], ["不用 H.264"]])(
    "what stands with it is reported, so that the request is refused: %s",
    (text) => {
      expect(parseRequest(text).unrecognized).not.toEqual([]);
    },
  );

  it.each([
    ["keep all audio tracks", false],
    ["keep every subtitle", false],
    ["all videos", true],
  ])("only files make a batch: %s", (text, batch) => {
    expect(parseRequest(text).selection.batch).toBe(batch);
  });

  it.each([["under 4000k"], ["max 5000k"], ["码率不超过4M"], ["码率低于4000k"]])(
    "a limit of the bit rate is no target size: %s",
    (text) => {
      expect(parseRequest(text).spec).toEqual({ video: { maxBitrate: expect.any(Number) as number } });
    },
  );
});

describe("R84 what was understood is traced to its words", () => {
  it("names the field of each piece, in the order of the sentence", () => {
    const { understood } = parseRequest(
      "Make all MKV files 1080p H.264 with 192k AAC audio, under 25MB for email",
    );
    expect(understood).toEqual([
      { text: "all", field: "selection.batch" },
      { text: "MKV", field: "selection.extensions" },
      { text: "1080p", field: "video.height" },
      { text: "H.264", field: "video.codec" },
      { text: "192k AAC audio", field: "audio.bitrate" },
      { text: "under 25MB", field: "targetSize" },
      { text: "for email", field: "useCase" },
    ]);
  });

  it.each([
    ["video bitrate 4M", "video.bitrate"],
    ["audio bitrate 128k", "audio.bitrate"],
    ["音频码率 128k", "audio.bitrate"],
  ])("%s is %s", (text, field) => {
    expect(parseRequest(text).understood).toEqual([{ text, field }]);
  });

  it.each([
    ["Convert to MP4", "en"],
    ["转成 MP4", "zh"],
    ["4K", "en"],
    ["", "en"],
  ])("the language of %j is %s", (text, language) => {
    expect(parseRequest(text)).toMatchObject({ language, questions: [] });
  });
});
