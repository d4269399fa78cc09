import { timelineLimits } from "../../conversion/index.js";
import type { StoredMedia } from "../projects.js";
import type { Edit } from "./edit.js";
import {
  type FilmDraft,
  type FilmSegment,
  lengthOf,
  newId,
  segmentsOf,
  trackKind,
  withTrack,
} from "./film.js";
import { isCalled, withoutExtension } from "./mark-names.js";
import { problem, type Words } from "./problem.js";

type Made = { film: FilmDraft } | { problem: Words };

/** Where nobody says how loud music is to be, it stays under what is spoken. */
const usualLevel = 0.35;

/** Sets or changes how loud the film's own sound, or that of some of its clips, or its music is. Pure. */
export function changeVolume(
  film: FilmDraft,
  edit: Extract<Edit, { kind: "volume" | "louder" }>,
  isMeant: (clip: FilmSegment) => boolean,
): Made {
  const kind = edit.of === "music" ? trackKind.audio : trackKind.video;
  const track = film.t.find(({ tt }) => tt === kind);
  if (!track) return problem("The film has no music.", "影片没有背景音乐。");
  const sg = track.sg.map((segment) => {
    if (edit.of === "film" && !isMeant(segment)) return segment;
    const before = segment.m.volume ?? 1;
    const wanted = edit.kind === "volume" ? edit.level : before * edit.factor;
    return withVolume(segment, Math.min(timelineLimits.loudest, Math.round(wanted * 1000) / 1000));
  });
  return { film: withTrack(film, { ...track, sg }) };
}

function withVolume(segment: FilmSegment, level: number): FilmSegment {
  const { volume, ...others } = segment.m;
  return { ...segment, m: level === 1 ? others : { ...others, volume: level } };
}

/** Puts music under the film, instead of what was there. Pure. */
export function addMusic(
  film: FilmDraft,
  { file, level = usualLevel }: Extract<Edit, { kind: "music" }>,
  media: readonly StoredMedia[],
): Made {
  const sounds = media.filter(({ info }) => info.audio.length > 0 && info.video.every(isCoverOnly));
  const found = file === undefined ? sounds : media.filter(({ name }) => isCalled(name, file)).slice(-1);
  const [music] = found;
  if (file === undefined && found.length > 1) {
    const names = sounds.map(({ name }) => name);
    return problem(`Which music: ${names.join(", ")}?`, `用哪一首音乐：${names.join("、")}？`);
  }
  if (!music) {
    return file === undefined
      ? problem("Upload the music first.", "请先上传音乐。")
      : problem(`There is no upload called ${file}.`, `没有名为 ${file} 的上传文件。`);
  }
  if (music.info.audio.length === 0)
    return problem(`${music.name} has no sound.`, `${music.name} 没有声音。`);
  const segment = {
    ...{ id: newId(film), media: music.id, name: withoutExtension(music.name) },
    ...{ d: Math.min(film.d, lengthOf(music)), m: { start: 0 } },
  };
  const sg = [withVolume(segment, level)];
  return { film: withTrack(film, { tt: trackKind.audio, m: { name: "BGM" }, sg }) };
}

function isCoverOnly({ dispositions }: StoredMedia["info"]["video"][number]): boolean {
  return dispositions.includes("attached_pic");
}

export function removeMusic(film: FilmDraft): Made {
  if (segmentsOf(film, trackKind.audio).length === 0)
    return problem("The film has no music.", "影片没有背景音乐。");
  return { film: withTrack(film, { tt: trackKind.audio, sg: [] }) };
}

/** Music is as long as the film, or as long as it is. Pure. */
export function fitMusic(film: FilmDraft, media: readonly StoredMedia[]): FilmDraft {
  const track = film.t.find(({ tt }) => tt === trackKind.audio);
  if (!track) return film;
  const sg = track.sg.map((segment) => {
    const source = media.find(({ id }) => id === segment.media);
    return source ? { ...segment, d: Math.min(film.d, lengthOf(source)) } : segment;
  });
  return withTrack(film, { ...track, sg });
}
