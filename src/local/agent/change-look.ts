import type { Edit } from "./edit.js";
import {
  clipsOf,
  type FilmDraft,
  type FilmSegment,
  newId,
  segmentsOf,
  trackKind,
  withClips,
  withTrack,
} from "./film.js";
import { moveTitles } from "./move-titles.js";
import { problem, type Words } from "./problem.js";

type Made = { film: FilmDraft } | { problem: Words };

/** Where nobody says how long. */
const usualTitle = 3000;

/** Lays a title over the film. Pure. */
export function addTitle(film: FilmDraft, edit: Extract<Edit, { kind: "title" }>): Made {
  const { text, last, position } = edit;
  const start = last === undefined ? edit.start : Math.max(0, film.d - last);
  if (start >= film.d) {
    const seconds = film.d / 1000;
    return problem(
      `The title would begin after the film, which is ${seconds} s long.`,
      `标题开始时影片已经结束：总时长 ${seconds} 秒。`,
    );
  }
  const end = Math.min(film.d, edit.end ?? start + (last ?? edit.length ?? usualTitle));
  const title = {
    ...{ id: newId(film), name: text, d: end - start },
    m: { start, text, ...(position && { position }) },
  };
  const track = film.t.find(({ tt }) => tt === trackKind.text);
  return { film: withTrack(film, { ...track, tt: trackKind.text, sg: [...(track?.sg ?? []), title] }) };
}

export function removeTitles(film: FilmDraft): Made {
  if (segmentsOf(film, trackKind.text).length === 0)
    return problem("The film has no title.", "影片没有标题。");
  return { film: withTrack(film, { tt: trackKind.text, sg: [] }) };
}

/** Plays the film, or one of its clips, at a speed; its titles stay with its pictures. Pure. */
export function changeSpeed(film: FilmDraft, factor: number, isMeant: (clip: FilmSegment) => boolean): Made {
  const before = clipsOf(film);
  const clips = before.map((clip) => {
    if (!isMeant(clip)) return clip;
    const { speed = 1, ...others } = clip.m;
    const d = Math.max(1, Math.round((clip.d * speed) / factor));
    return { ...clip, d, m: factor === 1 ? others : { ...others, speed: factor } };
  });
  const changed = withClips(film, clips);
  const after = clipsOf(changed);
  const moved = (time: number) => {
    const index = Math.max(
      0,
      before.findLastIndex(({ m }) => m.start <= time),
    );
    const [old, now] = [before[index]!, after[index]!];
    return now.m.start + ((time - old.m.start) * now.d) / old.d;
  };
  return { film: moveTitles(changed, moved) };
}

/** Turns the film, or one of its clips, further. Pure. */
export function rotateClips(film: FilmDraft, degrees: number, isMeant: (clip: FilmSegment) => boolean): Made {
  const clips = clipsOf(film).map((clip) => {
    if (!isMeant(clip)) return clip;
    const { rotate = 0, ...others } = clip.m;
    const turned = ((rotate + degrees) % 360) as 0 | 90 | 180 | 270;
    return { ...clip, m: turned === 0 ? others : { ...others, rotate: turned } };
  });
  return { film: withClips(film, clips) };
}

/** Cuts a ratio out of the middle of the picture. Pure. */
export function cropClips(film: FilmDraft, ratio: string, isMeant: (clip: FilmSegment) => boolean): Made {
  const clips = clipsOf(film).map((clip) =>
    isMeant(clip) ? { ...clip, m: { ...clip.m, crop: ratio } } : clip,
  );
  return { film: withClips(film, clips) };
}
