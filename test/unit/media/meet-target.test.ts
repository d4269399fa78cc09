import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { meetTarget } from "../../../src/media/meet-target.js";
import { failureOf } from "../../support/failure-of.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

const pass = (rate: number, sound = 96_000) => [
  ...["-b:v:0", String(rate), "-maxrate:v:0", String(rate * 1.5), "-bufsize:v:0", String(rate * 2)],
  ...["-b:a:0", String(sound), "-pass", "2"],
];

/** A result of 10 s and `first` bytes, whose correction has `second`. */
function made(first: number, second = 0, args = pass(800_000)) {
  const output = join(temporaryFolder(), "film.part");
  writeFileSync(output, "1".repeat(first));
  const runs: string[][] = [];
  const run = (again: string[], path: string) => {
    runs.push(again);
    writeFileSync(path, "2".repeat(second));
    return Promise.resolve();
  };
  const files = () => readdirSync(dirname(output));
  return {
    target: { most: 1_000_000, output, duration: 10, pass: args, run },
    runs,
    files,
    read: () => readFileSync(output, "utf8"),
  };
}

describe("R83 a target is met in at most one correction", () => {
  it.each([999_999, 950_000])("%i of 1000000 bytes are left alone", async (size) => {
    const { target, runs } = made(size);
    expect(await meetTarget(target)).toEqual(target.pass);
    expect(runs).toEqual([]);
  });

  it("what is over is done again with less for the picture, and nothing less for the sound", async () => {
    const { target, runs, files, read } = made(1_100_000, 990_000);
    const used = await meetTarget(target);
    expect(runs).toEqual([used]);
    // 115 000 bytes in 10 s: 92 kb/s.
    expect(used).toEqual(pass(708_000));
    expect(read()[0]).toBe("2");
    expect(files()).toEqual(["film.part"]);
  });

  it("room that the sound left over is given to the picture", async () => {
    const { target, runs, read } = made(900_000, 980_000);
    expect(Number((await meetTarget(target))[1])).toBe(868_000);
    expect(runs).toHaveLength(1);
    expect(read()[0]).toBe("2");
  });

  it("a correction that goes too far is thrown away", async () => {
    const { target, files, read } = made(900_000, 1_000_001);
    expect(await meetTarget(target)).toEqual(target.pass);
    expect(read()[0]).toBe("1");
    expect(files()).toEqual(["film.part"]);
  });

  it("a picture that needs no more is not made larger", async () => {
    const { target, runs } = made(500_000);
    await meetTarget(target);
    expect(runs).toEqual([]);
  });

  it("where quality decides, what is below is left alone, and what is over is given a lower maximum", async () => {
    const byQuality = ["-crf", "20", "-maxrate:v:0", "800000", "-bufsize:v:0", "800000"];
    expect(await meetTarget(made(900_000, 0, byQuality).target)).toEqual(byQuality);
    const { target, read } = made(1_100_000, 990_000, byQuality);
    expect((await meetTarget(target)).filter((arg) => Number(arg) > 20)).toEqual(["708000", "708000"]);
    expect(read()[0]).toBe("2");
  });

  it.each([
    ["the correction is over, too", () => made(1_100_000, 1_000_001)],
    ["too little would be left for the picture", () => made(5_000_000)],
    ["there is no rate to lower", () => made(1_100_000, 0, ["-c:v:0", "copy"])],
  ])("it is refused when %s", async (_, make) => {
    const { target, files } = make();
    const error = await failureOf(meetTarget(target));
    expect(error.code).toBe("target-unreachable");
    expect(error.details["leastBytes"]).toBeGreaterThan(1_000_000);
    expect(files()).toEqual(["film.part"]);
  });
});
