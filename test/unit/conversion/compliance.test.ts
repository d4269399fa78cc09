import { describe, expect, it } from "vitest";
import {
  findViolations,
  type MediaInfo,
  type Mp4Layout,
  type PresetName,
  presetNames,
  type VideoStream,
} from "../../../src/conversion/index.js";
import { hdr10, picture, sound, source } from "./sample-source.js";

const layout: Mp4Layout = {
  isFaststart: true,
  isProtected: false,
  editedTracks: [],
  keyframeDistance: 2,
  oddFrames: 0,
};

const kinds = (info: MediaInfo, preset: PresetName, laidOut: Mp4Layout | undefined = layout) =>
  findViolations(info, preset, laidOut).map(({ kind }) => kind);

const film = (video: Partial<VideoStream> = {}, more: Partial<MediaInfo> = {}) =>
  source({ bytes: 10_000_000, video: [picture(video)], ...more });

describe("R48 what a preset's place does not take", () => {
  it("is nothing for a small H.264 film with AAC", () => {
    const small = film({ width: 640, height: 360, bitrate: 500_000, level: 30, profile: "Main" });
    for (const preset of presetNames) expect(kinds(small, preset), preset).toEqual([]);
  });

  it.each<[string, Partial<VideoStream>, PresetName]>([
    ["preset-codec", { codec: "vp9", profile: "Profile 0" }, "youtube"],
    ["preset-profile", { profile: "High 10" }, "youtube"],
    ["preset-profile", { profile: "High", level: 30, width: 640, height: 360, bitrate: 1_000_000 }, "mobile"],
    ["preset-level", { level: 52 }, "youtube"],
    ["preset-pixel-format", { pixelFormat: "yuv444p" }, "vimeo"],
    ["preset-interlaced", { fieldOrder: "tt" }, "youtube"],
    ["preset-interlaced", { fieldOrder: "bb" }, "broadcast"],
    ["preset-variable-frame-rate", { isVariableFrameRate: true }, "vimeo"],
    ["preset-bitrate", { bitrate: 10_000_000 }, "web"],
    ["preset-size", { width: 3840, height: 2160 }, "web"],
    ["preset-pixel-aspect", { width: 720, height: 576, sar: "64:45" }, "web"],
    [
      "preset-frame-rate",
      { frameRate: "60", level: 31, profile: "Main", width: 640, height: 360, bitrate: 1 },
      "mobile",
    ],
  ])("%s for %j in %s", (kind, video, preset) => {
    const info = film(video);
    const found = findViolations(info, preset, { ...layout, oddFrames: 100 });
    expect(found.map((each) => each.kind)).toEqual([kind]);
    expect(found[0]).toMatchObject({ stream: 0, severity: "error" });
    expect(found[0]!.message).toMatch(new RegExp(`^${preset}: .*[^.]\\.$`));
  });

  it("is HDR, but for the archive", () => {
    expect(kinds(film(hdr10), "youtube")).toEqual(["preset-codec", "preset-hdr"]);
    expect(kinds(film(hdr10), "archive")).toEqual([]);
  });

  it("is sound that is not taken, by its stream", () => {
    const audio = [sound(), sound({ index: 2, codec: "opus" }), sound({ index: 3, channels: 6 })];
    const found = findViolations(film({}, { audio }), "web", layout);
    expect(found.map(({ kind, stream }) => [kind, stream])).toEqual([
      ["preset-audio-codec", 2],
      ["preset-channels", 3],
    ]);
  });

  it("is another container, no picture, a file that is too large to mail", () => {
    expect(kinds(film({}, { format: "matroska,webm" }), "web", undefined)).toEqual(["preset-container"]);
    expect(kinds(film({}, { tags: { major_brand: "qt  " } }), "web")).toEqual(["preset-container"]);
    expect(kinds(source({ bytes: 1, video: [] }), "web")).toEqual(["preset-no-video"]);
    const heavy = film({ level: 31 }, { bytes: 18_000_001 });
    expect(kinds(heavy, "email")).toEqual(["preset-file-size"]);
  });

  it("is a layout: the index at the end, edit lists, rare keyframes", () => {
    const badly: Mp4Layout = {
      isFaststart: false,
      isProtected: false,
      editedTracks: [0, 1],
      keyframeDistance: 20,
    };
    expect(kinds(film(), "youtube", badly)).toEqual([
      "preset-faststart",
      "preset-edit-list",
      "preset-edit-list",
      "preset-keyframes",
    ]);
    expect(kinds(film(), "web", badly)).toEqual(["preset-faststart", "preset-keyframes"]);
    expect(kinds(film(), "archive", badly)).toEqual(["preset-keyframes"]);
    expect(findViolations(film(), "archive", badly)[0]!.severity).toBe("note");
  });

  it("is no rate that varies when only the first frame is long", () => {
    expect(kinds(film({ isVariableFrameRate: true }), "youtube", { ...layout, oddFrames: 1 })).toEqual([]);
    expect(kinds(film({ isVariableFrameRate: true }), "web", { ...layout, oddFrames: 99 })).toEqual([]);
  });
});
