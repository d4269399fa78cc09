import type { Edit, Unclear } from "./edit.js";
import { editOfPart } from "./edit-of-part.js";
import type { NamedPart } from "./find-parts.js";

/** The longest match of all rules at the start of a text, of those whose meaning is accepted. */
export type ReadAtStart = (
  text: string,
  accept: (meaning: Edit | Unclear) => Edit | Unclear | undefined,
) => { meaning: Edit | Unclear; length: number } | undefined;

// How many characters of an edit may stand on either side of its part.
const reach = 160;

/**
 * Reads an edit of a part of the film, wherever the part stands in its words: they are read as those of an edit of the
 * whole film, in whose place, or in no place at all, the part is. Pure.
 *
 * @param at where in the text the edit begins, at the part or before it
 * @returns what is meant, and how many characters of the text
 */
export function readPartEdit(
  text: string,
  at: number,
  named: NamedPart,
  readAtStart: ReadAtStart,
): { meaning: Edit | Unclear; length: number } | undefined {
  if (named.start < at || named.start - at > reach || text[at] === " ") return undefined;
  const isFirst = named.start === at;
  if (isFirst && !opensSentence(text, named)) return undefined;
  const before = text.slice(at, named.start);
  const after = text.slice(named.end, named.end + reach);
  const readings = [...wholes(named), ""].map((whole) => {
    const head = whole === "" ? before.replace(/\s?[,、]?\s?$/u, "") : before;
    const tail = isFirst && whole === "" ? after.replace(gap(text, named), "") : after;
    const found = readAtStart(head + whole + tail, (meaning) => {
      const isTitle = typeof meaning !== "string" && meaning.kind === "title";
      if (/[,、]/u.test(before.slice(head.length)) && !isTitle) return undefined;
      return editOfPart(meaning, named.part);
    });
    const more = (found?.length ?? -1) - head.length - whole.length;
    if (!found || more < 0 || (isFirst && more === 0)) return undefined;
    if (more === 0 && whole === "" && !isSaidBehind(found.meaning, named)) return undefined;
    return {
      meaning: found.meaning,
      length: named.end - at + (more > 0 ? after.length - tail.length + more : 0),
    };
  });
  return readings
    .filter((reading) => reading !== undefined)
    .reduce<{ meaning: Edit | Unclear; length: number } | undefined>(
      (best, each) => (best && best.length >= each.length ? best : each),
      undefined,
    );
}

/** What the part is put in the place of. */
function wholes({ file }: NamedPart): string[] {
  return file === undefined ? ["the video", "视频"] : [file];
}

/** Behind an edit "the first 5 seconds" may be what is to stay; "in the first 5 seconds" is where it is made. */
function isSaidBehind(meaning: Edit | Unclear, { isAdverb }: NamedPart): boolean {
  return isAdverb || (typeof meaning !== "string" && meaning.kind === "title");
}

/** Whether a part that stands before an edit belongs to it, and not to what comes before. */
function opensSentence(text: string, { start, end, isAdverb }: NamedPart): boolean {
  const isChinese = /\p{Script=Han}/u.test(text.slice(start, end + 1));
  const opens = /(?:^|[,.;:!?、。]|\b(?:and|then|please|also)|并且?|然后|再|请|且|和|把|将|给|对|让)\s?$/iu;
  return opens.test(text.slice(Math.max(0, start - 10), start)) && (isChinese || isAdverb);
}

/** "In the first 5 seconds, mute it"; where "from 5s to 10s, mute it" may be two wishes. */
function gap(text: string, { start }: NamedPart): RegExp {
  return /^(?:only |just )?(?:in|during|within|throughout|for|until|before|after) /i.test(
    text.slice(start, start + 20),
  )
    ? /^,? /
    : /^ (?!at )/;
}
