import { readLine } from "./split-sentences.js";

/** A line after its directions were taken out; undefined when nothing is left of it. */
export interface EditedLine {
  before: string;
  after: string | undefined;
}

const introduces = /[:：][*_\s]*$/u;
const numbered = /^(\s*)(\d{1,3})([.)、．].*)$/su;

/** The lines that are left: without those that introduced what is gone, without gaps, lists numbered anew. */
export function tidyLines(lines: readonly EditedLine[]): string {
  const kept = lines.filter(({ after }, index) => after !== undefined && !introducesNothing(lines, index));
  return renumber(
    kept.map(({ after }) => after!.trimEnd()),
    lines,
  )
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** "Follow these steps:" when all the steps are gone. */
function introducesNothing(lines: readonly EditedLine[], index: number): boolean {
  const { before } = lines[index]!;
  const { marker } = readLine(before);
  if (!introduces.test(before) && !marker.includes("#")) return false;
  const next = lines.slice(index + 1).find(({ before: line }) => line.trim() !== "");
  if (!next || next.after !== undefined) return false;
  const rest = lines.slice(lines.indexOf(next));
  const end = rest.findIndex(({ before: line }) => line.trim() === "");
  return rest.slice(0, end === -1 ? undefined : end).every(({ after }) => after === undefined);
}

function renumber(kept: readonly string[], lines: readonly EditedLine[]): string[] {
  if (lines.every(({ after }) => after !== undefined)) return [...kept];
  const last = new Map<string, number>();
  return kept.map((line) => {
    const [, indent, number, rest] = numbered.exec(line) ?? [];
    if (indent === undefined || number === undefined) {
      if (line.trim() !== "" && readLine(line).indent === "") last.clear();
      return line;
    }
    const present = (last.get(indent) ?? Math.min(Number(number), 1) - 1) + 1;
    last.set(indent, present);
    return `${indent}${present}${rest}`;
  });
}
