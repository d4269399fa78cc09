import { compareNames } from "../compare-names.js";
import type { BatchReportFile } from "./report-data.js";

/** The orders that a reader can choose. Each row knows its place in all of them. */
export const sorts = [
  { key: "given", name: "as given" },
  { key: "name", name: "name" },
  { key: "outcome", name: "failed first" },
  { key: "saved", name: "most saved" },
  { key: "size", name: "largest" },
  { key: "time", name: "slowest" },
] as const;

export const filters = [
  { key: "all", name: "all" },
  { key: "done", name: "done" },
  { key: "noted", name: "with notes" },
  { key: "skipped", name: "skipped" },
  { key: "failed", name: "failed" },
] as const;

type SortKey = (typeof sorts)[number]["key"];
type FilterKey = (typeof filters)[number]["key"];

/** Its place in each order but the given one, which is that of the page itself. */
export type Ranks = Record<Exclude<SortKey, "given">, number>;

export function ranksOf(files: readonly BatchReportFile[]): Ranks[] {
  const name = rank(files, (a, b) => compareNames(a.name, b.name));
  const outcome = rank(files, (a, b) => gravity(b) - gravity(a));
  const [saved, size, time] = [savedBytes, sizeOf, timeOf].map((value) =>
    rank(files, (a, b) => value(b) - value(a)),
  ) as [number[], number[], number[]];
  return files.map((_, at) => ({
    name: name[at]!,
    outcome: outcome[at]!,
    saved: saved[at]!,
    size: size[at]!,
    time: time[at]!,
  }));
}

export function isShownBy(filter: FilterKey, file: BatchReportFile): boolean {
  if (filter === "all") return true;
  return filter === "noted" ? hasNotes(file) : file.status === filter;
}

/** Something that a reader of a done file should know. */
export function hasNotes(file: BatchReportFile): boolean {
  return file.status === "done" && file.losses.length + file.warnings.length > 0;
}

function rank(
  files: readonly BatchReportFile[],
  compare: (a: BatchReportFile, b: BatchReportFile) => number,
): number[] {
  const order = files.map((_, at) => at).sort((a, b) => compare(files[a]!, files[b]!) || a - b);
  const ranks: number[] = [];
  for (const [place, at] of order.entries()) ranks[at] = place;
  return ranks;
}

function gravity(file: BatchReportFile): number {
  if (file.status === "failed") return 4;
  if (file.status === "skipped") return 0;
  return file.verification.ok && file.verification.level !== "none" ? (hasNotes(file) ? 2 : 1) : 3;
}

function savedBytes(file: BatchReportFile): number {
  return file.status === "done" && file.bytesBefore !== undefined
    ? file.bytesBefore - file.bytesAfter
    : -Number.MAX_VALUE;
}

function sizeOf({ bytesBefore }: BatchReportFile): number {
  return bytesBefore ?? -1;
}

function timeOf({ elapsedMs }: BatchReportFile): number {
  return elapsedMs ?? -1;
}
