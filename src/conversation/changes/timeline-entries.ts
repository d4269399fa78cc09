import type { Language } from "../../errors/index.js";
import { readTimeline, type TimelineSegment, type TimelineTrack } from "../../wire/index.js";
import { labelOf } from "../timeline-words.js";

/** A segment with what is to be said of the track that it is on. */
export interface Entry {
  segment: TimelineSegment;
  track: TimelineTrack;
  /** The place of the track. */
  row: number;
  /** What the track is called. */
  label: string;
}

export function timelineEntries(draft: unknown, language: Language): Entry[] {
  const tracks = readTimeline(draft);
  return tracks.flatMap((track, row) => {
    const label = labelOf(track, tracks, language);
    return track.segments.map((segment) => ({ segment, track, row, label }));
  });
}
