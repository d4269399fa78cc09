import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { installPackage } from "./installed-package.js";
import { runScript } from "./run-script.js";

const installed = installPackage();

const importing = {
  mjs: 'import * as root from "nemo-converter"; import * as local from "nemo-converter/local";',
  cjs: 'const root = require("nemo-converter"); const local = require("nemo-converter/local");',
} as const;
const types = ["mjs", "cjs"] as const;

const rootNames = [
  "Auth",
  "Credits",
  "NemoConverter",
  "NemoError",
  "Render",
  "Sessions",
  "Sse",
  "State",
  "Upload",
  "createTransport",
  "describeSpec",
  "ffmpegArguments",
  "parseRequest",
  "presets",
];

describe("R1 the packed package", () => {
  it.each(types)("gives its names as %s", async (type) => {
    const names = await runScript<Record<"root" | "local", string[]>>(
      installed,
      type,
      `${importing[type]} console.log(JSON.stringify({ root: Object.keys(root), local: Object.keys(local) }));`,
    );
    expect(names.root).toEqual(expect.arrayContaining(rootNames));
    expect(names.local).toEqual(expect.arrayContaining(["localBackend", "serve"]));
    expect([...names.root, ...names.local]).not.toContain("default");
  });

  it.each(types)("converses with its own backend as %s, without any other package", async (type) => {
    const balance = await runScript(
      installed,
      type,
      `${importing[type]}
      const nemo = new root.NemoConverter({ backend: local.localBackend() });
      nemo.credits.balance().then(async (balance) => {
        await nemo.close();
        console.log(JSON.stringify(balance));
      });`,
    );
    expect(balance).toEqual({ available: 100, frozen: 0, total: 100 });
  });

  it.each(types)("has one NemoError for all entries as %s", async (type) => {
    // A port that is taken makes `local` throw; NemoError itself is the root's.
    const result = await runScript(
      installed,
      type,
      `${importing[type]}
      (async () => {
        const server = await local.serve();
        const port = Number(new URL(server.url).port);
        const error = await local.serve({ port }).catch((error) => error);
        await server.close();
        const { NemoError } = root;
        console.log(JSON.stringify([error instanceof NemoError, NemoError.isInstance(error), error.code]));
      })();`,
    );
    expect(result).toEqual([true, true, "invalid-request"]);
  });

  it("knows an error of the other build, where instanceof does not", async () => {
    const result = await runScript(
      installed,
      "mjs",
      `import { createRequire } from "node:module";
      import { NemoError } from "nemo-converter";
      const other = createRequire(import.meta.url)("nemo-converter").NemoError;
      const [mine, theirs] = [new NemoError("network", "a"), new other("network", "b")];
      console.log(JSON.stringify([
        NemoError === other, theirs instanceof NemoError, NemoError.isInstance(theirs), other.isInstance(mine),
        NemoError.isInstance(new Error("c")),
      ]));`,
    );
    expect(result).toEqual([false, false, true, true, false]);
  });

  it.each(types)("gives its package.json as %s", async (type) => {
    const name = await runScript(
      installed,
      type,
      type === "mjs"
        ? 'import data from "nemo-converter/package.json" with { type: "json" }; console.log(JSON.stringify(data.name));'
        : 'console.log(JSON.stringify(require("nemo-converter/package.json").name));',
    );
    expect(name).toBe("nemo-converter");
  });

  it.each(types)("does not load node:child_process with the root as %s", async (type) => {
    const loaded = await runScript<string[]>(
      installed,
      type,
      `${importing[type].split(";")[0]}; console.log(JSON.stringify(process.moduleLoadList));`,
    );
    expect(loaded).toContain("NativeModule url");
    expect(loaded).not.toContain("NativeModule child_process");
  });

  it("runs as a command", () => {
    const manifest = JSON.parse(readFileSync(join(installed.packageFolder, "package.json"), "utf8")) as {
      version: string;
      bin: Record<string, string>;
    };
    const binary = join(installed.packageFolder, manifest.bin["nemo-converter"]!);
    expect(execFileSync(binary, ["--version"], { encoding: "utf8" }).trim()).toBe(manifest.version);
  });
});
