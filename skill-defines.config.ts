import { readFileSync } from "node:fs";
import { parseFrontMatter } from "./src/options/attribution.js";

/** What SKILL.md says of the package, for places where the file cannot be read at run time. */
export function skillDefines(): Record<string, string> {
  const { source, version } = parseFrontMatter(readFileSync(new URL("SKILL.md", import.meta.url), "utf8"));
  if (!source || !version) throw new Error("SKILL.md has no name or no version in its front matter.");
  return { __SKILL_SOURCE__: JSON.stringify(source), __SKILL_VERSION__: JSON.stringify(version) };
}
