import { dirname } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { safeFileName } from "../../src/conversion/index.js";
import { NemoError } from "../../src/errors/index.js";
import { OutputNames } from "../../src/workflows/batch/output-names.js";
import { chooseOutput } from "../../src/workflows/choose-output.js";
import { openSource } from "../../src/workflows/open-source.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { attempts, patience } from "./runs.js";

const pieces = fc.constantFrom(
  ..."..|/|\\|.|C:|~|%2e%2e|%2f|%5c|%00|%0a|%|\0|\n|\r|\u001b[2J|\u202e|\u200f|\ufeff|\ud800|CON|nul|.mp4|.mov|a|影|-| |*|?|:|$(id)|`id`|;".split(
    "|",
  ),
);
const names = fc.oneof(
  fc.array(pieces, { minLength: 1, maxLength: 8 }).map((parts) => parts.join("")),
  fc.string({ unit: "binary", minLength: 1 }),
  fc.constantFrom(
    "../../../etc/passwd",
    "....//....//x",
    "a".repeat(5000),
    `${"影".repeat(300)}.mp4`,
    "film.mp4/..",
  ),
);

function expectPlain(name: string): void {
  expect(name).not.toMatch(/[/\\<>:"|?*]|\p{Cc}|\p{Cs}|[\u202a-\u202e\u2066-\u2069\u200e\u200f\ufeff]/u);
  expect(name).not.toMatch(/^(?:[\s.-]|$)|[\s.]$/);
  expect(name).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i);
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(190);
}

describe("R24 R28 names of files that come from elsewhere", () => {
  it(
    "become names that lead nowhere, on any system",
    () => {
      fc.assert(
        fc.property(names, (name) => {
          const safe = safeFileName(name, "video");
          expectPlain(safe);
          expect(safeFileName(safe, "video")).toBe(safe);
        }),
        attempts(1000),
      );
    },
    patience,
  );

  it(
    "give results their names in the folder that is meant and in no other",
    async () => {
      const folder = temporaryFolder();
      await fc.assert(
        fc.asyncProperty(names, fc.constantFrom("stream", "blob", "url"), async (name, kind) => {
          const input = {
            stream: { name, open: () => new Blob(["abc"]).stream() as AsyncIterable<Uint8Array> },
            blob: new File(["abc"], name),
            url: `https://cdn.test/films/${name}`,
          }[kind];
          try {
            const { path } = await chooseOutput(await openSource(input), {
              output: folder,
              onExists: "overwrite",
            });
            expect(dirname(path)).toBe(folder);
            expectPlain(path.slice(folder.length + 1));
          } catch (error) {
            expect(NemoError.isInstance(error) ? "NemoError" : error).toBe("NemoError");
          }
          const claimed = await new OutputNames(folder).claim({ name, folder: "" } as never, undefined);
          expect(dirname(claimed)).toBe(folder);
          expectPlain(claimed.slice(folder.length + 1));
        }),
        attempts(200),
      );
    },
    patience,
  );
});
