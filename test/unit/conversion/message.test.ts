import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ConversionSpec,
  normalizeSpec,
  presetNames,
  specInMessage,
  toMessage,
} from "../../../src/conversion/index.js";
import { failureOf } from "../../support/failure-of.js";

const bitrate = fc.integer({ min: 1, max: 100_000_000 });
const pixels = fc.integer({ min: 1, max: 8192 });
const video = fc.oneof(
  fc.constant(false as const),
  fc.record(
    {
      codec: fc.constantFrom("auto", "copy", "h264", "hevc", "av1"),
      crf: fc.integer({ min: 0, max: 63 }),
      maxBitrate: bitrate,
      width: pixels,
      height: pixels,
      fps: fc.constantFrom(24, 30, "30000/1001"),
      allowUpscale: fc.boolean(),
      profile: fc.constantFrom("baseline", "main", "high"),
      level: fc.constantFrom("3.1", "4.0"),
      preset: fc.constantFrom("slow", "veryfast"),
      rotate: fc.constantFrom(0, 90, 180, 270),
      keyframeInterval: fc.integer({ min: 1, max: 10 }),
      deinterlace: fc.constantFrom("auto", true, false),
      hdr: fc.constantFrom("auto", "keep", "tonemap"),
    },
    { requiredKeys: [] },
  ),
);
const audio = fc.oneof(
  fc.constant(false as const),
  fc.record(
    {
      codec: fc.constantFrom("auto", "copy", "aac"),
      bitrate,
      channels: fc.integer({ min: 1, max: 8 }),
      sampleRate: fc.constantFrom(44_100, 48_000),
      normalize: fc.boolean(),
    },
    { requiredKeys: [] },
  ),
);
const spec = fc.record(
  {
    video,
    audio,
    subtitles: fc.constantFrom("keep", "drop", "burn"),
    streams: fc.record(
      {
        video: fc.nat(5),
        audio: fc.oneof(fc.constantFrom("all", "default"), fc.array(fc.nat(5)), fc.array(fc.string())),
      },
      { requiredKeys: [] },
    ),
    targetSize: bitrate,
    trim: fc.record({ start: fc.nat(100), end: fc.integer({ min: 101, max: 9000 }) }, { requiredKeys: [] }),
    faststart: fc.boolean(),
    fragmented: fc.boolean(),
    reencode: fc.boolean(),
    useCase: fc.constantFrom(...presetNames),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<ConversionSpec>;

describe("R41 a spec travels in a message", () => {
  it.each(["en", "zh"] as const)("and comes out as it went in (%s)", (language) => {
    fc.assert(
      fc.property(spec, (value) => {
        const normalized = normalizeSpec(value);
        expect(specInMessage(toMessage(normalized, language))).toStrictEqual(normalized);
      }),
      { numRuns: 300 },
    );
  });

  it("as a sentence for one that reads and a block for one that computes", () => {
    const message = toMessage({ video: { crf: 20 } }, "en");
    expect(message).toBe('Convert to MP4: CRF 20.\n\n```json\n{\n  "video": {\n    "crf": 20\n  }\n}\n```');
    expect(toMessage({}, "zh")).toContain("转换为 MP4");
  });

  it("survives Windows line ends and words around it", () => {
    const message = `Please.\n${toMessage({ targetSize: 5 }, "en")}\nThanks!`.replaceAll("\n", "\r\n");
    expect(specInMessage(message)).toEqual({ targetSize: 5 });
  });

  it.each([["Convert to MP4"], [""], ["```\n{}\n```"], ["```json"]])("there is none in %j", (message) => {
    expect(specInMessage(message)).toBeUndefined();
  });

  it.each([
    ["{", /not JSON/],
    ["null", /spec/],
    ['{"video":{"crf":99}}', /spec\.video\.crf is 99/],
    ['{"container":"mkv"}', /spec\.container is not known/],
  ])("%s is refused", async (block, message) => {
    const error = await failureOf(() => specInMessage(`Hi\n\`\`\`json\n${block}\n\`\`\``));
    expect(error.code).toBe("invalid-request");
    expect(error.message).toMatch(message);
  });
});
