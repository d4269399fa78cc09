import { type Draft, readTimeline, type TimelineSegment, type TimelineTrack } from "../wire/index.js";
import { inSeconds, labelOf, oneLine, percent, quoted } from "./timeline-words.js";

/**
 * What is on the timeline, on one line. Times are seconds; a volume is there when it is not 100 %; the segments of one track are separated by
 * semicolons. Anything unknown in the draft is left out; nothing is thrown.
 *
 * @example
 * summarizeTimeline(draft);
 * // Timeline (3 tracks): 1. Video: city timelapse (0-10s) 2. BGM: Lo-fi (0-10s, 35%) 3. Title: "Urban Dreams" (0-3s)
 */
export function summarizeTimeline(draft: Draft): string {
  const tracks = readTimeline(draft);
  const head = `Timeline (${tracks.length} ${tracks.length === 1 ? "track" : "tracks"})`;
  if (tracks.length === 0) return head;
  const list = tracks.map((track, index) => `${index + 1}. ${describeTrack(track, tracks)}`);
  return `${head}: ${list.join(" ")}`;
}

function describeTrack(track: TimelineTrack, tracks: readonly TimelineTrack[]): string {
  const label = labelOf(track, tracks, "en");
  if (track.segments.length === 0) return `${label} (empty)`;
  return `${label}: ${track.segments.map((segment) => describeSegment(segment, track)).join("; ")}`;
}

function describeSegment(segment: TimelineSegment, track: TimelineTrack): string {
  const { name, startMs, durationMs } = segment;
  const isText = track.kind === "text" && name !== undefined;
  const what = isText ? quoted(name) : oneLine(name ?? "untitled");
  const facts = [timesOf(startMs, durationMs), volumeOf(segment.volume ?? track.volume)];
  const known = facts.filter((fact) => fact !== undefined);
  return known.length > 0 ? `${what} (${known.join(", ")})` : what;
}

function timesOf(startMs: number, durationMs: number | undefined): string | undefined {
  if (durationMs !== undefined) return `${inSeconds(startMs)}-${inSeconds(startMs + durationMs)}s`;
  return startMs > 0 ? `from ${inSeconds(startMs)}s` : undefined;
}

function volumeOf(volume: number | undefined): string | undefined {
  return volume === undefined || percent(volume) === "100%" ? undefined : percent(volume);
}
