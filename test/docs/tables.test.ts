import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { presets } from "../../src/conversion/index.js";
import { errorTable } from "../../src/errors/error-table.js";

/** The cells of the rows of a page's tables whose first cell is one name in backticks. */
function rowsOf(page: string): Map<string, string[]> {
  const rows = readFileSync(page, "utf8").matchAll(/^\| `([\w-]+)` +\|(.*)\|$/gm);
  return new Map([...rows].map(([, name, rest]) => [name!, rest!.split("|").map((cell) => cell.trim())]));
}

describe("R74 tables of the pages", () => {
  it("tell of every error code, and whether it may be repeated", () => {
    const rows = rowsOf("docs/guides/errors.md");
    const told = Object.fromEntries([...rows].map(([code, cells]) => [code, cells.at(-1)]));
    const expected = Object.entries(errorTable).map(([code, { isRetryable }]) => [
      code,
      isRetryable ? "yes" : "no",
    ]);
    expect(told).toEqual(Object.fromEntries(expected));
  });

  it("tell of every preset", () => {
    const told = [...rowsOf("docs/guides/destinations.md").keys()];
    expect(told.sort()).toEqual(Object.keys(presets).sort());
  });

  it("tell a model of every error code and every preset", () => {
    const words = new Set(readFileSync("docs/llms.txt", "utf8").match(/[a-z][a-z-]+/g));
    const missing = [...Object.keys(errorTable), ...Object.keys(presets)].filter((name) => !words.has(name));
    expect(missing).toEqual([]);
  });
});
