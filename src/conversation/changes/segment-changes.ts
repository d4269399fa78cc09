import type { ChangeWords } from "./change-words.js";
import { groupBy } from "./group-by.js";
import { pairBy } from "./pair-by.js";
import { canonical, sameJson } from "./same-json.js";
import type { Entry } from "./timeline-entries.js";

/** From so many on, segments of one track that moved are counted, not named: an insertion moves all behind it. */
const manyMoved = 4;

export interface SegmentChanges {
  messages: string[];
  /** Whether a video became shorter although none was taken away or made faster. */
  isTrim: boolean;
}

/** The times of a segment that fills the project, whose length is told anyway. */
export interface WholeTimes {
  before: string;
  after: string;
}

/** What happened to the segments. One without a counterpart was added or removed. */
export function segmentChanges(
  before: readonly Entry[],
  after: readonly Entry[],
  words: ChangeWords,
  whole: WholeTimes,
): SegmentChanges {
  const { pairs, removed, added } = pairBy(before, after, [
    ({ row, segment }) => canonical([row, segment.raw]),
    ({ kind, segment: { id } }) => (id === undefined ? undefined : canonical([kind, id])),
    ({ kind, segment }) => canonical([kind, segment.raw]),
    ({ kind, row, name }) => (name === undefined ? undefined : canonical([kind, row, name])),
    ({ kind, name }) => (name === undefined ? undefined : canonical([kind, name])),
    ({ kind, row, times }) => canonical([kind, row, times]),
  ]);
  const describe = ({ name, times, volume }: Entry) => {
    const facts = volume === "100%" ? times : `${times}, ${volume}`;
    return `${name ?? words.untitled} (${facts})`;
  };
  const isVideo = ({ kind }: Entry) => kind === "video";
  return {
    messages: [
      ...added.map((entry) => words.added(entry.label, describe(entry))),
      ...removed.map((entry) => words.removed(entry.label, describe(entry))),
      ...pairs.flatMap(([old, now]) => changesOf(old, now, words, whole)),
      ...movesOf(pairs, words),
    ],
    isTrim: !removed.some(isVideo) && !pairs.some(([old, now]) => isVideo(now) && old.speed !== now.speed),
  };
}

function changesOf(old: Entry, now: Entry, words: ChangeWords, whole: WholeTimes): string[] {
  const what = now.name ?? words.untitled;
  const { label } = now;
  const changes: string[] = [];
  if (old.name !== now.name) changes.push(words.replaced(label, old.name ?? words.untitled, what));
  const isToldAlready = old.times === whole.before && now.times === whole.after;
  if (isRetimed(old, now) && !isToldAlready) changes.push(words.retimed(label, what, old.times, now.times));
  if (old.volume !== now.volume) changes.push(words.volume(label, what, old.volume, now.volume));
  if (old.speed !== now.speed) changes.push(words.speed(label, what, old.speed, now.speed));
  const isTold = changes.length > 0 || old.times !== now.times;
  if (!isTold && !sameJson(old.segment.raw, now.segment.raw)) changes.push(words.changed(label, what));
  return changes;
}

function isRetimed(old: Entry, now: Entry): boolean {
  return old.times !== now.times && !isMoved(old, now);
}

function isMoved(old: Entry, now: Entry): boolean {
  return old.times !== now.times && old.segment.durationMs === now.segment.durationMs;
}

function movesOf(pairs: readonly [Entry, Entry][], words: ChangeWords): string[] {
  const moved = pairs.filter(([old, now]) => isMoved(old, now));
  return [...groupBy(moved, ([, { row }]) => row).values()].flatMap((moves) => {
    const [, { label }] = moves[0]!;
    if (moves.length >= manyMoved) return words.movedTogether(label, moves.length);
    return moves.map(([old, now]) => words.moved(label, now.name ?? words.untitled, old.times, now.times));
  });
}
