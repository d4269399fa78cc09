import type { ConversionSpec, StreamSelection } from "../spec.js";
import { sayLanguage } from "./language-names.js";
import type { Piece, Say } from "./say.js";

/** What part of the time. */
export function sayTrim({ start, end, dropLast }: NonNullable<ConversionSpec["trim"]>, say: Say): Piece[] {
  return [sayPart(start, end, say), say.value(dropLast, "without the last % s", "去掉最后 % 秒")];
}

function sayPart(start: number | undefined, end: number | undefined, { value }: Say): Piece {
  if (start === undefined) return value(end, "ending at % s", "到 % 秒结束");
  if (end === undefined) return value(start, "starting at % s", "从 % 秒开始");
  return value(end, `from ${start} s to % s`, `从 ${start} 秒到 % 秒`);
}

/** Which tracks, counted from 1, as people count. */
export function sayTracks(tracks: StreamSelection["audio"], { value, language }: Say): Piece {
  if (!Array.isArray(tracks)) return undefined;
  const names = tracks.map((track) => (typeof track === "number" ? track + 1 : sayLanguage(track, language)));
  const list = names.join(language === "zh" ? " 和 " : " and ");
  return typeof tracks[0] === "number"
    ? value(list, "audio tracks %", "音轨 %")
    : value(list, "audio in %", "只要%音轨");
}
