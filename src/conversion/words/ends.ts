import { numeral } from "./numerals.js";
import { put, type Reading, rule, type Rule } from "./rule.js";
import { ofIt, readTime, removalChinese, time } from "./trim-rules.js";

/**
 * What is cut off the ends of a film: "the first 2 seconds and the last 3", "5 seconds off both ends", "掐头去尾各5秒". Where
 * the end is, only the source says, so that it stands in a spec as how much goes.
 */

const verb =
  "(?:(?:trim|cut|chop|shave|strip|lop|take(?= off| out| away))(?: off| out| away)?|remove|delete|drop|discard|lose|omit|skip(?:ping)?|without|leave out|get rid of|ignore|minus)";
const taking = `(?:${verb}|take|clip|crop)`;
const head = "(?:the )?(?:very )?(?:first|opening|initial)";
const tail = "(?:the )?(?:very )?(?:last|final|ending|closing)";
const off = "(?:from|off(?: of)?|at|of)";
const front = "(?:the )?(?:very )?(?:start|beginning|front)";
const back = "(?:the )?(?:very )?end(?:ing)?";
const both = "(?:both|each|either)(?: of)?(?: the)? (?:ends?|sides?)";
const and = String.raw`(?:,? (?:and|plus|as well as)(?: also)? |,? ?& ?|, ?)`;
const some = `(?:${time}|(?:hour|minute|second)(?![a-z]))`;
const any = `(?:${some}|${numeral})`;
const stop = String.raw`(?=\s?(?:[,.;!?]|$)|(?: off| away| out)? (?:and|then|but) )`;
const last = (key: string) => `(?:(?<${key}>${some})|(?<${key}Bare>${numeral})${stop})`;
const away = `(?: each)?(?: off| away| out)?${ofIt}`;
const ofFilm =
  "(?! (?:of|from|in|off) (?:the |its |my )?(?:audio|sound|music|subtitles?|captions?))(?![a-z])";

const gone =
  "(?:去掉|剪掉|删掉|删除|切掉|裁掉|掐掉|砍掉|截掉|减掉|剪去|减去|裁去|切去|去除|移除|跳过|略过|忽略|不要)了?";
const goneShort = `(?:${gone}|[去剪删切裁掐砍截减])`;
const headChinese = "(?:视频|影片|片子)?的?(?:最?前面?|最?开头|最?开始|片头|头部?)的?";
const tailChinese = "(?:视频|影片|片子)?的?(?:最后面?|最末尾?|末尾|结尾|片尾|后面?|尾部?)的?";
const bothChinese =
  "(?:视频|影片|片子)?的?(?:[首头]尾|两[头端]|前后(?:两[头端])?|(?:开头|片头)[和与跟、](?:结尾|片尾))";
const each = "(?:都|分别|各自|各|均|每边|每端)+";
const andChinese = String.raw`\s?(?:以及|和|与|及|跟|还有|[、,&+])\s?(?:把|将)?`;
const piece = "(?:的?(?:内容|部分|视频|片段|画面))?";
const all = "(?:都|全部|全|各|一起|统统|也|给)*";
const lastChinese = (key: string) =>
  String.raw`(?:(?<${key}>${time})|(?<${key}Bare>${numeral})(?=\s?(?:[,;!?。]|$|都|全|去|剪|删)))`;
const ofFilmChinese = "(?!的?(?:声音|音频|音量|音轨|字幕|音乐))";

const english: readonly string[] = [
  `${verb} ${head} (?<start>${any})${ofIt}${and}(?:${verb} )?${tail} ${last("end")}${away}`,
  `${verb} ${tail} (?<end>${any})${ofIt}${and}(?:${verb} )?${head} ${last("start")}${away}`,
  `${verb} (?:${head}${and}${tail}|${tail}${and}${head}) (?<each>${some})${away}`,
  `${taking} (?<start>${any}) ${off} ${front}${and}(?:${taking} )?(?<end>${any}) ${off} ${back}${ofIt}`,
  `${taking} (?<end>${any}) ${off} ${back}${and}(?:${taking} )?(?<start>${any}) ${off} ${front}${ofIt}`,
  `${taking} (?<each>${time}) (?:each )?${off} (?:${both}|${front}${and}(?:${off} )?${back})${ofIt}`,
  `${taking} (?:${both}|${front}${and}${back}) (?:off )?by (?<each>${time})(?: each)?${ofIt}`,
  `${taking} (?<start>${time}) ${off} ${front}${ofIt}`,
  `${taking} (?<end>${time}) ${off} ${back}${ofIt}`,
  `${taking} ${front} (?:off )?by (?<start>${time})`,
  `${taking} ${back} (?:off )?by (?<end>${time})`,
  `${verb} ${tail} (?<end>${some})${away}`,
].map((pattern) => pattern + ofFilm);

const chinese: readonly string[] = [
  String.raw`${gone}${headChinese}\s?(?<start>${any})${andChinese}(?:${gone})?${tailChinese}\s?${lastChinese("end")}${piece}`,
  String.raw`${gone}${tailChinese}\s?(?<end>${any})${andChinese}(?:${gone})?${headChinese}\s?${lastChinese("start")}${piece}`,
  String.raw`(?:把|将)?${headChinese}\s?(?<start>${any})${andChinese}${tailChinese}\s?${lastChinese("end")}${piece}${all}${gone}`,
  String.raw`(?:把|将)?${tailChinese}\s?(?<end>${any})${andChinese}${headChinese}\s?${lastChinese("start")}${piece}${all}${gone}`,
  String.raw`[掐去剪切砍]头[掐去剪切砍]尾${each}\s?(?:${goneShort})?\s?(?<each>${time})`,
  String.raw`${gone}${bothChinese}的?${each}的?\s?(?<each>${time})${piece}`,
  String.raw`(?:把|将)?${bothChinese}的?${each}\s?${goneShort}\s?(?<each>${time})`,
  String.raw`(?:把|将)?${bothChinese}的?${each}\s?(?<each>${time})${piece}${all}${gone}`,
  String.raw`(?:最?前面|最?开头|片头|头部)(?:的?部分)?\s?${goneShort}\s?(?<start>${time})`,
  String.raw`(?:最后面?|末尾|结尾|片尾|后面|尾部)(?:的?部分)?\s?${goneShort}\s?(?<end>${time})`,
  String.raw`(?:${gone}|${removalChinese})${tailChinese}\s?(?<end>${time})${piece}`,
  String.raw`掐掉${headChinese}\s?(?<start>${time})${piece}`,
  String.raw`(?:把|将)?${tailChinese}\s?(?<end>${time})${piece}${all}${gone}`,
].map((pattern) => pattern + ofFilmChinese);

/** How much goes at which end, in seconds. */
export type End = readonly ["start" | "dropLast", number];

/** In the order of the words; undefined for what is no time after all, and where no unit was named. */
function readGroups(groups: Record<string, string | undefined>): End[] | undefined {
  const said = Object.entries(groups).filter((group): group is [string, string] => group[1] !== undefined);
  const read = said.flatMap(([name, text], at) => {
    const seconds = timeOf(text, said[1 - at]?.[1]);
    const keys = name === "each" ? (["start", "dropLast"] as const) : [keyOf(name)];
    return keys.map((key) => [key, seconds] as const);
  });
  return read.every((end): end is End => end[1] !== undefined) ? read : undefined;
}

function keyOf(name: string): End[0] {
  return name.startsWith("start") ? "start" : "dropLast";
}

/** "The first 2 seconds and the last 3": what has no unit has that of the other. */
function timeOf(text: string, other = ""): number | undefined {
  if (/^(?:hour|minute|second)$/i.test(text)) return readTime(`1 ${text}`);
  const unit = /(?:[a-z]+|[分秒个小时钟]+)$/i.exec(other)?.[0] ?? "";
  return readTime(text) ?? readTime(`${text} ${unit}`);
}

function putEnds(reading: Reading, ends: readonly End[] | undefined): boolean {
  for (const [key, seconds] of ends ?? []) put(reading, `trim.${key}`, seconds);
  return ends !== undefined;
}

export const endRules: readonly Rule[] = [...english, ...chinese].map((pattern) =>
  rule("trim", pattern, (reading, groups) => putEnds(reading, readGroups(groups))),
);

/** What the words at `at` cut off the ends of a film, and how many characters they are. */
export function readEnds(text: string, at: number): { ends: End[]; length: number } | undefined {
  const found = endRules.flatMap(({ pattern }) => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    const ends = match && readGroups(match.groups ?? {});
    return ends ? [{ ends, length: match[0].length }] : [];
  });
  return found.sort((one, other) => other.length - one.length)[0];
}

/** One end among other things that go, for patterns of lists. */
export const ending = "(?:very )?(?:last|final|ending|closing)";
export const endingChinese = "(?:最后面?|末尾|结尾|片尾|后面?)的?";
const edges = new RegExp(`(?<tail>${ending} |${endingChinese}\\s?)?(?<time>${time})`, "giu");

/** Puts what goes of the ends in a list of things that go. Answers false for what is no time, such as "10M". */
export function putEdges(reading: Reading, list: string): "none" | boolean {
  const found = [...list.matchAll(edges)].map(({ groups }) =>
    readGroups({ [groups!["tail"] === undefined ? "start" : "end"]: groups!["time"] }),
  );
  return found.length === 0 ? "none" : found.every((ends) => putEnds(reading, ends));
}
