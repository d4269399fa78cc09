import type { Part } from "./edit.js";

import { noun } from "./english-words.js";
import { fileMark } from "./mark-names.js";
import { oneTime, rangeText, readRange, readTime, timeText } from "./read-time.js";

/** Words in a sentence that name a part of the film, or of one file. */
export interface NamedPart {
  start: number;
  end: number;
  part: Part;
  /** The mark of the file that it is a part of. */
  file?: string;
  /** Whether its words say where something is done ("from 5s on"), not only which part there is ("the first 5s"). */
  isAdverb: boolean;
}

interface PartWords {
  pattern: string;
  read: (time: string) => Part | undefined;
}

const untilIt = (text: string): Part | undefined => given(readTime(text), (end) => ({ start: 0, end }));
const fromIt = (text: string): Part | undefined => given(readTime(text), (start) => ({ start }));
const lastOf = (text: string): Part | undefined => given(readTime(text), (last) => ({ last }));

const lead =
  "(?:(?:only |just |but only )?(?:for|in|during|of|within|over|throughout|from|on) )?(?:the )?(?:very )?";
const piece = "(?:(?:part|section|bit|segment|piece) )?";
const ofWhat = `(?: (?:of|from|in) (?:it|this|${noun}|(?<file>${fileMark})))?`;
const within = `(?:在|于)?(?:(?:这个|这段|整个)?(?:视频|影片|片段|片子)|(?<file>${fileMark}))?的?`;
const itself =
  "(?:这一?段|的?(?:部分|内容|片段|画面|时间|视频)|之间|期间)?(?:里面?|以?内|中|时(?![长间]))?的?";

const words: readonly PartWords[] = [
  { pattern: `${lead}${piece}(?<time>${rangeText})${ofWhat}`, read: readRange },
  {
    pattern: `(?:from )?(?:the )?(?:very )?(?:start|beginning) (?:to|until|till|through) (?<time>${timeText})`,
    read: untilIt,
  },
  { pattern: `${within}从?(?:视频的?)?(?:开头|开始|头)到第?(?<time>${timeText})${itself}`, read: untilIt },
  { pattern: `${lead}(?:first|opening|initial) (?<time>${oneTime})${ofWhat}`, read: untilIt },
  { pattern: `${lead}(?:last|final) (?<time>${oneTime})${ofWhat}`, read: lastOf },
  {
    pattern: `(?:only |just |everything )?(?:from|after|starting (?:at|from)|beginning (?:at|from)) (?<time>${timeText})(?: (?:onwards?|on|(?:un)?till? the (?:very )?end|to the (?:very )?end))?`,
    read: fromIt,
  },
  { pattern: `(?:only |just |everything )?(?:until|till|up to|before) (?<time>${timeText})`, read: untilIt },
  { pattern: `${within}(?<time>${rangeText})${itself}`, read: readRange },
  { pattern: `${within}(?:最?前面?|开头|片头|最?开始)的?(?<time>${timeText})${itself}`, read: untilIt },
  { pattern: `${within}(?:最后面?|末尾|结尾|片尾|后面?)的?(?<time>${timeText})${itself}`, read: lastOf },
  {
    pattern: `${within}从?(?<time>${timeText})(?:以后|之后|往后|后(?!面)|起|开始|处?(?:开始)?到(?:最后|结尾|末尾|结束))${itself}`,
    read: fromIt,
  },
  { pattern: `(?:直到(?<time>${timeText})|到(?<until>${timeText})为止)(?:为止)?`, read: untilIt },
  { pattern: `${within}(?<time>${timeText})(?:以前|之前|前(?!面))${itself}`, read: untilIt },
];

let patterns: readonly [RegExp, PartWords["read"]][] | undefined;

/** The parts that a sentence names, in their order. Pure. */
export function findParts(text: string): NamedPart[] {
  // A start that reads no sentence does not pay for them.
  patterns ??= words.map(
    ({ pattern, read }) => [new RegExp(`(?<![a-z0-9])(?:${pattern})`, "giu"), read] as const,
  );
  const found = patterns.flatMap(([pattern, read]) =>
    [...text.matchAll(pattern)].flatMap((match) => toPart(match, text, read)),
  );
  found.sort((one, other) => one.start - other.start || other.end - one.end);
  // Of words that could be two parts the longer ones are meant.
  return found.filter(
    ({ start, end }) =>
      !found.some(
        (other) =>
          other.start < end &&
          start < other.end &&
          (other.end - other.start > end - start ||
            (other.end - other.start === end - start && other.start < start)),
      ),
  );
}

function toPart(match: RegExpExecArray, text: string, read: PartWords["read"]): NamedPart[] {
  const { 0: said, index: start, groups = {} } = match;
  const end = start + said.length;
  const part = read((groups["time"] ?? groups["until"])!);
  if (!part || /^[a-z0-9]{2}$/i.test(text.slice(end - 1, end + 1))) return [];
  const file = groups["file"];
  return [{ start, end, part, ...(file !== undefined && { file }), isAdverb: adverb.test(said) }];
}

const adverb =
  /^(?:(?:only|just|but only|everything) )?(?:for|in|during|of|within|over|throughout|from|on|between|after|starting|beginning|until|till|up to|before) |^(?:[从在]|直到|到)|(?:后|起|开始|前|内|里|结束)的?$/iu;

function given(value: number | undefined, toPart: (value: number) => Part): Part | undefined {
  return value === undefined ? undefined : toPart(value);
}
