import type { Language } from "../../errors/index.js";
import type { TimelineTrack } from "../../wire/index.js";
import { labelOf } from "../timeline-words.js";
import type { ChangeWords } from "./change-words.js";
import { pairBy } from "./pair-by.js";
import { canonical, sameJson } from "./same-json.js";

interface Row {
  label: string;
  place: number;
  track: TimelineTrack;
}

/** What happened to the tracks apart from their segments. One that came or went with its segments is told by these. */
export function trackChanges(
  before: readonly TimelineTrack[],
  after: readonly TimelineTrack[],
  words: ChangeWords,
  language: Language,
): string[] {
  const { pairs, removed, added } = pairBy(rowsOf(before, language), rowsOf(after, language), [
    ({ track, place }) => canonical([place, track.raw]),
    ({ track: { raw } }) => (raw["id"] === undefined ? undefined : canonical(raw["id"])),
    ({ track }) => canonical([track.type, firstOf(track)]),
    ({ track, label }) => canonical([track.type, label]),
    ({ track: { type } }) => canonical([type]),
  ]);
  const isEmpty = ({ track: { segments } }: Row) => segments.length === 0;
  return [
    ...added.filter(isEmpty).map(({ label }) => words.trackAdded(label)),
    ...removed.filter(isEmpty).map(({ label }) => words.trackRemoved(label)),
    ...pairs.flatMap(([old, now]) => changesOf(old, now, words)),
  ];
}

function rowsOf(tracks: readonly TimelineTrack[], language: Language): Row[] {
  return tracks.map((track, place) => ({ label: labelOf(track, tracks, language), place, track }));
}

function firstOf({ segments: [first] }: TimelineTrack): unknown {
  return first?.id ?? first?.raw;
}

function changesOf(old: Row, now: Row, words: ChangeWords): string[] {
  const [one, other] = [old.track, now.track];
  if (one.name !== other.name) return [words.trackRenamed(old.label, now.label)];
  // A volume is told of the segments that it is of.
  const isSilentlyOther = one.volume === other.volume && !sameJson(ownOf(one), ownOf(other));
  return isSilentlyOther ? [words.trackChanged(now.label)] : [];
}

function ownOf({ raw: { sg, ...own } }: TimelineTrack): unknown {
  return own;
}
