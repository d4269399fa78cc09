import type { TitlePosition } from "../../conversion/index.js";
import type { Edit, Unclear } from "./edit.js";
import { rangeText, readNumber, readRange, readTime, timeText } from "./read-time.js";

/** What the words of a rule were, by their names. */
export type Said = Record<string, string | undefined>;

/** Words that ask for an edit. */
export interface EditRule {
  /** Matched at the present place only; the longest match of all rules wins. */
  readonly pattern: RegExp;
  /** Undefined when the words turn out not to mean it; a word alone when something has to be asked. */
  read: (said: Said, valueOf: (mark: string) => string) => Edit | Unclear | undefined;
}

/** A rule from a pattern without flags, in which spaces stand for themselves. */
export function editRule(pattern: string, read: EditRule["read"]): EditRule {
  let compiled: RegExp | undefined;
  return {
    // A start that reads no sentence does not pay for it.
    get pattern() {
      return (compiled ??= new RegExp(pattern, "iuy"));
    },
    read,
  };
}

/** What a rule reads from a group that is a time. */
export function time(text: string | undefined): number | undefined {
  return text === undefined ? undefined : readTime(text);
}

/** The name of the file that an edit is about, where it says one. */
export function fileOf({ file }: Said, valueOf: (mark: string) => string): { file?: string } {
  return file === undefined ? {} : { file: valueOf(file) };
}

/** `"50"` of "50%" to 0.5; undefined for what is louder than anything should be. */
export function levelOf(percent: string | undefined): number | undefined {
  const level = readNumber(percent ?? "") / 100;
  return level >= 0 && level <= 16 ? level : undefined;
}

const largest = 99;

/** `"9"` and `"16"` to "9:16". */
export function ratioOf(width: string | undefined, height: string | undefined): string | undefined {
  const isRatio = [Number(width), Number(height)].every((side) => side > 0 && side <= largest);
  return isRatio ? `${Number(width)}:${Number(height)}` : undefined;
}

const places: readonly [RegExp, string][] = [
  [/top|upper|顶|上/i, "top"],
  [/bottom|lower|底|下/i, "bottom"],
];
const sides: readonly [RegExp, string][] = [
  [/left|左/i, "left"],
  [/right|右/i, "right"],
];
const untilEnd = /(?:until|till|to) the end|(?:whole|entire|throughout|全程|一直)/i;

/** When and where a title is shown, from the words around it. */
export function readTitle(text: string, words: string): Edit | undefined {
  const range = new RegExp(rangeText, "iu").exec(words)?.[0];
  const said = range === undefined ? undefined : readRange(range);
  if (range !== undefined && said === undefined) return undefined;
  const others = range === undefined ? words : words.replace(range, " ");
  const length = time(new RegExp(timeText, "iu").exec(others.replace(startAt, " "))?.[0]);
  const start = said?.start ?? time(startAt.exec(others)?.groups?.["start"]) ?? 0;
  const spot = [places, sides].flatMap((table) => table.find(([pattern]) => pattern.test(others))?.[1] ?? []);
  return {
    kind: "title",
    text,
    start,
    ...(said && { end: said.end }),
    ...(!said && length !== undefined && !untilEnd.test(others) && { length }),
    ...(spot.length > 0 && { position: spot.join("-") as TitlePosition }),
    ...(spot.length === 0 && /cent|middle|中/i.test(others) && { position: "center" as const }),
  };
}

const startAt = new RegExp(
  String.raw`(?:(?:starting |beginning |appearing )?(?:at|from|after)\s|从|在)\s?(?<start>${timeText})(?:\s?(?:开始|处|时))?`,
  "iu",
);
