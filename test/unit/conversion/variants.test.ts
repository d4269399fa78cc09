import { describe, expect, it } from "vitest";
import {
  alignKeyframes,
  checkVariantNames,
  planConversion,
  planToKeep,
  toVariantsMessage,
  variantsInMessage,
} from "../../../src/conversion/index.js";
import { source, valueOf } from "./sample-source.js";

describe("E61 one grid of keyframes", () => {
  it("is for pictures that are encoded, unless the spec or its preset says another", () => {
    const specs = {
      small: { video: { height: 480 } },
      copied: {},
      own: { video: { height: 480, keyframeInterval: 1 } },
      phone: { useCase: "mobile" as const },
      sound: { video: false as const },
    };
    expect(alignKeyframes(specs, source())).toEqual({
      ...specs,
      small: { video: { height: 480, keyframeInterval: 2 } },
    });
    const [pass] = planConversion(source(), { useCase: "mobile" }).passes;
    expect(valueOf(pass!, "-force_key_frames")).toBe("expr:gte(t,n_forced*2)");
    expect(valueOf(pass!, "-sc_threshold")).toBe("0");
  });

  it("is for all pictures of a source that is not known", () => {
    expect(alignKeyframes({ a: {}, b: { video: false } }, undefined)).toEqual({
      a: { video: { keyframeInterval: 2 } },
      b: { video: false },
    });
  });

  it("is told to each encoder in its own words", () => {
    const grid = (codec: "hevc" | "av1" | "h264", interval = 2) =>
      planConversion(source(), { video: { codec, keyframeInterval: interval, height: 480 } }).passes[0]!;
    expect(valueOf(grid("hevc"), "-x265-params")).toContain("scenecut=0");
    expect(valueOf(grid("hevc"), "-forced-idr")).toBe("1");
    expect(valueOf(grid("av1"), "-g")).toBe("60");
    expect(valueOf(grid("h264"), "-g")).toBeUndefined();
    expect(valueOf(grid("h264", 10), "-g")).toBe("300");
  });
});

describe("R52 variants in a message", () => {
  it("survive the way there", () => {
    const specs = { hd: { video: { height: 1080 } }, "720p": { audio: false as const } };
    const message = toVariantsMessage(specs, "en");
    expect(message).toMatch(/^720p: .*\nhd: |^hd: .*\n720p: /);
    expect(variantsInMessage(message)).toEqual(specs);
    expect(variantsInMessage("720p")).toBeUndefined();
    expect(variantsInMessage("```json\n{}\n```")).toBeUndefined();
    expect(variantsInMessage("```json\nnull\n```")).toBeUndefined();
  });

  it("have names that can be part of a file's", () => {
    for (const name of ["1080p", "low-bitrate", "手机", "été_2", "a b"]) checkVariantNames([name]);
    for (const name of ["", ".", "..", "a/b", "a\\b", "a:b", "a\0", " a", "x".repeat(61), "a\nb"]) {
      expect(() => checkVariantNames([name]), JSON.stringify(name)).toThrow(/no name for a variant/);
    }
    expect(() => checkVariantNames(Array.from({ length: 33 }, (_, index) => `v${index}`))).toThrow("32");
  });
});

describe("R88 how a source serves as it is", () => {
  it("where only an encode, its quality or its speed was asked for", () => {
    expect(planToKeep(source(), { reencode: true, video: { crf: 18, preset: "slow" } })?.route).toBe("copy");
    expect(planToKeep(source(), { video: { crf: 18, codec: "h264" }, audio: false })?.route).toBe("copy");
  });

  it("not where something else would be missed", () => {
    expect(planToKeep(source(), { reencode: true, video: { height: 720 } })).toBeUndefined();
    expect(planToKeep(source(), { video: { codec: "hevc", crf: 20 } })).toBeUndefined();
    expect(planToKeep(source(), { reencode: true, trim: { end: 5 } })).toBeUndefined();
    expect(planToKeep(source(), { video: { crf: 20 }, audio: { bitrate: 96_000 } })).toBeUndefined();
  });
});
