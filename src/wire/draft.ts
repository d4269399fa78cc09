/** A track of a draft. What is not named here belongs to the backend and survives a round trip. */
export interface DraftTrack {
  /** 0 video, 1 audio, 7 text. */
  tt?: number;
  /** Segments. */
  sg?: unknown[];
  /** Metadata. */
  m?: unknown;
  [key: string]: unknown;
}

/** A project as the backend keeps it. Unknown keys are kept as they are. */
export interface Draft {
  /** Tracks. */
  t?: DraftTrack[];
  [key: string]: unknown;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether at least one track has a segment; without one an export has nothing to render. */
export function isExportable(draft: Draft): boolean {
  const tracks: unknown = draft.t;
  return (
    Array.isArray(tracks) &&
    tracks.some((track) => isObject(track) && Array.isArray(track["sg"]) && track["sg"].length > 0)
  );
}
