import fc from "fast-check";
import {
  type ConversionSpec,
  type ConversionSpecInput,
  presetNames,
} from "../../../../src/conversion/index.js";

/** Specs over all fields, as `normalizeSpec` gives them, without those that contradict themselves. */

const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 3 });
const flag = some(fc.boolean());
const whole = (min: number, max: number) => fc.integer({ min, max });
const seconds = fc.oneof(
  whole(0, 7200),
  whole(0, 7_200_000).map((milliseconds) => milliseconds / 1000),
  fc.double({ min: 0, max: 1e6, noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
);
const bitrate = fc.oneof(
  whole(8, 90_000).map((kilobits) => kilobits * 1000),
  whole(1, Number.MAX_SAFE_INTEGER),
);
const pixels = fc.oneof(whole(100, 4320), whole(1, 10_000_000));

const rate = fc.oneof(
  fc.record({
    crf: fc.oneof(
      whole(0, 63),
      fc.double({ min: 0, max: 63, noNaN: true }).map((crf) => crf + 0),
    ),
  }),
  fc.record({ bitrate }),
  fc.constant({}),
);
const harmlessOnCopy = {
  allowUpscale: flag,
  deinterlace: some(fc.constantFrom("auto" as const, false)),
  detelecine: some(fc.constant(false)),
  hdr: some(fc.constantFrom("auto" as const, "keep" as const)),
  rotate: some(fc.constant(0 as const)),
};
const copiedVideo = fc.record({ codec: fc.constant("copy" as const), ...harmlessOnCopy });
const encodedVideo = fc
  .tuple(
    rate,
    fc.record({
      codec: some(fc.constantFrom("auto", "h264", "hevc", "av1")),
      maxBitrate: some(bitrate),
      width: some(pixels),
      height: some(pixels),
      fps: some(
        fc.oneof(
          whole(1, 240),
          fc.constantFrom("24000/1001", "30000/1001", "60000/1001", "25/2", 29.97),
          fc.tuple(whole(3, 100_000), whole(1000, 2000)).map((pair) => pair.join("/")),
        ),
      ),
      allowUpscale: flag,
      profile: some(fc.constantFrom("baseline", "main", "high")),
      level: some(fc.tuple(whole(1, 6), whole(0, 3)).map((pair) => pair.join("."))),
      preset: some(
        fc.oneof(
          fc.constantFrom("ultrafast", "veryfast", "fast", "medium", "slow", "placebo", "8", "12", "p5"),
          fc.stringMatching(/^[a-z0-9]{1,12}$/),
        ),
      ),
      rotate: some(fc.constantFrom(0, 90, 180, 270)),
      keyframeInterval: some(fc.oneof(whole(1, 600), fc.double({ min: 0.04, max: 600, noNaN: true }))),
      deinterlace: some(fc.constantFrom("auto", true, false)),
      detelecine: flag,
      hdr: some(fc.constantFrom("auto", "keep", "tonemap")),
    }),
  )
  .map((parts) => Object.assign({}, ...parts) as object);
const copiedAudio = fc.record({
  codec: fc.constant("copy" as const),
  normalize: some(fc.constant(false)),
});
const encodedAudio = fc.record({
  codec: some(fc.constantFrom("auto", "aac")),
  bitrate: some(bitrate),
  channels: some(whole(1, 8)),
  sampleRate: some(fc.oneof(fc.constantFrom(44_100, 48_000), whole(1, Number.MAX_SAFE_INTEGER))),
  normalize: flag,
});
const tracks = fc.oneof(
  fc.constantFrom("all", "default"),
  fc.array(fc.oneof(whole(0, 9), whole(0, 1_000_000)), { maxLength: 4 }),
  fc.array(fc.oneof(fc.constantFrom("eng", "chi", "jpn", "en", "zh-Hans"), fc.string({ unit: "binary" })), {
    maxLength: 4,
  }),
);
const trim = fc
  .record({ start: some(seconds), end: some(seconds), dropLast: some(seconds) })
  .filter(({ start, end }) => start === undefined || end === undefined || end > start);

export const anySpec = fc
  .record({
    video: some(fc.oneof(fc.constant(false as const), copiedVideo, encodedVideo, encodedVideo)),
    audio: some(fc.oneof(fc.constant(false as const), copiedAudio, encodedAudio, encodedAudio)),
    subtitles: some(fc.constantFrom("keep", "drop", "burn")),
    streams: some(fc.record({ video: some(whole(0, 1_000_000)), audio: some(tracks) })),
    targetSize: some(
      fc.oneof(
        whole(1, 9000).map((megabytes) => megabytes * 1_000_000),
        whole(1, Number.MAX_SAFE_INTEGER),
      ),
    ),
    trim: some(trim),
    faststart: flag,
    fragmented: flag,
    reencode: flag,
    useCase: some(fc.constantFrom(...presetNames)),
  })
  .map((spec) => spec as ConversionSpecInput)
  .filter(({ video, reencode, subtitles }) => {
    const isCopied = video !== undefined && video !== false && video.codec === "copy";
    return !(isCopied && (reencode === true || subtitles === "burn"));
  });

/** A sentence has no words for an object without a wish in it: it asks for nothing. */
export function withoutEmpty(spec: ConversionSpec): ConversionSpec {
  const isSaid = (part: unknown) => typeof part !== "object" || part === null || Object.keys(part).length > 0;
  return Object.fromEntries(Object.entries(spec).filter(([, part]) => isSaid(part)));
}
