import { type EditRule, fileOf, levelOf, ratioOf, readTitle, time } from "./edit-rule.js";
import { fileMark } from "./mark-names.js";
import { readNumber, readRange } from "./read-time.js";

/** What the words of a rule become, for both languages: the groups of their patterns have the same names. */

export const speed =
  (factor: number): EditRule["read"] =>
  (said, valueOf) =>
    factor >= 0.1 && factor <= 16 ? { kind: "speed", factor, ...fileOf(said, valueOf) } : undefined;

const musicWords = /music|bgm|音乐|背景乐|配乐/i;

export const loudness =
  (sign: 1 | -1): EditRule["read"] =>
  ({ amount: said, unit, percent, music, target = music }) => {
    if ((said ?? percent) === undefined) return sign > 0 ? "louder" : "quieter";
    const value = readNumber((said ?? percent)!) * sign;
    const factor = /^d|分贝/i.test(unit ?? "") ? 10 ** (value / 20) : 1 + value / 100;
    if (!(factor >= 0 && factor <= 16)) return undefined;
    return { kind: "louder", of: musicWords.test(target ?? "") ? "music" : "film", factor };
  };

export const cutRange: EditRule["read"] = (said, valueOf) => {
  const range = readRange(said["range"]!);
  return range && { kind: "cut", ...range, ...fileOf(said, valueOf) };
};
export const keepRange: EditRule["read"] = (said, valueOf) => {
  const range = readRange(said["range"]!);
  return range && { kind: "keep", ...range, ...fileOf(said, valueOf) };
};
/** "From 1:20 cut to 2:00"; "from 1:20 cut to 40 seconds" names a length. */
export const keepBetween: EditRule["read"] = ({ from, to }) => {
  const [start, end] = [time(from)!, time(to)!];
  if (start < end) return { kind: "keep", start, end };
  return to!.includes(":") ? "trim" : undefined;
};
export const keepFirst: EditRule["read"] = (said, valueOf) => ({
  ...{ kind: "keep", start: 0, end: time(said["time"])! },
  ...fileOf(said, valueOf),
});
export const cutFirst: EditRule["read"] = (said, valueOf) => ({
  ...{ kind: "cut", start: 0, end: time(said["time"])! },
  ...fileOf(said, valueOf),
});
export const cutLast: EditRule["read"] = (said, valueOf) => ({
  ...{ kind: "cut-end", length: time(said["time"])! },
  ...fileOf(said, valueOf),
});
export const music: EditRule["read"] = ({ file, percent: said }, valueOf) => {
  const volume = said === undefined ? undefined : levelOf(said);
  if (said !== undefined && volume === undefined) return undefined;
  return {
    kind: "music",
    ...(file !== undefined && { file: valueOf(file) }),
    ...(volume !== undefined && { level: volume }),
  };
};
export const title: EditRule["read"] = ({ text, before = "", words = "" }, valueOf) =>
  readTitle(valueOf(text!), `${before} ${words}`);
export const rotate: EditRule["read"] = (said, valueOf) => {
  const { degrees = "90", way } = said;
  if (said["degrees"] === undefined && way === undefined) return "rotate";
  const isLeft = /counter|anti|left|逆|左/i.test(way ?? "");
  const turned = (isLeft ? 360 - Number(degrees) : Number(degrees)) as 90 | 180 | 270;
  return { kind: "rotate", degrees: turned, ...fileOf(said, valueOf) };
};
const shapes: Readonly<Record<string, string>> = {
  square: "1:1",
  vertical: "9:16",
  portrait: "9:16",
  landscape: "16:9",
  horizontal: "16:9",
  widescreen: "16:9",
  ...{ 方形: "1:1", 正方形: "1:1", 竖屏: "9:16", 竖版: "9:16", 横屏: "16:9", 横版: "16:9", 宽屏: "16:9" },
};
export const crop: EditRule["read"] = (said, valueOf) => {
  const { width, height, shape } = said;
  const named = shape === undefined ? undefined : shapes[shape.toLowerCase()];
  const ratio = width === undefined ? named : ratioOf(width, height);
  return ratio === undefined ? undefined : { kind: "crop", ratio, ...fileOf(said, valueOf) };
};

/** To a level in percent, of the music where that is spoken of. */
export const volume: EditRule["read"] = ({ music: ofMusic, of, percent }) => {
  const level = levelOf(percent);
  return level === undefined ? undefined : { kind: "volume", of: (ofMusic ?? of) ? "music" : "film", level };
};

/** A factor that was said as one, as percent, or the other way round when it is slow motion that was spoken of. */
export const speedSaid: EditRule["read"] = (said, valueOf) => {
  const { factor, percent, slower } = said;
  const value = factor === undefined ? readNumber(percent!) / 100 : Number(factor);
  return speed(slower !== undefined && value > 1 ? 1 / value : value)(said, valueOf);
};

/** So many percent faster or slower than it was recorded. */
export const speedChange =
  (sign: 1 | -1): EditRule["read"] =>
  (said, valueOf) =>
    speed(1 + (sign * readNumber(said["percent"]!)) / 100)(said, valueOf);

export const keepLast: EditRule["read"] = (said, valueOf) => ({
  ...{ kind: "keep-end", length: time(said["time"])! },
  ...fileOf(said, valueOf),
});

/** The files of a list, in its order. */
export const joinFiles: EditRule["read"] = ({ files }, valueOf) => ({
  kind: "join",
  files: [...files!.matchAll(new RegExp(fileMark, "gu"))].map(([mark]) => valueOf(mark)),
});
