import type { Part } from "./edit.js";
import { clipsOf, type FilmDraft, type FilmSegment, withClips } from "./film.js";
import { problem, type Words } from "./problem.js";

// A tenth of a second is the shortest piece, and what a length may be off by.
const least = 100;

/** A film that is cut, with nothing gone, at both ends of a part of it, or of the one clip that is meant. Pure. */
export function splitAround(
  film: FilmDraft,
  part: Part,
  clip: FilmSegment | undefined,
): { film: FilmDraft; isWithin: (piece: FilmSegment) => boolean } | { problem: Words } {
  const offset = clip?.m.start ?? 0;
  const length = clip?.d ?? film.d;
  const [from, to] =
    "last" in part ? [length - part.last, length] : [part.start, Math.min(part.end ?? length, length)];
  if (from < -least || to - from < least || ("end" in part && part.end! > length + least)) {
    const seconds = length / 1000;
    return problem(`That is more than there is: ${seconds} s.`, `超出了总时长：只有 ${seconds} 秒。`);
  }
  const start = offset + (from < least ? 0 : from);
  const end = offset + (length - to < least ? length : to);
  return {
    film: splitAt(splitAt(film, start), end),
    isWithin: ({ m }) => m.start >= start && m.start < end,
  };
}

/** Cuts the clip that plays at a time in two. Pure. */
export function splitAt(film: FilmDraft, time: number): FilmDraft {
  const ids = new Set(clipsOf(film).map(({ id }) => id));
  const clips = clipsOf(film).flatMap((clip) => {
    const first = Math.round(time) - clip.m.start;
    if (first < 1 || first > clip.d - 1) return [clip];
    const from = (clip.m.from ?? 0) + Math.round(first * (clip.m.speed ?? 1));
    const second = { ...clip, id: freeId(clip.id, ids), d: clip.d - first, m: { ...clip.m, from } };
    return [{ ...clip, d: first }, second];
  });
  return withClips(film, clips);
}

function freeId(id: string, taken: ReadonlySet<string>): string {
  let number = 2;
  while (taken.has(`${id}_${number}`)) number += 1;
  return `${id}_${number}`;
}
