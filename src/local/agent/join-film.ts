import type { StoredMedia } from "../projects.js";
import type { Edit } from "./edit.js";
import { clipsOf, type FilmDraft, type FilmSegment, isClip, newId, wholeClip, withClips } from "./film.js";
import { isCalled } from "./mark-names.js";
import { moveTitles } from "./move-titles.js";
import { problem, type Words } from "./problem.js";

type Made = { film: FilmDraft } | { problem: Words };

/** Puts uploads one after the other; those that are in the film already stay as they were edited. Pure. */
export function joinFilm(
  film: FilmDraft | undefined,
  { files }: Extract<Edit, { kind: "join" }>,
  media: readonly StoredMedia[],
): Made {
  const chosen: StoredMedia[] = [];
  for (const file of files) {
    const found = findClip(file, media);
    if ("problem" in found) return found;
    chosen.push(found.media);
  }
  const all = files.length > 0 ? chosen : inOrder(film, media.filter(isClip));
  if (all.length < 2) {
    return problem(
      "There is only one clip; upload another one to join it with.",
      "只有一个视频；请再上传一个才能拼接。",
    );
  }
  let joined = withClips(film, []);
  for (const each of all) {
    const known = film ? clipsOf(film).filter((clip) => clip.media === each.id) : [];
    const clips = known.length > 0 ? known : [{ ...wholeClip(each), id: freeId(film, joined) }];
    joined = withClips(joined, [...clipsOf(joined), ...clips]);
  }
  return { film: joined };
}

/** Puts an upload behind the film, or before it. Pure. */
export function appendToFilm(
  film: FilmDraft,
  { file, isFirst }: Extract<Edit, { kind: "append" }>,
  media: readonly StoredMedia[],
): Made {
  const found = findClip(file, media);
  if ("problem" in found) return found;
  const clip = wholeClip(found.media, film);
  const clips = clipsOf(film);
  const made = withClips(film, isFirst ? [clip, ...clips] : [...clips, clip]);
  return { film: isFirst ? moveTitles(made, (time) => time + clip.d) : made };
}

export function findClip(
  file: string,
  media: readonly StoredMedia[],
): { media: StoredMedia } | { problem: Words } {
  const found = media.findLast(({ name }) => isCalled(name, file));
  if (!found) return problem(`There is no upload called ${file}.`, `没有名为 ${file} 的上传文件。`);
  return isClip(found)
    ? { media: found }
    : problem(`${file} is no video that could be a part of the film.`, `${file} 不是可以放进影片的视频。`);
}

/** What is in the film comes first, in its order there. */
function inOrder(film: FilmDraft | undefined, clips: readonly StoredMedia[]): StoredMedia[] {
  const used = film ? [...new Set(clipsOf(film).map(({ media }) => media))] : [];
  const known = used.flatMap((id) => clips.find((clip) => clip.id === id) ?? []);
  return [...known, ...clips.filter((clip) => !known.includes(clip))];
}

function freeId(film: FilmDraft | undefined, joined: FilmDraft): FilmSegment["id"] {
  return newId({ ...joined, t: [...(film?.t ?? []), ...joined.t] });
}
