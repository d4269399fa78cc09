import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ConversionSpec,
  describeSpec,
  normalizeSpec,
  parseRequest,
  presetNames,
} from "../../../../src/conversion/index.js";

const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const bitrate = fc.oneof(
  fc.integer({ min: 8, max: 90_000 }).map((kilobits) => kilobits * 1000),
  fc.integer({ min: 1, max: 100_000_000 }),
);
const rate = fc.oneof(
  fc.record({ crf: fc.integer({ min: 0, max: 630 }).map((tenths) => tenths / 10) }),
  fc.record({ bitrate }),
  fc.constant({}),
);
const size = fc.oneof(
  fc.record({ height: fc.integer({ min: 100, max: 4320 }) }),
  fc.record({ width: fc.integer({ min: 16, max: 7680 }) }),
  fc.record({ width: fc.integer({ min: 16, max: 7680 }), height: fc.integer({ min: 16, max: 4320 }) }),
  fc.constant({}),
);
const fps = fc.oneof(
  fc.integer({ min: 1, max: 240 }),
  fc.constantFrom("24000/1001", "30000/1001", "60000/1001", "25/2"),
);
const video = fc
  .tuple(
    fc.record({
      codec: optional(fc.constantFrom("h264", "hevc", "av1", "copy")),
      fps: optional(fps),
      maxBitrate: optional(bitrate),
    }),
    rate,
    size,
  )
  .map((parts) => Object.assign({}, ...parts) as ConversionSpec["video"]);
const audio = fc.oneof(
  fc.constant(false as const),
  fc.record({ codec: optional(fc.constantFrom("aac", "copy")), bitrate: optional(bitrate) }),
);
const spec = fc
  .record({
    video: optional(video),
    audio: optional(audio),
    targetSize: optional(
      fc.oneof(
        fc.integer({ min: 1, max: 9000 }).map((n) => n * 1_000_000),
        fc.integer({ min: 1, max: 9e9 }),
      ),
    ),
    reencode: optional(fc.constant(true)),
    useCase: optional(fc.constantFrom(...presetNames)),
  })
  .map((value) => withoutEmpty(normalizeSpec(value as ConversionSpec)));

/** A sentence has no words for a video object without a wish in it. */
function withoutEmpty({ video, audio, ...others }: ConversionSpec): ConversionSpec {
  const isSaid = (part: object | false | undefined) => part === false || Object.keys(part ?? {}).length > 0;
  return { ...others, ...(isSaid(video) && { video }), ...(isSaid(audio) && { audio }) };
}

describe("R84 a spec said as a sentence", () => {
  it.each(["en", "zh"] as const)("is read back as the same spec (%s)", (language) => {
    fc.assert(
      fc.property(spec, (value) => {
        const text = describeSpec(value, language);
        const parsed = parseRequest(text);
        expect(parsed.unrecognized, text).toEqual([]);
        expect(parsed.spec, text).toEqual(value);
        expect(parsed.selection, text).toEqual({ batch: false });
      }),
      { numRuns: 1000 },
    );
  });

  it.each<[ConversionSpec, string, string]>([
    [{}, "Convert to MP4.", "转换为 MP4。"],
    [
      { video: { codec: "h264", crf: 20 }, targetSize: 25_000_000 },
      "Convert to MP4: H.264, CRF 20, under 25 MB.",
      "转换为 MP4：H.264，CRF 20，不超过 25 MB。",
    ],
    [
      { video: { codec: "copy" }, audio: { codec: "copy" } },
      "Convert to MP4: without re-encoding.",
      "转换为 MP4：不要重新编码。",
    ],
    [
      { video: { height: 1080, bitrate: 4_000_000 }, audio: { codec: "aac", bitrate: 192_000 } },
      "Convert to MP4: 1080p, video bitrate 4000 kb/s, AAC audio, audio bitrate 192 kb/s.",
      "转换为 MP4：1080p，视频码率 4000 kb/s，AAC 音频，音频码率 192 kb/s。",
    ],
  ])("%j", (value, english, chinese) => {
    expect(describeSpec(value, "en")).toBe(english);
    expect(describeSpec(value, "zh")).toBe(chinese);
  });
});
