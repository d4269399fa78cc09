import type { Edit } from "./edit.js";
import { clipsOf, type FilmDraft, type FilmSegment, withClips } from "./film.js";
import { moveTitles } from "./move-titles.js";
import { problem, type Words } from "./problem.js";
import { splitAt } from "./split-film.js";

type Cut = Extract<Edit, { kind: "cut" | "cut-end" | "keep" | "keep-end" }>;

// A tenth of a second is the shortest film, and what a length may be off by.
const least = 100;

/** Cuts a film, or the one clip of it that is meant. Pure. */
export function cutFilm(
  film: FilmDraft,
  edit: Cut,
  clip: FilmSegment | undefined,
): { film: FilmDraft } | { problem: Words } {
  const offset = clip?.m.start ?? 0;
  const length = clip?.d ?? film.d;
  const [start, end] = keptRange(edit, length);
  const said = Math.max(
    edit.kind === "cut" || edit.kind === "keep" ? (edit.end ?? edit.start) : edit.length,
    start,
  );
  if (said > length + least) {
    const seconds = length / 1000;
    return problem(`That is more than there is: ${seconds} s.`, `超出了总时长：只有 ${seconds} 秒。`);
  }
  const gone: [number, number][] =
    edit.kind === "cut"
      ? [[edit.start, Math.min(edit.end ?? length, length)]]
      : [
          [end, length],
          [0, start],
        ];
  const rest = gone.reduce((cut, [from, to]) => removeRange(cut, offset + from, offset + to), film);
  return rest.d >= least ? { film: rest } : problem("Nothing would be left of it.", "这样就什么都不剩了。");
}

/** What stays of so many milliseconds; of a cut inside, all around it. */
function keptRange(edit: Cut, length: number): [number, number] {
  switch (edit.kind) {
    case "keep":
      return [edit.start, Math.min(edit.end ?? length, length)];
    case "keep-end":
      return [Math.max(0, length - edit.length), length];
    case "cut-end":
      return [0, Math.max(0, length - edit.length)];
    case "cut":
      return [0, length];
  }
}

function removeRange(film: FilmDraft, from: number, to: number): FilmDraft {
  if (to <= from) return film;
  const split = splitAt(splitAt(film, from), to);
  const clips = clipsOf(split).filter(({ m: { start } }) => start < from || start >= to);
  const moved = (time: number) => (time < from ? time : Math.max(from, time - (to - from)));
  return moveTitles(withClips(split, clips), moved);
}
