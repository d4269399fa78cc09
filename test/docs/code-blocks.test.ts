import { writeFileSync } from "node:fs";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CodeBlock, codeBlocksOf, documentationPages } from "../support/code-blocks.js";
import { Reader } from "../support/reader.js";
import { hasRedis } from "../support/redis.js";

const reader = new Reader();
beforeAll(() => reader.open(), 60_000);
afterAll(() => reader.close());

const blocks = documentationPages().flatMap(codeBlocksOf);
const of = (...languages: string[]) => blocks.filter(({ language }) => languages.includes(language));
const isRun = ({ needsRedis }: CodeBlock) => !needsRedis || hasRedis();
const run = async ({ language, code, exitCode }: CodeBlock) => {
  const { code: ended, out } = await reader.run(language, code);
  expect(ended, out).toBe(exitCode);
};

describe("R74 what the pages show", () => {
  it("is in a language that is run, or no code", () => {
    const others = blocks.filter(({ language }) => !["js", "ts", "sh", "json", "text"].includes(language));
    expect(others.map(({ place }) => place)).toEqual([]);
  });

  it("fits the types of the package", () => {
    const names = new Map<string, string>();
    for (const { place, language, code } of of("js", "ts")) {
      const file = reader.place(`${place.replaceAll(/[^\w]+/g, "-")}.${language === "ts" ? "mts" : "mjs"}`);
      writeFileSync(file, code);
      names.set(file, place);
    }
    const program = ts.createProgram([...names.keys()], {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.esnext.disposable.d.ts"],
      types: ["node"],
      typeRoots: [reader.place("node_modules/@types")],
      allowJs: true,
      checkJs: true,
      noEmit: true,
      skipLibCheck: true,
      strictNullChecks: true,
    });
    const wrong = ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
      const where = names.get(file?.fileName ?? "") ?? file?.fileName;
      return `${where}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
    });
    expect(wrong).toEqual([]);
  }, 120_000);

  it.each(
    of("js")
      .filter(isRun)
      .map((block) => [block.place, block] as const),
  )("%s runs", (_, block) => run(block), 120_000);

  it.each(
    of("sh")
      .filter(isRun)
      .map((block) => [block.place, block] as const),
  )("%s runs in a shell", (_, block) => run(block), 120_000);

  it.each(of("json").map((block) => [block.place, block] as const))("%s is JSON", (_, { code }) => {
    expect(() => JSON.parse(code) as unknown).not.toThrow();
  });
});
