import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Extent, findTruncation, findWrongExtension } from "../../../src/conversion/index.js";
import { picture, sound, source, subtitle } from "./sample-source.js";

const whole: [number, Extent][] = [
  [0, { packets: 1800, first: 0, last: 60, total: 60 }],
  [1, { packets: 2813, first: 0, last: 60, total: 60 }],
];
const contents = (extents: [number, Extent][], isCut = false, promised?: number) => ({
  extents: new Map(extents),
  isCut,
  ...(promised !== undefined && { promised }),
});
const counted = (frames: number) => source({ video: [picture({ frames })] });

describe("E64 what is missing of a file", () => {
  it("is nothing when all of it is there, whatever its lengths say", () => {
    expect(findTruncation(counted(1800), contents(whole))).toBeUndefined();
    expect(findTruncation(counted(1800), contents(whole, true))).toBeUndefined();
  });

  it("is told of the picture first, in seconds and frames", () => {
    const half: [number, Extent][] = [
      [0, { packets: 873, first: 0, last: 29.1, total: 29.1 }],
      [1, { packets: 1300, first: 0, last: 28, total: 28 }],
    ];
    expect(findTruncation(counted(1800), contents(half))).toEqual({
      kind: "truncated",
      stream: 0,
      message: "It is cut short: 29.1 of 60 s are there (873 of 1800 frames).",
      severity: "error",
      present: 29.1,
      promised: 60,
    });
  });

  it("may be less than a second only where something says that it was cut", () => {
    const nearly: [number, Extent][] = [
      [0, { packets: 1780, first: 0, last: 59.33, total: 59.33 }],
      whole[1]!,
    ];
    expect(findTruncation(counted(1800), contents(nearly))).toBeUndefined();
    expect(findTruncation(counted(1800), contents(nearly, true))).toMatchObject({ present: 59.33 });
  });

  it("is not what an edit list leaves out", () => {
    const edited: [number, Extent][] = [[0, { packets: 900, first: 0, last: 60, total: 60 }], whole[1]!];
    expect(findTruncation(counted(1800), contents(edited))).toBeUndefined();
  });

  it("is a whole stream, too", () => {
    expect(findTruncation(counted(1800), contents([whole[1]!]))).toMatchObject({ stream: 0, present: 0 });
  });

  it("is told of the container where its streams do not say how long they are", () => {
    const info = source({
      format: "matroska,webm",
      video: [picture({ duration: undefined })],
      audio: [sound({ duration: undefined })],
      subtitles: [subtitle({ duration: 60 })],
    });
    const half = contents([[0, { packets: 800, first: 0, last: 27, total: 27 }]]);
    expect(findTruncation(info, half)).toMatchObject({ present: 27, promised: 60 });
    expect(findTruncation({ ...info, format: "mpegts" }, half)).toBeUndefined();
    const guess = { ...info, format: "avi", duration: 28 };
    expect(findTruncation(guess, { ...half, promised: 60, isCut: true })).toMatchObject({ promised: 60 });
  });

  it("does not mind when a stream begins", () => {
    fc.assert(
      fc.property(fc.double({ min: -5, max: 30, noNaN: true }), (first) => {
        const late = whole.map(([index, each]): [number, Extent] => [
          index,
          { ...each, first, last: first + 60 },
        ]);
        expect(findTruncation(counted(1800), contents(late, true))).toBeUndefined();
      }),
    );
  });
});

describe("E66 a wrong extension", () => {
  it.each([
    ["film.avi", "mov,mp4,m4a,3gp,3g2,mj2", ".mp4 would be right"],
    ["film.mp4", "matroska,webm", ".mkv would be right"],
    ["FILM.MP4", "avi", "AVI"],
    ["film.mkv", "gxf", "gxf"],
  ])("%s that is %s", (name, format, said) => {
    const found = findWrongExtension(name, source({ format }));
    expect(found).toMatchObject({ kind: "wrong-extension", severity: "note" });
    expect(found!.message).toContain(said);
  });

  it.each([
    ["film.mov", "mov,mp4,m4a,3gp,3g2,mj2"],
    ["film.webm", "matroska,webm"],
    ["film.m2ts", "mpegts"],
    ["film", "avi"],
    ["film.bin", "avi"],
  ])("is not %s that is %s", (name, format) => {
    expect(findWrongExtension(name, source({ format }))).toBeUndefined();
  });
});
