import { readFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** Sent with every request; without it the backend answers an export with 402. */
export interface Attribution {
  source: string;
  version: string;
  platform: string;
}

// Replaced at build time by what SKILL.md says (tsup.config.ts, vitest.config.ts).
declare const __SKILL_SOURCE__: string;
declare const __SKILL_VERSION__: string;

export function resolveAttribution(
  given: Partial<Attribution> = {},
  skillSource: string | undefined,
  modulePath: string | undefined = ownPath(),
): Attribution {
  const skill = readSkill(modulePath);
  return {
    source: given.source ?? skill?.source ?? __SKILL_SOURCE__,
    version: given.version ?? skill?.version ?? __SKILL_VERSION__,
    platform: given.platform ?? skillSource ?? platformOf(modulePath),
  };
}

function ownPath(): string | undefined {
  try {
    return fileURLToPath(import.meta.url);
  } catch {
    return undefined; // bundled for a browser
  }
}

/** Where an agent's skill manager installed the package. */
export function platformOf(path: string | undefined): string {
  const normalized = path?.split(sep).join("/") ?? "";
  if (normalized.includes("/.clawhub/")) return "clawhub";
  if (normalized.includes("/.cursor/skills/")) return "cursor";
  return "unknown";
}

/** Reads SKILL.md beside the package's own package.json; another package's SKILL.md is not ours to speak for. */
function readSkill(modulePath: string | undefined): { source?: string; version?: string } | undefined {
  if (modulePath === undefined) return undefined;
  let folder: string;
  try {
    folder = dirname(modulePath);
    for (let up = 0; up < 4; up += 1) {
      const name = readIfThere(join(folder, "package.json"));
      if (name !== undefined) {
        if ((JSON.parse(name) as { name?: unknown }).name !== "nemo-converter") return undefined;
        const skill = readIfThere(join(folder, "SKILL.md"));
        return skill === undefined ? undefined : parseFrontMatter(skill);
      }
      folder = dirname(folder);
    }
  } catch {
    // No file system, or files that cannot be read: the values of build time stand in.
  }
  return undefined;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

/** `name` and `version` of a YAML front matter of plain scalars. */
export function parseFrontMatter(markdown: string): { source?: string; version?: string } {
  const block = /^---\r?\n([\s\S]*?)\r?\n---/.exec(markdown)?.[1] ?? "";
  const field = (name: string) =>
    new RegExp(`^${name}:[ \\t]*["']?([^"'\\r\\n#]+?)["']?[ \\t]*$`, "m").exec(block)?.[1];
  return { source: field("name"), version: field("version") };
}
