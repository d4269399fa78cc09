import { beforeAll, describe, expect, it } from "vitest";
import { lavfi, workshop, x264 } from "../support/convert-clip.js";
import { failureOf } from "../support/failure-of.js";

const { clip, convert } = workshop();
const tone = (seconds: number, layout = "stereo") =>
  lavfi(`sine=frequency=440:sample_rate=48000:duration=${seconds},aformat=channel_layouts=${layout}`);
const pcm = ["-c:a", "pcm_s16le"];

/** Sources of different kinds, and the targets for each, in bytes. */
const sources: [string, string[], number[]][] = [
  [
    "drawn, 640x360",
    [...lavfi("testsrc2=size=640x360:rate=25:duration=6"), ...tone(6), ...x264, ...pcm],
    [250, 350, 500, 700, 900, 1200],
  ],
  [
    "noise, 480x270",
    [...lavfi("testsrc2=size=480x270:rate=30:duration=5,noise=alls=30:allf=t"), ...tone(5), ...x264, ...pcm],
    [200, 300, 420, 600, 800, 1000],
  ],
  [
    "portrait without sound",
    [...lavfi("mandelbrot=size=360x640:rate=25"), "-t", "5", ...x264],
    [150, 220, 300, 400, 500, 650],
  ],
  [
    "5.1 at 50 frames a second",
    [
      ...lavfi("testsrc2=size=640x360:rate=50:duration=4,noise=alls=10:allf=t"),
      ...tone(4, "5.1"),
      ...x264,
      ...pcm,
    ],
    [300, 400, 550, 700, 900, 1100],
  ],
  [
    "a talk: still, with mono",
    [
      ...lavfi("testsrc2=size=640x360:rate=25:duration=6,noise=alls=6:allf=t"),
      ...tone(6, "mono"),
      ...x264,
      ...pcm,
    ],
    [220, 300, 400, 520, 650, 800],
  ],
];

describe("E57 R83 a target size is never exceeded, and nearly reached", () => {
  const shares: number[] = [];

  describe.each(sources)("%s", (name, args, targets) => {
    let source: string;
    beforeAll(async () => {
      source = await clip(`${name.replaceAll(/[^a-z0-9]/gi, "-")}.mkv`, ...args);
    });

    it.each(targets)(
      "%i kB",
      async (kilobytes) => {
        const targetSize = kilobytes * 1000;
        const { result } = await convert(source, {
          spec: { targetSize, reencode: true, video: { preset: "veryfast" } },
        });
        expect(result.bytes).toBeLessThanOrEqual(targetSize);
        shares.push(result.bytes / targetSize);
      },
      60_000,
    );
  });

  it("25 of the 30 are within 7 % below", () => {
    expect(shares).toHaveLength(30);
    expect(shares.filter((share) => share >= 0.93).length).toBeGreaterThanOrEqual(25);
  });
});

it("E58 what cannot be reached is refused, with the least that can", async () => {
  const source = await clip(
    "e58.mkv",
    ...lavfi("testsrc2=size=640x360:rate=25:duration=10"),
    ...tone(10),
    ...x264,
    ...pcm,
  );
  const error = await failureOf(convert(source, { spec: { targetSize: 20_000 } }));
  expect(error.code).toBe("target-unreachable");
  const least = Number(error.details["leastBytes"]);
  expect(least).toBeGreaterThan(20_000);
  const { result } = await convert(source, { spec: { targetSize: least, video: { preset: "veryfast" } } });
  expect(result.bytes).toBeLessThanOrEqual(least);
  expect(result.warnings.join(" ")).toMatch(/To stay under/);
});
