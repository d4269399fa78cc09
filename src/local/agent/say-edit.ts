import type { Draft } from "../../wire/index.js";
import type { Edit, Part } from "./edit.js";
import { clipsOf, type FilmDraft, segmentsOf, trackKind } from "./film.js";
import type { Words } from "./problem.js";

/** What was done, in both languages: with the times and levels that it has in the film now. Pure. */
export function sayEdit(edit: Exclude<Edit, { kind: "undo" }>, film: FilmDraft): Words {
  const done = sayDone(edit, film);
  if (!("part" in edit) || !edit.part) return done;
  const where = sayPart(edit.part);
  return both(`${where.en}: ${done.en}`, `${where.zh}：${done.zh}`);
}

function sayPart(part: Part): Words {
  if ("last" in part) return both(`In the last ${seconds(part.last)}`, `最后 ${part.last / 1000} 秒`);
  const { start, end } = part;
  return end === undefined
    ? both(`From ${seconds(start)} on`, `${start / 1000} 秒以后`)
    : both(`From ${seconds(start)} to ${seconds(end)}`, `${start / 1000} 到 ${end / 1000} 秒`);
}

/** How loud a film is, or the part of it that is meant. */
function levelIn(film: FilmDraft, { of, part }: Extract<Edit, { kind: "volume" | "louder" }>): string {
  const segments = segmentsOf(film, of === "music" ? trackKind.audio : trackKind.video);
  const start = !part ? 0 : "last" in part ? film.d - part.last : part.start;
  // What is split off is at most a tenth of a second away from what was said.
  const meant = part ? segments.filter(({ m, d }) => m.start + d > start + 100).slice(0, 1) : segments;
  return [...new Set(meant.map(({ m }) => percent(m.volume)))].join(" / ");
}

function sayDone(edit: Exclude<Edit, { kind: "undo" }>, film: FilmDraft): Words {
  switch (edit.kind) {
    case "cut":
    case "cut-end":
    case "keep":
    case "keep-end":
      return both(`Trimmed; the film is ${seconds(film.d)} long.`, `已剪辑，影片时长 ${film.d / 1000} 秒。`);
    case "join":
    case "append": {
      const names = clipsOf(film).map(({ name }) => name);
      return both(
        `Joined ${names.join(", ")}: ${seconds(film.d)}.`,
        `已拼接 ${names.join("、")}，共 ${film.d / 1000} 秒。`,
      );
    }
    case "volume":
    case "louder": {
      const level = levelIn(film, edit);
      return edit.of === "music"
        ? both(`The music's volume is ${level}.`, `背景音乐音量为 ${level}。`)
        : both(`The film's volume is ${level}.`, `影片音量为 ${level}。`);
    }
    case "music": {
      const [music] = segmentsOf(film, trackKind.audio);
      const level = percent(music?.m.volume);
      return both(
        `Added the music ${music?.name} at ${level}.`,
        `已添加背景音乐 ${music?.name}，音量 ${level}。`,
      );
    }
    case "remove-music":
      return both("Removed the music.", "已去掉背景音乐。");
    case "title": {
      const title = segmentsOf(film, trackKind.text).at(-1)!;
      const [from, to] = [title.m.start / 1000, (title.m.start + title.d) / 1000];
      return both(
        `Added the title "${edit.text}" (${from}-${to}s).`,
        `已添加标题“${edit.text}”（${from}-${to}秒）。`,
      );
    }
    case "remove-title":
      return both("Removed the title.", "已去掉标题。");
    case "speed":
      return both(
        `Set the speed to ${round(edit.factor)}x; the film is ${seconds(film.d)} long.`,
        `已设为 ${round(edit.factor)} 倍速，影片时长 ${film.d / 1000} 秒。`,
      );
    case "rotate":
      return both(`Rotated by ${edit.degrees} degrees clockwise.`, `已顺时针旋转 ${edit.degrees} 度。`);
    case "crop":
      return both(`Cropped to ${edit.ratio}.`, `已裁剪为 ${edit.ratio}。`);
  }
}

/** Titles that went with the pictures that they were over: nobody asked for that in so many words. Pure. */
export function sayLostTitles(edit: Edit, before: Draft | undefined, film: FilmDraft): Words[] {
  if (edit.kind === "remove-title") return [];
  const left = new Set(segmentsOf(film, trackKind.text).map(({ id }) => id));
  const lost = segmentsOf({ t: [], ...before } as FilmDraft, trackKind.text).filter(
    ({ id }) => !left.has(id),
  );
  return lost.map(({ name }) =>
    both(
      `The title "${name}" is gone: the film ends before it.`,
      `标题“${name}”已随之删除：影片在它之前就结束了。`,
    ),
  );
}

function both(en: string, zh: string): Words {
  return { en, zh };
}

function seconds(ms: number): string {
  return `${ms / 1000} s`;
}

function percent(volume = 1): string {
  return `${Math.round(volume * 100)}%`;
}

function round(factor: number): number {
  return Math.round(factor * 100) / 100;
}
