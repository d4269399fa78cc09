// The fault laboratory: a client behind a proxy that breaks what it can, by schedules drawn from a seed.
//
//   npm run faults -- --schedules 10000 [--seed 1] [--embedded 0.005]
//
// Runs the sources, bundled for plain Node. `--seed` is that of the first schedule, each further one has the next number;
// `--embedded` is the share that runs against the embedded backend with a real ffmpeg.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const folder = mkdtempSync(join(tmpdir(), "nemo-faults-bundle-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const bundle = join(folder, "main.mjs");
await build({
  entryPoints: [fileURLToPath(new URL("main.ts", import.meta.url))],
  outfile: bundle,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  define: { __SKILL_SOURCE__: '"laboratory"', __SKILL_VERSION__: '"0.0.0"' },
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
  },
  sourcemap: "inline",
  logLevel: "warning",
});
await import(pathToFileURL(bundle).href);
