import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NemoError } from "../../../src/errors/index.js";
import {
  type ConversionPlan,
  type ConversionSpec,
  type MediaInfo,
  planConversion,
} from "../../../src/conversion/index.js";
import { failureOf } from "../../support/failure-of.js";
import { picture, sound, source, valueOf } from "./sample-source.js";

const film = (duration: number, changes: Partial<MediaInfo> = {}) =>
  source({
    duration,
    bytes: 100_000_000_000,
    video: [picture({ frameRate: "60", duration })],
    audio: [sound({ codec: "ac3", channels: 6, bitrate: 448_000, duration })],
    ...changes,
  });

const plan = (megabytes: number, duration: number, spec: ConversionSpec = {}, from = film(duration)) =>
  planConversion(from, { ...spec, targetSize: megabytes * 1_000_000 });

/** What the encoders may give at the most, as bytes: where quality decides, the buffer comes on top of the maximum. */
function plannedBytes({ passes }: ConversionPlan, duration: number): number {
  const args = passes.at(-1)!;
  const rate = Number(valueOf(args, "-b:v:0") ?? valueOf(args, "-maxrate:v:0"));
  const buffer = args.includes("-crf") ? Number(valueOf(args, "-bufsize:v:0")) : 0;
  return (rate * duration + buffer + Number(valueOf(args, "-b:a:0") ?? 0) * duration) / 8;
}

const heightOf = ({ expectation }: ConversionPlan) => expectation.video!.displayHeight;

describe("R83 E58 the ladder: what is least missed goes first", () => {
  it.each([
    ["plenty", 300, 60, 1080, 6, []],
    ["sound first", 26, 60, 1080, 2, ["audio at 96 kb/s"]],
    ["then size and rate", 15, 60, 720, 2, ["720p", "30 frames per second"]],
    ["then 540p", 5, 60, 540, 2, ["540p", "audio at 64 kb/s"]],
    ["then 360p with one channel", 2.5, 60, 360, 1, ["360p", "audio at 48 kb/s"]],
    ["then 240p", 1.2, 60, 240, 1, ["240p", "15 frames per second", "audio at 32 kb/s"]],
  ])(
    "%s: %d MB for %d s is %dp with %d channels",
    (_what, megabytes, duration, height, channels, lowered) => {
      const { expectation, warnings } = plan(megabytes, duration);
      expect(expectation.video).toMatchObject({ displayHeight: height });
      expect(expectation.audio).toMatchObject([{ channels }]);
      expect(warnings).toHaveLength(lowered.length === 0 ? 0 : 1);
      for (const step of lowered) expect(warnings[0]).toContain(step);
    },
  );

  it("encodes in two passes with a peak and a buffer, and expects no more than the target", () => {
    const { passes, expectation } = plan(20, 60);
    expect(passes).toHaveLength(2);
    const args = passes.at(-1)!;
    const bitrate = Number(valueOf(args, "-b:v:0"));
    expect(Number(valueOf(args, "-maxrate:v:0"))).toBeGreaterThan(bitrate);
    expect(Number(valueOf(args, "-bufsize:v:0"))).toBeGreaterThan(bitrate);
    expect(expectation.mostBytes).toBe(20_000_000);
  });

  it("speaks of nothing that is not there or was as low before", () => {
    const silent = film(60, {
      audio: [],
      video: [picture({ width: 640, height: 360, frameRate: "24", duration: 60 })],
    });
    expect(plan(0.95, 60, {}, silent).warnings).toEqual([expect.not.stringContaining("audio")]);
    const quiet = plan(5, 60, { useCase: "preview" }, film(60)).warnings.join();
    expect(quiet).not.toContain("audio at 96");
  });
});

describe("R83 any film and any target", () => {
  const duration = fc.integer({ min: 1, max: 20_000 });
  const megabytes = fc.double({ min: 0.05, max: 20_000, noNaN: true });

  it("stays under the target, or refuses with a size with which it works", () => {
    fc.assert(
      fc.property(duration, megabytes, (seconds, size) => {
        try {
          const made = plan(size, seconds);
          expect(plannedBytes(made, seconds)).toBeLessThan(size * 1_000_000);
          expect(plannedBytes(made, seconds)).toBeGreaterThan(0);
        } catch (error) {
          if (!NemoError.isInstance(error)) throw error;
          expect(error.code).toBe("target-unreachable");
          const least = error.details["leastBytes"] as number;
          expect(least).toBeGreaterThan(size * 1_000_000 - 1);
          expect(() => plan((least + 1) / 1e6, seconds)).not.toThrow();
        }
      }),
    );
  });

  it("never gives less picture for more bytes", () => {
    fc.assert(
      fc.property(
        duration,
        megabytes,
        fc.double({ min: 1, max: 10, noNaN: true }),
        (seconds, size, factor) => {
          let smaller: ConversionPlan;
          try {
            smaller = plan(size, seconds);
          } catch {
            return;
          }
          expect(heightOf(plan(size * factor, seconds))).toBeGreaterThanOrEqual(heightOf(smaller));
        },
      ),
    );
  });
});

describe("R46 a size is a limit", () => {
  const rateOf = (megabytes: number, spec: ConversionSpec = {}, from = film(60)) => {
    const args = plan(megabytes, 60, spec, from).passes.at(-1)!;
    return Object.fromEntries(
      ["-crf", "-b:v:0", "-maxrate:v:0", "-bufsize:v:0"].flatMap((name) => {
        const value = valueOf(args, name);
        return value === undefined ? [] : [[name, Number(value)]];
      }),
    );
  };

  it("quality decides where there is plenty, at the picture's own level", () => {
    // 1080p60 High is level 4.2: 62.5 Mb/s.
    const most = { "-maxrate:v:0": 62_500_000, "-bufsize:v:0": 62_500_000 };
    expect(rateOf(5000)).toEqual({ "-crf": 20, ...most });
    expect(rateOf(5000, { video: { crf: 14 } })).toEqual({ "-crf": 14, ...most });
    expect(rateOf(5000, { video: { level: "5.1" } })["-maxrate:v:0"]).toBe(300_000_000);
    expect(rateOf(5000, { video: { maxBitrate: 8_000_000 } })["-maxrate:v:0"]).toBeLessThan(8_000_000);
  });

  it("sooner where the source itself is no larger", () => {
    expect(rateOf(150)).toHaveProperty("-b:v:0");
    expect(rateOf(150, { reencode: true }, film(60, { bytes: 120_000_000 }))).toHaveProperty("-crf", 20);
    const half = { reencode: true, trim: { end: 30 } };
    expect(rateOf(75, half, film(60, { bytes: 140_000_000 }))).toHaveProperty("-crf", 20);
  });

  it("a bit rate that was asked for is the most, whatever room there is", () => {
    expect(rateOf(5000, { video: { bitrate: 3_000_000 } })["-b:v:0"]).toBe(3_000_000);
    expect(rateOf(20, { video: { bitrate: 3_000_000 } })["-b:v:0"]).toBeLessThan(2_700_000);
  });

  it("AV1, whose encoder knows no maximum, is not given all of it either", () => {
    expect(rateOf(5000, { video: { codec: "av1" } })["-b:v:0"]).toBeLessThan(30_000_000);
  });
});

describe("R83 what the user said by number is not touched", () => {
  it.each<[string, ConversionSpec, (made: ConversionPlan) => unknown, unknown]>([
    ["height", { video: { height: 720 } }, heightOf, 720],
    ["width", { video: { width: 1280 } }, heightOf, 720],
    ["rate", { video: { fps: 60 } }, ({ passes }) => valueOf(passes.at(-1)!, "-r"), "60"],
    [
      "audio rate",
      { audio: { bitrate: 128_000 } },
      ({ passes }) => valueOf(passes.at(-1)!, "-b:a:0"),
      "128000",
    ],
    ["channels", { audio: { channels: 6 } }, ({ expectation }) => expectation.audio[0]?.channels, 6],
  ])("%s", (_what, spec, read, value) => {
    expect(read(plan(13, 60, spec))).toBe(value);
  });

  it("and is not said to be lowered", () => {
    expect(plan(13, 60, { video: { fps: 60 } }).warnings.join()).not.toContain("frames per second");
    expect(plan(13, 60).warnings.join()).toContain("30 frames per second");
  });

  it("refuses rather than break a number", async () => {
    const asked = await failureOf(() => plan(3, 60, { video: { height: 1080, fps: 60 } }));
    expect(asked.code).toBe("target-unreachable");
    const free = await failureOf(() => plan(0.3, 60));
    expect(asked.details["leastBytes"]).toBeGreaterThan(free.details["leastBytes"] as number);
  });

  it("an audio copy that was asked for stays a copy", () => {
    const audio = [sound({ bitrate: 320_000 })];
    const { streams } = plan(20, 60, { audio: { codec: "copy" } }, film(60, { audio }));
    expect(streams[1]).toMatchObject({ action: "copy" });
  });
});

describe("R83 sound that fits is still copied", () => {
  it.each([
    [128_000, "copy"],
    [320_000, "encode"],
    [undefined, "encode"],
  ] as const)("AAC of %s b/s: %s", (bitrate, action) => {
    expect(plan(60, 60, {}, film(60, { audio: [sound({ bitrate })] })).streams[1]).toMatchObject({ action });
  });
});

describe("R83 a source of unknown length", () => {
  it.each([[undefined], [0]])("%s seconds: no size is promised", async (duration) => {
    const error = await failureOf(() => plan(20, 60, {}, film(60, { duration })));
    expect(error.code).toBe("target-unreachable");
    expect(error.message).toContain("how long");
  });

  it("is known when the trim ends it", () => {
    expect(plan(20, 60, { trim: { end: 30 } }, film(60, { duration: undefined })).passes).toHaveLength(2);
  });
});
