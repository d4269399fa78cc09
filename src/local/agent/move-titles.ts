import { type FilmDraft, segmentsOf, trackKind, withTrack } from "./film.js";

/** Titles stay with the pictures over which they began, and as long as they were, if the film is. Pure. */
export function moveTitles(film: FilmDraft, moved: (time: number) => number): FilmDraft {
  const titles = segmentsOf(film, trackKind.text).flatMap((title) => {
    const start = Math.round(moved(title.m.start));
    const d = Math.min(title.d, film.d - start);
    return d > 0 ? [{ ...title, d, m: { ...title.m, start } }] : [];
  });
  const track = film.t.find(({ tt }) => tt === trackKind.text);
  return withTrack(film, { ...track, tt: trackKind.text, sg: titles });
}

/** Titles end with the film at the latest. Pure. */
export function fitTitles(film: FilmDraft): FilmDraft {
  return moveTitles(film, (time) => time);
}
