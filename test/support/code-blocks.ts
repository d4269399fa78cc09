import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A fenced block of a page. */
export interface CodeBlock {
  /** `README.md:12`, the line of its fence. */
  place: string;
  language: string;
  code: string;
  /** What the comment right above it says of how it ends: `<!-- ends with 1 -->`. */
  exitCode: number;
  /** Whether the comment right above it says `<!-- needs redis -->`: NEMO_REDIS_URL names one, or it is not run. */
  needsRedis: boolean;
}

/** The pages that people read. */
export function documentationPages(): string[] {
  const guides = readdirSync("docs", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md") && !name.startsWith("api"))
    .map((name) => join("docs", name));
  return ["README.md", "SKILL.md", "CHANGELOG.md", ...guides.sort()];
}

/** A piece that only shows calls goes on where the pages begin: with a converter called `nemo`. */
function wholeOf(code: string): string {
  const imports =
    'import { NemoConverter, NemoError } from "nemo-converter"; import { localBackend } from "nemo-converter/local";';
  return `${imports} const nemo = new NemoConverter({ backend: localBackend() }); void NemoError;\n${code}\nawait nemo.close();`;
}

export function codeBlocksOf(page: string): CodeBlock[] {
  const lines = readFileSync(page, "utf8").split("\n");
  const blocks: CodeBlock[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const [, fence, language] = /^(```+)(\w*)/.exec(lines[at]!) ?? [];
    if (fence === undefined) continue;
    const end = lines.findIndex((line, index) => index > at && line.startsWith(fence));
    if (end < 0) throw new Error(`${page}:${at + 1} is never closed`);
    const above = lines.slice(0, at).findLast((line) => line !== "") ?? "";
    const comment = /^<!-- ends with (\d+) -->$/.exec(above);
    const code = lines.slice(at + 1, end).join("\n");
    blocks.push({
      place: `${page}:${at + 1}`,
      language: language!,
      code: /^[jt]s$/.test(language!) && !/^import /m.test(code) ? wholeOf(code) : code,
      exitCode: Number(comment?.[1] ?? 0),
      needsRedis: above === "<!-- needs redis -->",
    });
    at = end;
  }
  return blocks;
}
