import type { Draft } from "../../wire/index.js";
import type { StoredMedia } from "../projects.js";
import { addTitle, changeSpeed, cropClips, removeTitles, rotateClips } from "./change-look.js";
import { addMusic, changeVolume, fitMusic, removeMusic } from "./change-sound.js";
import { cutFilm } from "./cut-film.js";
import type { Edit } from "./edit.js";
import { asFilm, clipsOf, type FilmDraft, type FilmSegment, isClip, wholeClip, withClips } from "./film.js";
import { fitTitles } from "./move-titles.js";
import { appendToFilm, findClip, joinFilm } from "./join-film.js";
import { isCalled } from "./mark-names.js";
import { problem, type Words } from "./problem.js";
import { splitAround } from "./split-film.js";

export type Applied = { film: FilmDraft } | { problem: Words };
type Change = Exclude<Edit, { kind: "undo" }>;

/** Makes one edit. Pure: a project's draft and its uploads in, the changed draft out, or why it cannot be. */
export function applyEdit(draft: Draft | undefined, edit: Change, media: readonly StoredMedia[]): Applied {
  const film = draft && asFilm(draft, media);
  if (edit.kind === "join") return fitted(joinFilm(film, edit, media), media);
  const begun = film ? { film } : beginFilm(edit, media);
  if ("problem" in begun) return begun;
  const clip = clipOf(begun.film, edit, media);
  if (clip && "problem" in clip) return clip;
  const split = "part" in edit && edit.part ? splitAround(begun.film, edit.part, clip) : undefined;
  if (split && "problem" in split) return split;
  const isMeant = (each: FilmSegment) =>
    (clip === undefined || each.media === clip.media) && (split === undefined || split.isWithin(each));
  return fitted(change(split?.film ?? begun.film, edit, media, { clip, isMeant }), media);
}

interface Meant {
  /** The one clip that is named. */
  clip: FilmSegment | undefined;
  isMeant: (clip: FilmSegment) => boolean;
}

function change(
  film: FilmDraft,
  edit: Exclude<Change, { kind: "join" }>,
  media: readonly StoredMedia[],
  { clip, isMeant }: Meant,
): Applied {
  switch (edit.kind) {
    case "cut":
    case "cut-end":
    case "keep":
    case "keep-end":
      return cutFilm(film, edit, clip);
    case "append":
      return appendToFilm(film, edit, media);
    case "volume":
    case "louder":
      return changeVolume(film, edit, isMeant);
    case "music":
      return addMusic(film, edit, media);
    case "remove-music":
      return removeMusic(film);
    case "title":
      return addTitle(film, edit);
    case "remove-title":
      return removeTitles(film);
    case "speed":
      return changeSpeed(film, edit.factor, isMeant);
    case "rotate":
      return rotateClips(film, edit.degrees, isMeant);
    case "crop":
      return cropClips(film, edit.ratio, isMeant);
  }
}

function fitted(applied: Applied, media: readonly StoredMedia[]): Applied {
  return "film" in applied ? { film: fitTitles(fitMusic(applied.film, media)) } : applied;
}

/** Where there is no film yet it is the one clip that was uploaded, or the one that is named. */
function beginFilm(edit: Change, media: readonly StoredMedia[]): Applied {
  const clips = media.filter(isClip);
  const named = "file" in edit && edit.kind !== "music" ? edit.file : undefined;
  if (named !== undefined && edit.kind !== "append") {
    const found = findClip(named, media);
    return "problem" in found ? found : { film: withClips(undefined, [wholeClip(found.media)]) };
  }
  const possible = edit.kind === "append" ? clips.filter(({ name }) => !isCalled(name, edit.file)) : clips;
  const [first] = possible;
  if (!first) return problem("Upload a video first.", "请先上传视频。");
  if (possible.length === 1) return { film: withClips(undefined, [wholeClip(first)]) };
  const names = possible.map(({ name }) => name);
  return problem(
    `Which one: ${names.join(", ")}? Name it, or say "join the clips" first.`,
    `要编辑哪一个：${names.join("、")}？请说出文件名，或先说“拼接视频”。`,
  );
}

/** The clip that an edit names; undefined where it is about the whole film. */
function clipOf(
  film: FilmDraft,
  edit: Change,
  media: readonly StoredMedia[],
): FilmSegment | { problem: Words } | undefined {
  if (!("file" in edit) || edit.file === undefined || edit.kind === "music" || edit.kind === "append")
    return undefined;
  const found = findClip(edit.file, media);
  if ("problem" in found) return found;
  const clip = clipsOf(film).find((each) => each.media === found.media.id);
  return (
    clip ??
    problem(
      `${edit.file} is not in the film; say "append ${edit.file}" first.`,
      `影片里没有 ${edit.file}；请先说“在后面加上 ${edit.file}”。`,
    )
  );
}
