import { join } from "node:path";
import { build } from "esbuild";
import { skillDefines } from "../../skill-defines.config.js";
import { temporaryFolder } from "./temporary-folder.js";

/** Bundles an ES module that imports from `./src/…`, for a process of its own; gives its path. */
export async function bundleScript(contents: string): Promise<string> {
  const outfile = join(temporaryFolder(), "script.mjs");
  await build({
    stdin: { contents, resolveDir: process.cwd(), loader: "ts" },
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    define: skillDefines(),
    logLevel: "warning",
  });
  return outfile;
}
