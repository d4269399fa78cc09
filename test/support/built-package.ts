import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A file of the built package, as users run it. */
export function builtFile(name: string): string {
  const path = `${root}dist/${name}`;
  if (!existsSync(path)) throw new Error(`${name} is not built: run "npm run build" first.`);
  return path;
}
