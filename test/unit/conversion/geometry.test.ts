import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { VideoSpec, VideoStream } from "../../../src/conversion/index.js";
import { fitPicture } from "../../../src/conversion/geometry.js";
import { picture } from "./sample-source.js";

const landscape = { width: 1920, height: 1080 };
const portrait = { width: 1080, height: 1920 };
const phone = { ...landscape, rotation: 90 } as const;
const pal = { width: 720, height: 576, sar: "64:45" };

type Case = [source: Partial<VideoStream>, spec: VideoSpec, width: number, height: number, change: string];

function expectFit([stream, spec, width, height, change]: Case): void {
  expect(fitPicture(picture(stream), spec)).toMatchObject({ width, height, change });
}

describe("R46 E9 a height alone is the short side, as in 1080p", () => {
  it.each<Case>([
    [landscape, { height: 720 }, 1280, 720, "scale"],
    [portrait, { height: 720 }, 720, 1280, "scale"],
    [phone, { height: 720 }, 720, 1280, "scale"],
    [{ width: 1000, height: 1000 }, { height: 480 }, 480, 480, "scale"],
    [{ width: 3840, height: 1600 }, { height: 1080 }, 2592, 1080, "scale"],
    [landscape, { height: 1080 }, 1920, 1080, "none"],
  ])("%j to %j is %dx%d", (...row) => expectFit(row));
});

describe("E9 a width alone keeps the aspect, both are a box", () => {
  it.each<Case>([
    [landscape, { width: 1280 }, 1280, 720, "scale"],
    [portrait, { width: 540 }, 540, 960, "scale"],
    [landscape, { width: 1280, height: 1280 }, 1280, 720, "scale"],
    [landscape, { width: 1280, height: 360 }, 640, 360, "scale"],
    [portrait, { width: 1280, height: 720 }, 406, 720, "scale"],
    [phone, { width: 540, height: 5000 }, 540, 960, "scale"],
  ])("%j in %j is %dx%d", (...row) => expectFit(row));
});

describe("E9 no upscaling unless it is allowed", () => {
  it.each<Case>([
    [{ width: 640, height: 360 }, { height: 1080 }, 640, 360, "none"],
    [{ width: 640, height: 360 }, { width: 1920, height: 1080 }, 640, 360, "none"],
    [{ width: 640, height: 360 }, { height: 1080, allowUpscale: true }, 1920, 1080, "scale"],
    [{ width: 640, height: 360 }, { allowUpscale: true }, 640, 360, "none"],
  ])("%j to %j is %dx%d", (...row) => expectFit(row));

  it("says whether the picture became smaller", () => {
    expect(fitPicture(picture(landscape), { height: 720 }).isSmaller).toBe(true);
    expect(fitPicture(picture(landscape), {}).isSmaller).toBe(false);
    expect(
      fitPicture(picture({ width: 640, height: 360 }), { height: 720, allowUpscale: true }).isSmaller,
    ).toBe(false);
  });
});

describe("E16 two fields that are kept have even heights each", () => {
  it.each<[...Case, lines: number]>([
    [{ width: 720, height: 486 }, {}, 720, 484, "crop", 4],
    [{ width: 720, height: 486 }, {}, 720, 486, "none", 2],
    [{ width: 720, height: 480 }, {}, 720, 480, "none", 4],
    [pal, { width: 180, height: 374 }, 180, 100, "scale", 4],
    [pal, { width: 500, height: 102 }, 182, 100, "scale", 4],
  ])("%j to %j is %dx%d (%s, in steps of %d)", (stream, spec, width, height, change, lines) => {
    expect(fitPicture(picture(stream), spec, lines)).toMatchObject({ width, height, change });
  });
});

describe("E5 odd sizes lose a line or column, they are not resampled for it", () => {
  it.each<Case>([
    [{ width: 321, height: 241 }, {}, 320, 240, "crop"],
    [{ width: 320, height: 241 }, {}, 320, 240, "crop"],
    [{ width: 321, height: 241 }, { height: 1080 }, 320, 240, "crop"],
    [{ width: 1, height: 1 }, {}, 2, 2, "crop"],
    [{ width: 1366, height: 767 }, { width: 683 }, 684, 384, "scale"],
  ])("%j with %j is %dx%d", (...row) => expectFit(row));
});

describe("E6 square pixels", () => {
  it.each<Case>([
    [pal, {}, 1024, 576, "scale"],
    [pal, { height: 480 }, 854, 480, "scale"],
    [{ width: 1440, height: 1080, sar: "4:3" }, {}, 1920, 1080, "scale"],
    [{ width: 720, height: 480, sar: "8:9" }, {}, 640, 480, "scale"],
  ])("%j with %j is %dx%d", (...row) => expectFit(row));
});

describe("E7 rotation counts on the picture as it is shown", () => {
  it.each<Case>([
    [phone, {}, 1080, 1920, "none"],
    [{ ...landscape, rotation: 180 }, {}, 1920, 1080, "none"],
    [landscape, { rotate: 90 }, 1080, 1920, "none"],
    [phone, { rotate: 270 }, 1920, 1080, "none"],
    [landscape, { rotate: 90, height: 720 }, 720, 1280, "scale"],
    [landscape, { rotate: 90, width: 540 }, 540, 960, "scale"],
  ])("%j with %j is %dx%d", (...row) => expectFit(row));
});

describe("E5 E9 any picture and any wish", () => {
  const size = fc.integer({ min: 2, max: 8192 });
  const stream = fc
    .record({
      width: size,
      height: size,
      sar: fc.constantFrom("1:1", "64:45", "4:3", "8:9", "16:11"),
      rotation: fc.constantFrom(0 as const, 90 as const, 180 as const, 270 as const),
    })
    .map(picture);
  const wish = fc.record(
    {
      width: size,
      height: size,
      rotate: fc.constantFrom(0 as const, 90 as const, 180 as const, 270 as const),
    },
    { requiredKeys: [] },
  );

  it("has even sides and at least two pixels", () => {
    fc.assert(
      fc.property(stream, wish, fc.boolean(), (video, spec, allowUpscale) => {
        const { width, height } = fitPicture(video, { ...spec, allowUpscale });
        expect([width % 2, height % 2]).toEqual([0, 0]);
        expect(Math.min(width, height)).toBeGreaterThanOrEqual(2);
      }),
    );
  });

  it("is never larger than the source as it is shown, but for the rounding to even", () => {
    fc.assert(
      fc.property(stream, wish, (video, spec) => {
        const { width, height } = fitPicture(video, spec);
        const isTurned = spec.rotate === 90 || spec.rotate === 270;
        const [shownWidth, shownHeight] = [video.displayWidth, video.displayHeight];
        expect(width).toBeLessThanOrEqual((isTurned ? shownHeight : shownWidth) + 1);
        expect(height).toBeLessThanOrEqual((isTurned ? shownWidth : shownHeight) + 1);
      }),
    );
  });

  it("stays inside the box", () => {
    fc.assert(
      fc.property(stream, size, size, (video, width, height) => {
        const fitted = fitPicture(video, { width, height, allowUpscale: true });
        expect(fitted.width).toBeLessThanOrEqual(width);
        expect(fitted.height).toBeLessThanOrEqual(height);
      }),
    );
  });

  it("keeps the aspect to a pixel", () => {
    fc.assert(
      fc.property(stream, wish, (video, spec) => {
        const { width, height, change } = fitPicture(video, { ...spec, rotate: 0 });
        fc.pre(change === "scale" && Math.min(width, height) > 2);
        const { displayWidth, displayHeight } = video;
        const offBy =
          Math.abs(width * displayHeight - height * displayWidth) / Math.max(displayWidth, displayHeight);
        expect(offBy).toBeLessThanOrEqual(4);
      }),
    );
  });
});
