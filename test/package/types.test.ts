import { execFile } from "node:child_process";
import { cpSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { installPackage } from "./installed-package.js";

const installed = installPackage(["@types/node"]);

/** What TypeScript says of one of the files in `consumer`, with the declarations of all libraries checked too. */
async function check(files: string[], options: object): Promise<string> {
  cpSync("test/package/consumer", installed.folder, { recursive: true });
  const compilerOptions = { strict: true, skipLibCheck: false, noEmit: true, types: ["node"], ...options };
  const project = join(installed.folder, "tsconfig.json");
  writeFileSync(project, JSON.stringify({ compilerOptions, files }));
  const tsc = resolve("node_modules/typescript/bin/tsc");
  const run = promisify(execFile)(process.execPath, [tsc, "-p", project], { cwd: installed.folder });
  // tsc ends with 1 when it has something to say; whatever else fails has nothing on its standard output.
  return run.then(
    ({ stdout }) => stdout,
    (error: unknown) => (error as { stdout?: string }).stdout || String(error),
  );
}

describe("R1 types of the packed package", { timeout: 60_000 }, () => {
  it("fit ES modules and CommonJS with `nodenext`, without the DOM's types", async () => {
    const files = ["esm.mts", "commonjs.cts"];
    const options = {
      module: "nodenext",
      target: "es2022",
      lib: ["es2022"],
      exactOptionalPropertyTypes: true,
    };
    expect(await check(files, options)).toBe("");
  });

  it("fit a bundler, with the DOM's types", async () => {
    const options = {
      module: "esnext",
      moduleResolution: "bundler",
      target: "es2022",
      lib: ["es2023", "dom"],
    };
    expect(await check(["bundled.ts"], options)).toBe("");
    expect(await check(["bundled.ts"], { ...options, customConditions: ["browser"] })).toBe("");
  });
});
