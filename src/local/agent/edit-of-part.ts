import type { Edit, Part, Unclear } from "./edit.js";

type Found = Edit | Unclear;

/**
 * What is meant when an edit is asked for of a part of the film: the edit with its part, or what is to be said. Undefined
 * for what has parts in its own words, as cuts have, or is about no part. Pure.
 */
export function editOfPart(found: Found, part: Part): Found | undefined {
  if (typeof found === "string") return askedOfParts.has(found) ? found : undefined;
  switch (found.kind) {
    case "volume":
    case "louder":
      return found.of === "film" ? { ...found, part } : "whole";
    case "speed":
      return { ...found, part };
    case "title":
      return titleIn(found, part);
    case "rotate":
    case "crop":
    case "music":
    case "remove-music":
    case "remove-title":
      return "whole";
    default:
      return undefined;
  }
}

const askedOfParts: ReadonlySet<Unclear> = new Set([
  "speed",
  "louder",
  "quieter",
  "volume",
  "rotate",
  "whole",
]);

/** A title is shown in a part; one that says otherwise itself is asked about. */
function titleIn(title: Extract<Edit, { kind: "title" }>, part: Part): Found {
  const { length, ...others } = title;
  if (title.end !== undefined || title.last !== undefined) return "part";
  if ("last" in part) return length === undefined && title.start === 0 ? { ...title, ...part } : "part";
  const start = part.start || title.start;
  if (part.end === undefined) return { ...title, start };
  if (length !== undefined || part.end <= start) return "part";
  return { ...others, start, end: part.end };
}

/** Whether an edit may be one of a part. */
export function canBeOfPart(edit: Edit): boolean {
  return editOfPart(edit, { start: 0 }) !== undefined;
}

/**
 * Edits of parts that are asked for together speak of the film as it is: what changes its length comes last, and from
 * the end. Pure.
 */
export function asOneSpeaks(edits: readonly Edit[]): Edit[] {
  const runs: Edit[][] = [];
  for (const edit of edits) {
    const run = runs.at(-1);
    if (run && run.every(hasPart) && hasPart(edit)) run.push(edit);
    else runs.push([edit]);
  }
  return runs.flatMap((run) => run.toSorted((one, other) => turnOf(one) - turnOf(other)));
}

function hasPart(edit: Edit): boolean {
  return "part" in edit && edit.part !== undefined;
}

function turnOf(edit: Edit): number {
  if (edit.kind !== "speed" || !edit.part) return -Infinity;
  return "last" in edit.part ? -Number.MAX_VALUE : -edit.part.start;
}
