import { describe, expect, it } from "vitest";
import { compareWithWish, type ConversionSpec, type MediaInfo } from "../../../src/conversion/index.js";
import { picture, sound, source } from "./sample-source.js";

const failed = (spec: ConversionSpec, result: Partial<MediaInfo> = {}) =>
  compareWithWish(spec, source(result))
    .filter(({ ok }) => !ok)
    .map(({ name }) => name);
const size = (width: number, height: number) => ({ video: [picture({ width, height })] });

describe("R49 a result whose source nobody saw", () => {
  it.each<[string, ConversionSpec, Partial<MediaInfo>]>([
    ["nothing was asked for", {}, {}],
    ["a smaller picture than the box", { video: { height: 2160 } }, {}],
    ["an upright picture whose short side is meant", { video: { height: 1080 } }, size(1080, 1920)],
    ["a copied picture, whatever was said of its size", { video: { codec: "copy", height: 720 } }, {}],
    ["a shorter film than the cut", { trim: { end: 90 } }, {}],
    ["no picture, as asked", { video: false }, { video: [] }],
    ["no sound, of which the source may have had none", { audio: { channels: 2 } }, { audio: [] }],
  ])("may have %s", (_, spec, result) => {
    expect(failed(spec, result)).toEqual([]);
  });

  it.each<[string, ConversionSpec, Partial<MediaInfo>, string]>([
    ["too high", { video: { height: 720 } }, {}, "picture size"],
    ["too wide", { video: { width: 1280 } }, {}, "picture size"],
    ["outside of its box", { video: { width: 1280, height: 1280 } }, {}, "picture size"],
    ["not enlarged", { video: { height: 2160, allowUpscale: true } }, {}, "picture size"],
    ["larger than the preset takes", { useCase: "preview" }, {}, "picture size"],
    ["of another codec", { video: { codec: "hevc" } }, {}, "video codec"],
    ["of a codec that does not play", {}, { video: [picture({ codec: "vp9" })] }, "video codec"],
    ["of another rate", { video: { fps: 24 } }, {}, "frame rate"],
    ["without a picture", {}, { video: [] }, "video streams"],
    ["with a picture", { video: false }, {}, "video streams"],
    ["with sound", { audio: false }, {}, "audio tracks"],
    ["with other sound", {}, { audio: [sound({ codec: "ac3" })] }, "audio 0 codec"],
    ["with too many channels", { audio: { channels: 1 } }, {}, "audio 0 channels"],
    ["uncut", { trim: { start: 10, end: 20 } }, {}, "duration"],
    ["over its size", { targetSize: 39_999_999 }, {}, "size"],
  ])("may not be %s", (_, spec, result, name) => {
    expect(failed(spec, result)).toContain(name);
  });
});
