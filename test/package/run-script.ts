import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { InstalledPackage } from "./installed-package.js";

// Node 20.19 and newer can `require` ES modules; without that, only a real CommonJS build loads.
const noRequireOfModules = "--no-experimental-require-module";
const hasFlag = process.allowedNodeEnvironmentFlags.has("--experimental-require-module");

/** Runs code in a project, as `.mjs` or `.cjs`; gives what it printed, as JSON. */
export async function runScript<T>(
  { folder }: InstalledPackage,
  type: "mjs" | "cjs",
  code: string,
): Promise<T> {
  const file = join(folder, `script-${Math.random().toString(36).slice(2)}.${type}`);
  writeFileSync(file, code);
  const flags = type === "cjs" && hasFlag ? [noRequireOfModules] : [];
  const env = { PATH: process.env["PATH"] ?? "", HOME: folder };
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, file], { cwd: folder, env });
  return JSON.parse(stdout) as T;
}
