import { describe, expect, it } from "vitest";
import { isCover, mainVideo, readMediaInfo } from "../../../src/conversion/index.js";
import { hdr10, picture, sound, source, subtitle } from "./sample-source.js";

const full = source({
  video: [picture({ ...hdr10, frames: 1800, codecTag: "hvc1", rotation: 270 })],
  audio: [sound({ profile: "LC", language: "eng" })],
  subtitles: [subtitle()],
  chapters: [
    { start: 0, end: 30, title: "One" },
    { start: 30, end: 60 },
  ],
  tags: { title: "Film" },
});

describe("R41 a MediaInfo that came over the network", () => {
  it("is read as it was", () => {
    expect(readMediaInfo(JSON.parse(JSON.stringify(full)))).toEqual(full);
    const bare = source({ duration: undefined, bytes: undefined, bitrate: undefined, video: [], audio: [] });
    expect(readMediaInfo(JSON.parse(JSON.stringify(bare)))).toEqual({ ...bare });
  });

  it("leaves out what it does not know", () => {
    expect(readMediaInfo({ ...full, extra: 1, video: [{ ...full.video[0], more: 2 }] })).toEqual(full);
  });

  it.each([
    [null],
    [undefined],
    ["video"],
    [[]],
    [{}],
    [{ ...full, format: undefined }],
    [{ ...full, duration: "60" }],
    [{ ...full, video: [{ ...full.video[0], width: "1920" }] }],
    [{ ...full, video: [{ ...full.video[0], rotation: 45 }] }],
    [{ ...full, video: [{ ...full.video[0], hdr: "hdr11" }] }],
    [{ ...full, video: [{ ...full.video[0], dispositions: undefined }] }],
    [{ ...full, audio: [{ ...full.audio[0], channels: undefined }] }],
    [{ ...full, subtitles: [{ ...full.subtitles[0], isBitmap: 1 }] }],
    [{ ...full, chapters: [{ start: 0 }] }],
    [{ ...full, tags: { title: 5 } }],
  ])("is none: %j", (value) => {
    expect(readMediaInfo(value)).toBeUndefined();
  });
});

describe("E36 the picture that people watch", () => {
  const cover = picture({ index: 3, codec: "mjpeg", dispositions: ["attached_pic"] });

  it("is the first that is no cover", () => {
    expect(isCover(cover)).toBe(true);
    expect(mainVideo(source({ video: [cover, picture({ index: 4 }), picture({ index: 5 })] }))?.index).toBe(
      4,
    );
    expect(mainVideo(source({ video: [cover] }))).toBeUndefined();
  });
});
