import { closeSync, ftruncateSync, openSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NemoError } from "../../src/errors/index.js";
import { readShape } from "../../src/media/container-shape.js";
import { readMark, writeMark } from "../../src/media/mark.js";
import { readMp4 } from "../../src/media/mp4-boxes.js";
import { readMp4Layout } from "../../src/media/mp4-layout.js";
import { Journal } from "../../src/workflows/batch/journal/journal.js";
import { h264, makeClip, picture, sharedFolder, tone } from "../support/clips.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { attempts, patience } from "./runs.js";

const media = sharedFolder();
const make = (name: string, ...args: string[]) =>
  makeClip(join(media, name), ...picture("160x120", "10", 1), ...tone(1), ...args);
const mp4 = await make("a.mp4", ...h264, "-c:a", "aac");
await writeMark(mp4, "a mark");
const clips = [
  mp4,
  await make("a.mkv", ...h264, "-c:a", "aac"),
  await make("a.avi", "-c:v", "mpeg4", "-c:a", "pcm_s16le"),
].map((path) => readFileSync(path));

const lengths = fc.constantFrom(
  [0, 0, 0, 0],
  [0, 0, 0, 1],
  [0, 0, 0, 8],
  [255, 255, 255, 255],
  [127, 255, 255, 255],
);
const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  // In front of the first frame stands what a reader of containers looks at.
  isInHead: fc.boolean(),
  put: fc.oneof(
    lengths.map((bytes) => Uint8Array.from(bytes)),
    fc.uint8Array({ minLength: 1, maxLength: 8 }),
  ),
});
const mutated = fc
  .tuple(
    fc.constantFrom(...clips),
    fc.array(change, { minLength: 1, maxLength: 10 }),
    fc.option(fc.nat(3000)),
  )
  .map(([clip, changes, cut]) => {
    const bytes = Buffer.from(clip);
    for (const { at, isInHead, put } of changes) {
      // An MP4's index stands at its end here.
      const span = Math.min(bytes.length, 4096);
      const place = isInHead ? Math.floor(at * span) : bytes.length - 1 - Math.floor(at * span);
      bytes.set(put.subarray(0, bytes.length - place), place);
    }
    return cut === null ? bytes : bytes.subarray(0, bytes.length - cut);
  });

describe("R48 R49 files whose lengths and tables are anything", () => {
  it(
    "are read to an end, or refused by name",
    async () => {
      const path = join(temporaryFolder(), "mutated.mp4");
      await fc.assert(
        fc.asyncProperty(mutated, async (bytes) => {
          writeFileSync(path, bytes);
          for (const read of [readMp4, readMp4Layout, readShape, readMark]) {
            try {
              const value: unknown = await read(path);
              for (const number of numbersIn(value)) expect(Number.isNaN(number) || number < 0).toBe(false);
            } catch (error) {
              expect(NemoError.isInstance(error) ? "NemoError" : error).toBe("NemoError");
            }
          }
        }),
        attempts(150),
      );
    },
    patience,
  );

  it("a gigabyte of empty boxes, a film's index of nothing but boxes, and tables without end hold nobody up", async () => {
    const folder = temporaryFolder();
    const box = (type: string, ...content: Buffer[]) => {
      const head = Buffer.alloc(8);
      head.writeUInt32BE(8 + content.reduce((sum, { length }) => sum + length, 0));
      head.write(type, 4, "latin1");
      return Buffer.concat([head, ...content]);
    };
    const crowd = Buffer.alloc(24 * 1024 * 1024, box("free"));
    let nested: Buffer = box("free");
    for (let depth = 0; depth < 2000; depth += 1) nested = box("trak", nested);
    const files = {
      "crowd.mp4": box("moov", crowd),
      "nested.mp4": box("moov", nested),
      "top.mp4": Buffer.concat([box("ftyp", Buffer.alloc(8)), crowd]),
    };
    for (const [name, bytes] of Object.entries(files)) {
      const path = join(folder, name);
      writeFileSync(path, bytes);
      expect(await readMp4Layout(path).catch((error: unknown) => error)).not.toBeInstanceOf(RangeError);
      await readShape(path);
      expect(await readMark(path)).toBeUndefined();
    }
    // Sparse: a gigabyte of zeros behind the head of an AVI, each eight of them an empty chunk.
    const path = join(folder, "zeros.avi");
    const file = openSync(path, "w");
    writeSync(file, "RIFF\xff\xff\xff\x3fAVI ", 0, "latin1");
    ftruncateSync(file, 1024 ** 3);
    closeSync(file);
    await readShape(path);
  }, 60_000);
});

describe("R51 journals with lines of anything", () => {
  const line = fc.oneof(
    fc.json(),
    fc.string({ unit: "binary" }),
    fc.constantFrom(
      '{"type":"child"}',
      '{"type":"child","process":{"pid":-1,"start":"0"}}',
      '{"type":"child","process":{"pid":1,"start":"0"}}',
      '{"type":"run","token":"","process":{"pid":2}}',
      '{"type":"run"}',
      '{"type":"begin","folder":7}',
      '{"type":"ready","output":"a","files":[null]}',
      '{"type":"ready","output":"a","files":7}',
      '{"type":"done","source":1}',
      '{"type":"__proto__"}',
      "null",
    ),
  );

  it(
    "are opened all the same, and end and remove nothing",
    async () => {
      const folder = temporaryFolder();
      const kept = join(folder, ".notes.-important");
      writeFileSync(kept, "mine");
      await fc.assert(
        fc.asyncProperty(fc.array(line, { maxLength: 8 }), async (lines) => {
          const path = join(folder, "journal.jsonl");
          const begin = JSON.stringify({ type: "begin", folder });
          writeFileSync(
            path,
            [...lines, '{"type":"run","token":"","process":{"pid":2}}', begin, ""].join("\n"),
          );
          const journal = await Journal.open(path);
          await journal.close();
          expect(readFileSync(kept, "utf8")).toBe("mine");
        }),
        attempts(40),
      );
    },
    patience,
  );
});

/** Every number in a value. */
function numbersIn(value: unknown): number[] {
  if (typeof value === "number") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}
