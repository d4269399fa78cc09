import { isObject } from "./draft.js";
import { firstNumber, firstText, nameIn } from "./read-names.js";

/** A segment as far as it could be read. */
export interface TimelineSegment {
  id?: string;
  /** What it shows, plays or says. */
  name?: string;
  /** On the timeline. */
  startMs: number;
  durationMs?: number;
  /** 1 is as recorded. */
  volume?: number;
  /** 1 is as recorded. */
  speed?: number;
  /** As the backend has it. */
  raw: unknown;
}

export interface TimelineTrack {
  kind: "video" | "audio" | "text" | "other";
  /** Its `tt`. */
  type?: number;
  name?: string;
  volume?: number;
  segments: TimelineSegment[];
  /** As the backend has it. */
  raw: Record<string, unknown>;
}

const kinds: ReadonlyMap<unknown, TimelineTrack["kind"]> = new Map([
  [0, "video"],
  [1, "audio"],
  [7, "text"],
]);

/**
 * The tracks of a draft. Only `t`, `tt`, `sg`, `d` and `m` are known of the cloud's drafts, so the rest is looked for under
 * the names that it may have. Whatever cannot be used is left out; nothing is thrown.
 */
export function readTimeline(draft: unknown): TimelineTrack[] {
  if (!isObject(draft) || !Array.isArray(draft["t"])) return [];
  return draft["t"].filter(isObject).map(readTrack);
}

/** How long the project is: as the draft says, else to the end of its last segment. */
export function durationOf(draft: unknown): number | undefined {
  const said = firstNumber([draft], ["d"]);
  if (said !== undefined && said >= 0) return said;
  const segments = readTimeline(draft).flatMap((track) => track.segments);
  if (segments.length === 0) return undefined;
  return segments.reduce((end, { startMs, durationMs = 0 }) => Math.max(end, startMs + durationMs), 0);
}

function readTrack(raw: Record<string, unknown>): TimelineTrack {
  const type = firstNumber([raw], ["tt"]);
  const kind = kinds.get(type) ?? "other";
  const name = firstText([raw["m"], raw], ["name", "title", "label"]);
  const volume = readVolume([raw["m"], raw]);
  const segments: TimelineSegment[] = [];
  for (const segment of Array.isArray(raw["sg"]) ? raw["sg"] : []) {
    segments.push(readSegment(segment, kind, segments.at(-1)));
  }
  return {
    kind,
    ...(type !== undefined && { type }),
    ...(name !== undefined && { name }),
    ...(volume !== undefined && { volume }),
    segments,
    raw,
  };
}

function readSegment(
  raw: unknown,
  kind: TimelineTrack["kind"],
  previous: TimelineSegment | undefined,
): TimelineSegment {
  const segment = isObject(raw) ? raw : {};
  const places = [segment["m"], segment];
  const id = segment["id"];
  const name = typeof raw === "string" ? raw : nameIn(segment, kind === "text");
  const startMs =
    firstNumber(places, ["start", "st", "startMs", "start_ms"]) ??
    (previous ? previous.startMs + (previous.durationMs ?? 0) : 0);
  const durationMs = readDuration(segment, places, startMs);
  const volume = readVolume(places);
  const speed = firstNumber(places, ["speed", "playbackRate", "playback_rate"]);
  return {
    ...((typeof id === "string" || typeof id === "number") && { id: String(id) }),
    ...(name !== undefined && { name }),
    startMs,
    ...(durationMs !== undefined && { durationMs }),
    ...(volume !== undefined && { volume }),
    ...(speed !== undefined && { speed }),
    raw,
  };
}

function readDuration(
  segment: Record<string, unknown>,
  places: unknown[],
  startMs: number,
): number | undefined {
  const duration =
    firstNumber([segment], ["d"]) ?? firstNumber(places, ["duration", "durationMs", "duration_ms"]);
  if (duration !== undefined) return duration >= 0 ? duration : undefined;
  const end = firstNumber(places, ["end", "et", "endMs", "end_ms"]);
  return end !== undefined && end >= startMs ? end - startMs : undefined;
}

/** Nobody amplifies more than tenfold: what is larger is meant in percent. */
function readVolume(places: unknown[]): number | undefined {
  const volume = firstNumber(places, ["volume", "vol", "gain"]);
  if (volume === undefined || volume < 0) return undefined;
  return volume > 10 ? volume / 100 : volume;
}
