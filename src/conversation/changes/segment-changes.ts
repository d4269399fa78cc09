import { inSeconds, oneLine, percent, quoted } from "../timeline-words.js";
import type { ChangeWords } from "./change-words.js";
import { canonical, sameJson } from "./same-json.js";
import { pairBy } from "./pair-by.js";
import type { Entry } from "./timeline-entries.js";

/** What happened to the segments. One without a counterpart was added or removed. */
export function segmentChanges(
  before: readonly Entry[],
  after: readonly Entry[],
  words: ChangeWords,
): string[] {
  const { pairs, removed, added } = pairBy(before, after, [
    ({ row, segment }) => canonical([row, segment.raw]),
    ({ track, segment }) => (segment.id === undefined ? undefined : canonical([track.kind, segment.id])),
    ({ track, segment }) => canonical([track.kind, segment.raw]),
    ({ track, segment, row }) =>
      segment.name === undefined ? undefined : canonical([track.kind, row, segment.name]),
    ({ track, segment }) => (segment.name === undefined ? undefined : canonical([track.kind, segment.name])),
    ({ track, segment, row }) => canonical([track.kind, row, segment.startMs, segment.durationMs]),
  ]);
  return [
    ...added.map((entry) => words.added(entry.label, describe(entry))),
    ...removed.map((entry) => words.removed(entry.label, describe(entry))),
    ...pairs.flatMap(([old, now]) => changesOf(old, now, words)),
  ];
}

function changesOf(old: Entry, now: Entry, words: ChangeWords): string[] {
  const [one, other] = [old.segment, now.segment];
  const what = nameOf(now);
  const changes: string[] = [];
  if (nameOf(old) !== what) changes.push(words.replaced(now.label, nameOf(old), what));
  if (one.durationMs !== other.durationMs)
    changes.push(words.retimed(now.label, what, timesOf(old), timesOf(now)));
  else if (one.startMs !== other.startMs)
    changes.push(words.moved(now.label, what, timesOf(old), timesOf(now)));
  if ((one.volume ?? 1) !== (other.volume ?? 1)) {
    changes.push(words.volume(now.label, what, percent(one.volume ?? 1), percent(other.volume ?? 1)));
  }
  if ((one.speed ?? 1) !== (other.speed ?? 1)) {
    changes.push(words.speed(now.label, what, `${one.speed ?? 1}x`, `${other.speed ?? 1}x`));
  }
  if (changes.length === 0 && !sameJson(one.raw, other.raw))
    changes.push(words.changed(now.label, describe(now)));
  return changes;
}

function describe(entry: Entry): string {
  const times = timesOf(entry);
  return times === "" ? nameOf(entry) : `${nameOf(entry)} (${times})`;
}

function nameOf({ segment, track }: Entry): string {
  if (segment.name === undefined) return "untitled";
  return track.kind === "text" ? quoted(segment.name) : oneLine(segment.name);
}

function timesOf({ segment: { startMs, durationMs } }: Entry): string {
  return durationMs === undefined
    ? `${inSeconds(startMs)}s`
    : `${inSeconds(startMs)}-${inSeconds(startMs + durationMs)}s`;
}
