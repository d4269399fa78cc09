import fc from "fast-check";
import { execFile } from "node:child_process";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { type ConversionSpec, type MediaInfo, planConversion } from "../../src/conversion/index.js";
import { NemoError } from "../../src/errors/index.js";
import { findBinary, probe, renderPlan } from "../../src/media/index.js";
import { attempts, patience } from "../fuzz/runs.js";
import { lavfi, workshop, x264 } from "../support/convert-clip.js";
import { sound, source as sampleSource, picture } from "../unit/conversion/sample-source.js";

const { folder, clip } = workshop();
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

/** Specs of all kinds, also those that make no sense for a source. */
const specs: fc.Arbitrary<ConversionSpec> = fc
  .record({
    video: fc.record({
      codec: maybe(fc.constantFrom("auto" as const, "h264" as const)),
      crf: maybe(fc.integer({ min: 0, max: 51 })),
      maxBitrate: maybe(fc.integer({ min: 50_000, max: 20_000_000 })),
      width: maybe(fc.integer({ min: 2, max: 500 })),
      height: maybe(fc.integer({ min: 2, max: 500 })),
      fps: maybe(fc.constantFrom<number | string>(1, 12.5, "24000/1001", 25, 60)),
      allowUpscale: maybe(fc.boolean()),
      profile: maybe(fc.constantFrom("baseline" as const, "main" as const, "high" as const)),
      level: maybe(fc.constantFrom("1.0", "3.0", "4.1", "5.2")),
      rotate: maybe(fc.constantFrom(0 as const, 90 as const, 180 as const, 270 as const)),
      keyframeInterval: maybe(fc.double({ min: 0.1, max: 10, noNaN: true })),
      deinterlace: maybe(fc.constantFrom("auto" as const, true, false)),
      hdr: maybe(fc.constantFrom("auto" as const, "tonemap" as const)),
    }),
    audio: fc.record({
      channels: maybe(fc.integer({ min: 1, max: 8 })),
      bitrate: maybe(fc.integer({ min: 16_000, max: 400_000 })),
      sampleRate: maybe(fc.constantFrom(8000, 22_050, 44_100, 48_000, 96_000)),
      normalize: maybe(fc.boolean()),
    }),
    targetSize: maybe(fc.integer({ min: 30_000, max: 400_000 })),
    trim: maybe(fc.record({ start: fc.double({ min: 0, max: 0.3, noNaN: true }) })),
    faststart: maybe(fc.boolean()),
    fragmented: maybe(fc.boolean()),
    useCase: maybe(
      fc.constantFrom(
        "youtube" as const,
        "web" as const,
        "mobile" as const,
        "broadcast" as const,
        "preview" as const,
      ),
    ),
  })
  // A key that is there with nothing in it is no key.
  .map((spec) => JSON.parse(JSON.stringify(spec)) as ConversionSpec);

const sources: fc.Arbitrary<MediaInfo> = fc
  .record({
    width: fc.integer({ min: 16, max: 4096 }),
    height: fc.integer({ min: 16, max: 2304 }),
    sar: fc.constantFrom("1:1", "64:45", "8:9", "40:33"),
    rotation: fc.constantFrom(0 as const, 90 as const, 180 as const, 270 as const),
    frameRate: fc.constantFrom("25", "30000/1001", "60", "120", "15"),
    isVariableFrameRate: fc.boolean(),
  })
  .map((stream) => {
    const [top, bottom] = stream.sar.split(":").map(Number) as [number, number];
    const wide = Math.round((stream.width * top) / bottom);
    const isTurned = stream.rotation === 90 || stream.rotation === 270;
    const shown = {
      displayWidth: isTurned ? stream.height : wide,
      displayHeight: isTurned ? wide : stream.height,
    };
    return sampleSource({
      video: [picture({ ...stream, ...shown, codec: "ffv1" })],
      audio: [sound({ index: 1 })],
    });
  });

function planned(source: MediaInfo, spec: ConversionSpec) {
  try {
    return planConversion(source, spec);
  } catch (error) {
    if (NemoError.isInstance(error)) return undefined;
    throw error;
  }
}

// Rec. ITU-T H.264, table A-1: macroblocks in a second.
const macroblockRates: Record<string, number> = {
  "1.0": 1485,
  "3.0": 40_500,
  "3.1": 108_000,
  "4.0": 245_760,
  "4.1": 245_760,
  "5.2": 2_073_600,
};

describe("for any source and any spec", () => {
  it("R47 sides are even, and no picture grows unasked", () => {
    fc.assert(
      fc.property(sources, specs, (source, spec) => {
        const plan = planned(source, spec);
        if (!plan?.expectation.video) return;
        const { displayWidth, displayHeight } = plan.expectation.video;
        expect([displayWidth % 2, displayHeight % 2]).toEqual([0, 0]);
        const shown = source.video[0]!;
        const rotate = (spec.video && spec.video.rotate) || 0;
        const width = rotate % 180 === 0 ? shown.displayWidth : shown.displayHeight;
        if (!(spec.video && spec.video.allowUpscale)) expect(displayWidth).toBeLessThanOrEqual(width + 1);
      }),
      { numRuns: 500 },
    );
  });

  it("E60 a level is never too low for what it holds", () => {
    fc.assert(
      fc.property(sources, specs, (source, spec) => {
        const plan = planned(source, spec);
        const args = plan?.passes.at(-1) ?? [];
        const at = args.indexOf("-level:v:0");
        const most = macroblockRates[args[at + 1] ?? ""];
        if (at < 0 || most === undefined || !plan?.expectation.video) return;
        const { displayWidth, displayHeight } = plan.expectation.video;
        const [top, bottom = 1] = (plan.expectation.video.frameRate ?? source.video[0]!.frameRate)
          .split("/")
          .map(Number);
        const blocks = Math.ceil(displayWidth / 16) * Math.ceil(displayHeight / 16);
        expect(blocks * (top! / bottom)).toBeLessThanOrEqual(most);
      }),
      { numRuns: 500 },
    );
  });
});

describe("for real sources and any spec", () => {
  const files: string[] = [];
  let ffmpegPath: string;
  beforeAll(async () => {
    const tone = lavfi("sine=frequency=440:sample_rate=48000:duration=0.6,aformat=channel_layouts=5.1");
    const sound = ["-c:a", "pcm_s16le", "-shortest"];
    files.push(
      await clip("p1.mkv", ...lavfi("testsrc2=size=96x64:rate=25:duration=0.6"), ...tone, ...x264, ...sound),
      await clip(
        "p2.mkv",
        ...lavfi("testsrc2=size=97x55:rate=30000/1001:duration=0.6,format=gbrp"),
        ...tone,
        "-c:v",
        "ffv1",
        ...sound,
      ),
      await clip(
        "p3.mkv",
        ...lavfi("testsrc2=size=720x576:rate=50:duration=0.6,tinterlace=interleave_top,setsar=64/45"),
        ...tone,
        "-c:v",
        "mpeg2video",
        "-flags",
        "+ilme+ildct",
        "-b:v",
        "4M",
        ...sound,
      ),
    );
    ffmpegPath = (await findBinary("ffmpeg")).path;
  });

  it(
    "R41 ffmpeg takes the arguments, every frame decodes, and no target is exceeded",
    async () => {
      const run = promisify(execFile);
      await fc.assert(
        fc.asyncProperty(fc.nat({ max: 2 }), specs, async (number, spec) => {
          const source = files[number]!;
          const info = await probe(source);
          const plan = planned(info, spec);
          if (!plan) return;
          const output = join(folder, `property-${crypto.randomUUID()}.mp4`);
          const refusal = await renderPlan({ source, info, spec, plan, output, ffmpegPath }).catch(
            (error: unknown) => error,
          );
          if (NemoError.isInstance(refusal)) {
            // A film of a few frames cannot always be made so small, and says so.
            expect(refusal.code, refusal.message).toBe("target-unreachable");
            return;
          }
          const { stderr } = await run(ffmpegPath, ["-v", "error", "-i", output, "-f", "null", "-"]);
          expect(stderr).toBe("");
          const made = await probe(output, { headerOnly: true });
          expect([made.video[0]!.width % 2, made.video[0]!.height % 2]).toEqual([0, 0]);
          if (spec.targetSize !== undefined) expect(made.bytes).toBeLessThanOrEqual(spec.targetSize);
          await rm(output);
        }),
        { ...attempts(40), endOnFailure: true },
      );
    },
    4 * patience,
  );
});
