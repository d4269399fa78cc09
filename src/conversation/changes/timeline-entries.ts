import type { Language } from "../../errors/index.js";
import type { TimelineSegment, TimelineTrack } from "../../wire/index.js";
import { inSeconds, labelOf, oneLine, percent, quoted } from "../timeline-words.js";

/** A segment as it is spoken of. */
export interface Entry {
  kind: TimelineTrack["kind"];
  /** The place of its track. */
  row: number;
  /** What its track is called. */
  label: string;
  /** What it is called; undefined when it has no name. */
  name: string | undefined;
  times: string;
  volume: string;
  speed: string;
  segment: TimelineSegment;
}

export function timelineEntries(tracks: readonly TimelineTrack[], language: Language): Entry[] {
  return tracks.flatMap((track, row) => {
    const label = labelOf(track, tracks, language);
    return track.segments.map((segment) => toEntry(segment, track, { row, label }));
  });
}

function toEntry(segment: TimelineSegment, track: TimelineTrack, place: Pick<Entry, "row" | "label">): Entry {
  const { name, startMs, durationMs, volume, speed } = segment;
  const { kind } = track;
  const asSaid = kind === "text" ? quoted : oneLine;
  return {
    ...place,
    kind,
    name: name === undefined ? undefined : asSaid(name),
    times:
      durationMs === undefined
        ? `${inSeconds(startMs)}s`
        : `${inSeconds(startMs)}-${inSeconds(startMs + durationMs)}s`,
    volume: percent(volume ?? track.volume ?? 1),
    speed: `${Math.round((speed ?? 1) * 100) / 100}x`,
    segment,
  };
}
