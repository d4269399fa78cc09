import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { build, type Rolldown } from "vite";
import { builtFile } from "../support/built-package.js";
import { temporaryFolder } from "../support/temporary-folder.js";

type Chunk = Rolldown.OutputChunk;

/** What an application that uses `NemoConverter` alone loads at its start. */
async function startOf(entry: string, ssr: boolean): Promise<Chunk[]> {
  const root = temporaryFolder();
  const input = join(root, "application.mjs");
  writeFileSync(
    input,
    `import { NemoConverter } from ${JSON.stringify(entry)}; globalThis.nemo = new NemoConverter();`,
  );
  const built = (await build({
    configFile: false,
    logLevel: "error",
    root,
    build: { ssr, write: false, minify: true, target: "es2022", rolldownOptions: { input } },
  })) as Rolldown.RolldownOutput;
  const chunks = new Map(
    built.output.filter((part) => part.type === "chunk").map((chunk) => [chunk.fileName, chunk]),
  );
  const loaded = new Set<Chunk>();
  const pending = [[...chunks.values()].find(({ isEntry }) => isEntry)!];
  for (let chunk = pending.pop(); chunk; chunk = pending.pop()) {
    if (loaded.has(chunk)) continue;
    loaded.add(chunk);
    pending.push(...chunk.imports.map((name) => chunks.get(name)!).filter(Boolean));
  }
  return [...loaded];
}

describe.each([
  ["Node", "index.js", true],
  ["a browser", "browser/index.js", false],
])("R1 an application for %s", (_, entry, ssr) => {
  it("starts without the conversion domain and without what requests are made of, which wait until they are needed", async () => {
    const chunks = await startOf(builtFile(entry), ssr);
    const bytes = chunks.reduce((sum, { code }) => sum + gzipSync(code).length, 0);
    const code = chunks.map((chunk) => chunk.code).join("\n");
    expect(code).not.toContain("recommended upload encoding settings");
    expect(code).not.toContain("max-buffer-size-exceeded");
    // Measured 16.6 and 18.5 kB; 36 are promised.
    expect(bytes).toBeLessThan(22_000);
  });
});
