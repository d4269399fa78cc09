import { mainVideo, type TitlePosition } from "../../conversion/index.js";
import { type Draft, type DraftTrack, isObject } from "../../wire/index.js";
import type { StoredMedia } from "../projects.js";
import { withoutExtension } from "./mark-names.js";

/** A draft that the agent made, in the contract's form. Times in milliseconds. */
export interface FilmDraft extends Draft {
  t: FilmTrack[];
  /** How long the film is. */
  d: number;
}

export interface FilmTrack extends DraftTrack {
  tt: number;
  sg: FilmSegment[];
}

export interface FilmSegment {
  id: string;
  /** The upload; titles have none. */
  media?: string;
  /** What people call it. */
  name: string;
  d: number;
  m: {
    start: number;
    /** Where in the source it begins. */
    from?: number;
    volume?: number;
    speed?: number;
    rotate?: 90 | 180 | 270;
    crop?: string;
    text?: string;
    position?: TitlePosition;
  };
}

export const trackKind = { video: 0, audio: 1, text: 7 } as const;

/** Whether an upload can be a part of a film; a photograph has no length. */
export function isClip({ info }: StoredMedia): boolean {
  return mainVideo(info) !== undefined && lengthOf({ info }) >= 100;
}

export function lengthOf({ info }: Pick<StoredMedia, "info">): number {
  return Math.round((info.duration ?? 0) * 1000);
}

/** All of an upload, as a part of a film. */
export function wholeClip(media: StoredMedia, film?: FilmDraft): FilmSegment {
  return {
    ...{ id: newId(film), media: media.id, name: withoutExtension(media.name), d: lengthOf(media) },
    m: { start: 0 },
  };
}

export function newId(film: FilmDraft | undefined): string {
  const numbers = (film?.t ?? []).flatMap(({ sg }) =>
    sg.map(({ id }) => Number(/^segment_(\d+)$/.exec(id)?.[1] ?? 0)),
  );
  return `segment_${Math.max(0, ...numbers) + 1}`;
}

/** A film of these clips, one after the other, with the tracks beside it as far as there is a film for them. Pure. */
export function withClips(film: FilmDraft | undefined, clips: readonly FilmSegment[]): FilmDraft {
  let start = 0;
  const sg = clips.map((clip) => {
    const placed = { ...clip, m: { ...clip.m, start } };
    start += clip.d;
    return placed;
  });
  const video = film?.t.find(({ tt }) => tt === trackKind.video);
  const others = (film?.t ?? []).filter(({ tt }) => tt !== trackKind.video);
  return { ...film, t: [{ ...video, tt: trackKind.video, sg }, ...others], d: start };
}

export function clipsOf({ t }: FilmDraft): FilmSegment[] {
  return t.filter(({ tt }) => tt === trackKind.video).flatMap(({ sg }) => sg);
}

export function segmentsOf({ t }: FilmDraft, kind: number): FilmSegment[] {
  return t.filter(({ tt }) => tt === kind).flatMap(({ sg }) => sg);
}

/** The film with one track of a kind, or without it when nothing is left in it. */
export function withTrack(film: FilmDraft, track: FilmTrack): FilmDraft {
  const others = film.t.filter(({ tt }) => tt !== track.tt);
  return { ...film, t: [...others, ...(track.sg.length > 0 ? [track] : [])].sort((a, b) => a.tt - b.tt) };
}

/**
 * A project's draft as a film. What a conversion made of an upload has its sound in a track of its own, which in a film
 * is one with the picture; what the upload is to become stays.
 */
export function asFilm({ t = [], ...others }: Draft, media: readonly StoredMedia[]): FilmDraft | undefined {
  const video = t.find(({ tt }) => tt === trackKind.video);
  if (!video) return undefined;
  const clips = (video.sg ?? []).filter(isObject).map((segment) => {
    const source = media.find(({ id }) => id === segment["media"]);
    const name = withoutExtension(source?.name ?? "");
    return {
      ...segment,
      name,
      m: isObject(segment["m"]) ? segment["m"] : { start: 0 },
    } as unknown as FilmSegment;
  });
  const rest = t.filter((track) => track.tt !== trackKind.video && !isOwnSound(track, clips));
  const film = { t: [video, ...rest] as FilmTrack[], ...others, d: 0 };
  return withClips(film, clips);
}

function isOwnSound({ tt, sg = [], m }: DraftTrack, clips: readonly FilmSegment[]): boolean {
  const isNamed = isObject(m) && typeof m["name"] === "string";
  return (
    tt === trackKind.audio && !isNamed && sg.some((each) => isObject(each) && each["id"] === clips[0]?.id)
  );
}
