import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalizeSpec, planConversion, readMediaInfo } from "../../src/conversion/index.js";
import { NemoError } from "../../src/errors/index.js";
import { parseProbe } from "../../src/media/parse-probe.js";
import type { ProbeJson } from "../../src/media/probe-json.js";
import { attempts, patience } from "./runs.js";

const folder = "test/fixtures/probe";
const outputs = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .map((name) => readFileSync(join(folder, name), "utf8"));

const hostileText = fc.oneof(
  fc.constantFrom(
    "",
    "0",
    "-1",
    "1e999",
    "-1e999",
    "NaN",
    "0/0",
    "1/0",
    "0:0",
    "0:1",
    "999999999999:1",
    "1:999999999",
  ),
  fc.constantFrom(
    "-i",
    "-f",
    "../../x",
    "/etc/passwd",
    "a\nb",
    "a;b",
    "movie=/etc/passwd[x]",
    "eng:x",
    "\0",
    "中文",
  ),
  fc.string({ unit: "binary", maxLength: 12 }),
);
const hostileNumber = fc.constantFrom(0, 1, 2, 3, 16, 65_535, 1e9);

/** What ffprobe would say of a file whose values are anything: types as it writes them, keys that may be missing. */
function mutate(value: unknown, next: () => number, text: () => string, number: () => number): unknown {
  if (next() < 0.02) return undefined;
  if (typeof value === "string") return next() < 0.12 ? text() : value;
  if (typeof value === "number") return next() < 0.12 ? number() : value;
  if (Array.isArray(value)) {
    const items = (value as unknown[])
      .map((item) => mutate(item, next, text, number))
      .filter((item) => item !== undefined);
    return next() < 0.05 ? [...items, ...items] : items;
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value as Record<string, unknown>)
      // These two say what a stream is at all.
      .map(([key, inner]): [string, unknown] => [
        key,
        ["codec_type", "index"].includes(key) ? inner : mutate(inner, next, text, number),
      ])
      .filter(([, inner]) => inner !== undefined),
  );
}

const mutated = fc
  .tuple(
    fc.constantFrom(...outputs),
    fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
    fc.infiniteStream(hostileText),
    fc.infiniteStream(hostileNumber),
  )
  .map(([output, chances, texts, numbers]) => {
    const take = <T>(stream: fc.Stream<T>) => stream.next().value as T;
    const json = JSON.parse(output) as object;
    return (
      mutate(
        json,
        () => take(chances),
        () => take(texts),
        () => take(numbers),
      ) ?? {}
    );
  });

const specs = fc.constantFrom(
  {},
  { reencode: true },
  { video: { height: 480, fps: 25 }, audio: { bitrate: 128_000, channels: 2 } },
  { targetSize: 5_000_000 },
  { useCase: "youtube" as const },
  { useCase: "broadcast" as const },
  { subtitles: "burn" as const, video: { hdr: "tonemap" as const } },
  { audio: false as const, trim: { start: 0.5, end: 1 } },
);

/** Every number in a value. */
function numbersIn(value: unknown): number[] {
  if (typeof value === "number") return [value];
  return typeof value === "object" && value !== null
    ? Object.values(value as Record<string, unknown>).flatMap(numbersIn)
    : [];
}

describe("R41 R47 files that say anything of themselves", () => {
  it(
    "give figures that are finite and not negative, and arguments in which nothing of theirs is an option",
    () => {
      fc.assert(
        fc.property(mutated, specs, (json, wish) => {
          const info = parseProbe(json);
          for (const number of numbersIn(info))
            expect(Number.isFinite(number) && number >= 0, String(number)).toBe(true);
          for (const { language } of [...info.video, ...info.audio, ...info.subtitles])
            if (language !== undefined) expect(language).toMatch(/^[\w-]{1,35}$/);
          let plan;
          try {
            plan = planConversion(info, normalizeSpec(wish));
          } catch (error) {
            expect(NemoError.isInstance(error) ? "NemoError" : error).toBe("NemoError");
            return;
          }
          for (const number of numbersIn(plan.estimate))
            expect(Number.isFinite(number) && number >= 0).toBe(true);
          for (const argument of plan.passes.flat()) {
            expect(argument).not.toMatch(/NaN|Infinity|undefined|null|\[object/);
            expect(argument).toMatch(/^[\x20-\x7e]*$/);
            expect(argument).not.toMatch(/movie=|etc\/passwd|\.\.\//);
          }
          for (const { language } of plan.sidecars) if (language) expect(language).toMatch(/^[\w-]{1,35}$/);
        }),
        attempts(500),
      );
    },
    patience,
  );
});

describe("R90 what a backend says of a file", () => {
  it(
    "is believed only if its words can be arguments and its figures are some",
    () => {
      const words = fc.constantFrom("codec", "pixelFormat", "sar", "frameRate", "fieldOrder", "language");
      fc.assert(
        fc.property(fc.constantFrom(...outputs), words, hostileText, (output, key, text) => {
          const info = parseProbe(JSON.parse(output) as ProbeJson);
          const [video] = info.video;
          fc.pre(video !== undefined);
          const told = readMediaInfo(
            JSON.parse(JSON.stringify({ ...info, video: [{ ...video, [key]: text }] })),
          );
          if (told === undefined) return;
          for (const wish of [{ reencode: true }, { video: { hdr: "tonemap" as const, height: 240 } }]) {
            let passes: string[][];
            try {
              ({ passes } = planConversion(told, normalizeSpec(wish)));
            } catch (error) {
              expect(NemoError.isInstance(error) ? "NemoError" : error).toBe("NemoError");
              continue;
            }
            for (const argument of passes.flat()) {
              expect(argument).toMatch(/^[\x20-\x7e]*$/);
              expect(argument).not.toMatch(/NaN|Infinity|movie=|etc\/passwd|\.\.\/|;b/);
            }
          }
        }),
        attempts(300),
      );
    },
    patience,
  );

  it.each([
    ["a colour that is a filter", { color: { primaries: "bt709,movie=/etc/passwd" } }],
    ["a codec with a line break", { codec: "h264\n-i" }],
    ["a rate that is none", { frameRate: "25,crop=1:1" }],
    ["an aspect of nothing", { sar: "0:0" }],
    ["a negative width", { width: -2 }],
    ["a language that is a path", { language: "../../x" }],
  ])("%s is not believed", (_what, change) => {
    const info = parseProbe(JSON.parse(outputs[0]!) as ProbeJson);
    const [video] = info.video;
    expect(readMediaInfo({ ...info, video: [video] })).toBeDefined();
    expect(readMediaInfo({ ...info, video: [{ ...video, ...change }] })).toBeUndefined();
  });
});
