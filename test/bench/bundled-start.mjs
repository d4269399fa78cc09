import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "vite";

/**
 * What an application for Node loads at its start, bundled and minified: its entry chunk with all that this imports at once.
 *
 * @param code the application
 * @param folder where its packages are installed; default: one of its own
 * @returns gzipped bytes
 */
export async function bundledStart(code, folder) {
  const root = mkdtempSync(join(folder ?? tmpdir(), "application-"));
  try {
    const input = join(root, "application.mjs");
    writeFileSync(input, code);
    const { output } = await build({
      configFile: false,
      logLevel: "silent",
      root,
      ssr: { noExternal: true },
      build: { ssr: true, write: false, minify: true, target: "es2022", rolldownOptions: { input } },
    });
    const chunks = new Map(
      output.filter(({ type }) => type === "chunk").map((chunk) => [chunk.fileName, chunk]),
    );
    const loaded = new Set();
    const pending = [[...chunks.values()].find(({ isEntry }) => isEntry)];
    for (let chunk = pending.pop(); chunk; chunk = pending.pop()) {
      if (loaded.has(chunk)) continue;
      loaded.add(chunk);
      pending.push(...chunk.imports.map((name) => chunks.get(name)).filter(Boolean));
    }
    return [...loaded].reduce((sum, { code: text }) => sum + gzipSync(text).length, 0);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
