import { describe, expect, it } from "vitest";
import { findCycle } from "./find-cycle.js";
import { readsEnvironment } from "./reads-environment.js";
import { importsOf } from "./source-files.js";

// The rules are only as good as what reads the sources: here it is shown what is found, and what is not.
describe("importsOf", () => {
  it.each([
    ['import { a } from "../b/c.js";', "b/c.ts", false],
    ['import type { A } from "../b/c.js";', "b/c.ts", false],
    ['import { type A } from "../b/c.js";', "b/c.ts", false],
    ['import "../b/c.js";', "b/c.ts", false],
    ['export * from "../b/c.js";', "b/c.ts", false],
    ['export { a } from "./c.js";', "a/c.ts", false],
    ['type A = import("../b/c.js").A;', "b/c.ts", false],
    ['const a = () => import("../b/c.js");', "b/c.ts", true],
    ['const a = require("node:fs");', "node:fs", true],
    ['import fs = require("node:fs");', "node:fs", false],
    ['import { z } from "zod/mini";', "zod/mini", false],
  ])("finds %s", (text, to, isDynamic) => {
    expect(importsOf("a/file.ts", text)).toMatchObject([{ from: "a/file.ts", to, isDynamic }]);
  });

  it("finds nothing in comments and strings", () => {
    expect(importsOf("a/file.ts", '// import "b";\nconst text = \'import "c"\';')).toEqual([]);
  });
});

describe("findCycle", () => {
  it("names a circle and leaves diamonds alone", () => {
    expect(
      findCycle(
        new Map([
          ["a", ["b", "c"]],
          ["b", ["d"]],
          ["c", ["d"]],
        ]),
      ),
    ).toBeUndefined();
    expect(
      findCycle(
        new Map([
          ["a", ["b"]],
          ["b", ["c"]],
          ["c", ["b"]],
        ]),
      ),
    ).toEqual(["b", "c", "b"]);
  });
});

describe("readsEnvironment", () => {
  it.each([
    "process.env.HOME",
    'process["env"].HOME',
    "globalThis.process.env",
    "globalThis.process?.env",
    "const { env } = process;",
    "const { env: e } = process;",
    'import { env } from "node:process";',
    'import { env as e } from "process";',
  ])("sees %s", (text) => {
    expect(readsEnvironment("a.ts", text)).toBe(true);
  });

  it.each([
    "// process.env",
    "process.argv",
    "import.meta.env",
    "context.env",
    'const text = "process.env";',
  ])("does not mind %s", (text) => {
    expect(readsEnvironment("a.ts", text)).toBe(false);
  });
});
