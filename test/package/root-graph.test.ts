import { existsSync, readFileSync } from "node:fs";
import { build, type Metafile } from "esbuild";
import { beforeAll, describe, expect, it } from "vitest";
import { builtFile } from "../support/built-package.js";

let inputs: Metafile["inputs"];

beforeAll(async () => {
  const { metafile } = await build({
    entryPoints: [builtFile("index.js")],
    bundle: true,
    write: false,
    outdir: "unused",
    platform: "node",
    format: "esm",
    metafile: true,
    logLevel: "error",
    logOverride: { "ignored-bare-import": "silent" },
  });
  inputs = metafile.inputs;
});

/** What is loaded with `entry`: files of dist and modules of Node, without what waits behind `import()`. */
function reach(entry: string, kinds: string[]): { files: string[]; modules: string[] } {
  const files = new Set<string>();
  const modules = new Set<string>();
  const pending = [entry];
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    if (files.has(file)) continue;
    files.add(file);
    for (const { path, kind, external } of inputs[file]!.imports) {
      if (!kinds.includes(kind)) continue;
      if (external) modules.add(path.replace(/^node:/, ""));
      else pending.push(path);
    }
  }
  return { files: [...files], modules: [...modules] };
}

function sourcesOf(files: string[]): string[] {
  const maps = files.map((file) => `${file}.map`).filter((file) => existsSync(file));
  return maps.flatMap((file) => (JSON.parse(readFileSync(file, "utf8")) as { sources: string[] }).sources);
}

const atOnce = ["import-statement", "require-call"];
const eventually = [...atOnce, "dynamic-import"];

describe("R1 what the root entry loads at once", () => {
  it("starts no processes before a workflow needs ffmpeg", () => {
    expect(reach("dist/index.js", atOnce).modules).not.toContain("child_process");
    expect(reach("dist/index.js", eventually).modules).toContain("child_process");
  });

  it("loads neither node:http nor a workflow", () => {
    const { files, modules } = reach("dist/index.js", atOnce);
    expect(modules).not.toContain("http");
    const sources = sourcesOf(files);
    expect(sources).toContain("../src/nemo-converter.ts");
    expect(sources.filter((source) => /src\/(workflows|media)\//.test(source))).toEqual([]);
  });

  it("loads what requests are made of with the first one", () => {
    const ofRequests =
      /node_modules\/(ky|eventsource-parser|uuid)\/|src\/(wire\/answers|transport\/exchange)\.ts/;
    const isMissing = (kinds: string[]) =>
      sourcesOf(reach("dist/index.js", kinds).files).every((source) => !ofRequests.test(source));
    expect(isMissing(atOnce)).toBe(true);
    expect(isMissing(eventually)).toBe(false);
  });

  it("reads no more than a dozen files, and few modules of Node", () => {
    const { files, modules } = reach("dist/index.js", atOnce);
    expect(files.length).toBeLessThanOrEqual(12);
    expect(modules).not.toContain("crypto");
  });

  it.each(["local", "agents", "queue", "testing", "cli"])("has nothing of %s, not even later", (folder) => {
    // The one exception of the design is `backend: "auto"`, for which a workflow may load `local`.
    const kinds = folder === "local" ? atOnce : eventually;
    const sources = sourcesOf(reach("dist/index.js", kinds).files);
    expect(sources.filter((source) => source.includes(`src/${folder}/`))).toEqual([]);
  });

  it("has none of the packages that only other entries need", () => {
    const sources = sourcesOf(reach("dist/index.js", atOnce).files);
    expect(sources.filter((source) => /node_modules\/(hono|@hono|@fastify|commander)/.test(source))).toEqual(
      [],
    );
  });
});
