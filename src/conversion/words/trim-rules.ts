import { parseTime } from "../quantities.js";
import { numeral, readNumeral } from "./numerals.js";
import { inexpressible, put, type Reading, rule, type Rule } from "./rule.js";

/** Which part of the source is wanted. Times are seconds of the source. */

const hours = "(?:hours?|hrs?|h|个?小时)(?![a-z])";
const minutes = "(?:minutes?|mins?|m|分钟?)(?![a-z])";
const seconds = "(?:seconds?|secs?|s|秒钟?)(?![a-z])";
const clock = String.raw`(?:\d{1,3}:)?\d{1,3}:[0-5]\d(?:\.\d{1,9})?`;
const amount = (unit: string) => String.raw`(?:half an? |${numeral}(?:\s|-|个)?)${unit}`;
const then = String.raw`\s?(?:and |又)?`;
/** A time that can be nothing else. */
export const time = String.raw`(?:${clock}(?!:?\d)|${amount(hours)}(?:${then}${amount(minutes)})?(?:${then}${amount(seconds)})?|${amount(minutes)}(?:${then}${amount(seconds)})?|${amount(seconds)})`;
const parts = new RegExp(
  String.raw`(half an?|${numeral})(?:\s|-|个)?(${hours}|${minutes}|${seconds})`,
  "giu",
);

/** Seconds; undefined for what is no time. "10M" are megabytes or megabits, and "10m" minutes. */
export function readTime(text: string): number | undefined {
  if (/^[\d.]+[\s-]?M$/.test(text)) return undefined;
  if (text.includes(":"))
    return (
      parseTime(text.replace(/^0+:(?=\d+:)/, "").replace(/^(\d+):/, (_, n: string) => `${Number(n)}:`)) ??
      readLongMinutes(text)
    );
  const found = [...text.matchAll(parts)].map(([, value, unit]) => {
    const factor = /^(?:h|个?小)/i.test(unit!) ? 3600 : /^(?:m|分)/i.test(unit!) ? 60 : 1;
    return (value!.startsWith("half") ? 0.5 : readNumeral(value!)!) * factor;
  });
  const sum = found.reduce((total, each) => total + each, 0);
  return found.length > 0 && Number.isFinite(sum) ? sum : undefined;
}

/** `90:00` */
function readLongMinutes(text: string): number | undefined {
  const match = /^(\d+):(\d+(?:\.\d+)?)$/.exec(text);
  return match ? Number(match[1]) * 60 + Number(match[2]) : undefined;
}

export function putTime(reading: Reading, key: "start" | "end" | "length", text: string): boolean {
  const value = readTime(text);
  if (value === undefined) return false;
  if (key === "length") reading.length = value;
  else put(reading, `trim.${key}`, value);
  return true;
}

export const putAs =
  (key: "start" | "end" | "length"): Rule["apply"] =>
  (reading, { time: text }) =>
    putTime(reading, key, text!);

/** "From 10 to 20 seconds": what has no unit has that of the other. */
export const putRange: Rule["apply"] = (reading, { from, to }) => {
  const unit = /[a-z分秒时小]+$/i.exec(to!.replace(/e[+-]?\d+$/i, ""))?.[0] ?? "s";
  const start = /^(?:the |very ){0,6}(?:start|beginning|最?开头|最?开始|头)/i.test(from!)
    ? 0
    : timeOf(from!, unit);
  if (start === undefined) return false;
  if (/end|尾|结束|最后/i.test(to!)) return putStart(reading, start);
  const end = timeOf(to!, unit);
  if (end === undefined) return false;
  put(reading, "trim.start", start);
  put(reading, "trim.end", end);
  return true;
};

function timeOf(text: string, unit: string): number | undefined {
  return readTime(text) ?? readTime(text + unit);
}

function putStart(reading: Reading, start: number): boolean {
  put(reading, "trim.start", start);
  return true;
}

const cutVerb =
  "(?:trim(?:med|ming)?|cut|clip|crop in time|shorten(?:ed)?|extract|keep|take|export|use|convert|want|need|only|just|me|give|section|segment|part|portion|bit|video|it|this|that)";
// "Cut the part from 10 s to 20 s" and "cut after 1:00" name what goes.
const removing =
  "(?:(?:cut|trim)(?:ming)?(?: (?:out|off|away)| (?:the |this |that )?(?:section|segment|part|portion|bit)|(?: (?:it|this|that|the (?:video|clip|film|movie|file)))? (?:after|before|past)|(?: off| out| away)? (?:the )?(?:very )?(?:last|final|ending|closing))|take (?:out|off|away)) ";
export const lead = `(?:(?!${removing})(?:${cutVerb}|the|down|out) ){0,6}`;
export const ofIt = "(?: (?:of|from|in) (?:it|this|the (?:video|clip|file|movie|recording)))?";
export const removal =
  "(?:skip(?:ping)?|without|cut(?: off| out| away)?|remove|drop|delete|trim(?: off| away)?|lose|omit|chop(?: off)?|discard|ignore|leave out|minus)";
export const keepChinese = "(?:只要|只保留|仅保留|只转换?|只取|只截取|保留|截取|剪取|剪出|取|要|转换|提取)?";
export const removalChinese = "(?:跳过|去掉|剪掉|删掉|删除|切掉|裁掉|略过|去除|不要|忽略|剪去|减去|裁去)";
export const sense = "(?:的(?:内容|部分|视频|片段|画面))?";
const bare = String.raw`\d{1,9}(?:\.\d{1,20})?`;
const startWord = "(?:the )?(?:very )?(?:start|beginning)";

export const trimRules: readonly Rule[] = [
  rule(
    "trim",
    `${lead}(?:the )?(?:first|opening|initial) (?<time>${time})${ofIt}(?: only)?`,
    putAs("length"),
  ),
  rule(
    "trim",
    `(?:${lead})?(?:the )?first (?<unit>hour|minute|second)${ofIt}(?: only)?(?![a-z])`,
    (reading, { unit }) => putTime(reading, "length", `1 ${unit!}`),
  ),
  rule(inexpressible, `(?:${removal} |${lead})?(?:the )?(?:last|final|ending) ${time}${ofIt}(?: off)?`),
  rule(
    "trim",
    String.raw`${lead}(?:from |between )?(?<from>${time})\s?(?:to|until|till|through|and|-|–|—|~|到|至)\s?(?<to>${time}|the end)`,
    putRange,
  ),
  rule(
    "trim",
    String.raw`${lead}(?:from |between )(?:second )?(?<from>${bare}|${startWord}|${time})\s?(?:to|until|till|through|and|-|–|—|~)\s?(?:second )?(?<to>${time}|the end)`,
    putRange,
  ),
  rule(
    "trim",
    String.raw`(?:trim|cut|clip)(?: (?:it|this|the video|out|down)){0,6} (?:from |between )?(?<from>${bare})\s?(?:to|until|and|-|–|—|~)\s?(?<to>${bare})(?!\s?[\w:%])`,
    putRange,
  ),
  rule("trim", String.raw`(?<from>${bare})\s?(?:-|–|—|~)\s?(?<to>${bare}\s?${seconds})`, putRange),
  rule(
    "trim",
    `${lead}(?:start(?:ing|s)?|begin(?:ning|s)?)(?: (?:it|the video))?(?: (?:at|from|with|after))?(?: second)? (?<time>${time})(?: on(?:wards?)?| in)?`,
    putAs("start"),
  ),
  rule(
    "trim",
    `${lead}(?:from|after) (?<time>${time})(?: on(?:wards?)?| (?:un)?til(?:l)? the end| to the end| in)?`,
    putAs("start"),
  ),
  rule(
    "trim",
    `${lead}(?:end(?:ing|s)?|stop(?:ping|s)?)(?: (?:it|the video))?(?: (?:at|after|by))? (?<time>${time})`,
    putAs("end"),
  ),
  rule("trim", `${lead}(?:until|till|up to|everything before|before) (?<time>${time})`, putAs("end")),
  rule(
    "trim",
    `${lead}(?:trim|shorten|cut)(?:med|ed)?(?: (?:it|this|the video))? (?:down )?to (?<time>${time})(?: long)?`,
    putAs("length"),
  ),
  rule(
    "trim",
    `(?:for|(?:of |with )?(?:a )?(?:length|duration)(?: of| is|:|=)?|lasting) (?<time>${time})(?: long)?`,
    putAs("length"),
  ),
  rule(
    "trim",
    String.raw`${keepChinese}(?:视频)?的?(?:前面|最前面|前|开头的?|最开始的?|头)\s?(?<time>${time})${sense}`,
    putAs("length"),
  ),
  rule(
    inexpressible,
    String.raw`(?:${removalChinese}|${keepChinese})(?:视频)?的?(?:最后|末尾|结尾|片尾|后)的?\s?${time}${sense}`,
  ),
  rule(
    "trim",
    String.raw`${keepChinese}(?:裁剪|剪辑|剪)?(?:从|自)?第?\s?(?<from>${time}|${bare})\s?(?:开始|处)?\s?(?:到|至|-|~|—)+\s?第?\s?(?<to>${time}|结尾|末尾|结束|最后)(?:为止|之间|结束|处)?${sense}`,
    putRange,
  ),
  rule(
    "trim",
    String.raw`${keepChinese}(?:从|自)?第?\s?(?<time>${time})\s?(?:处|的地方|的位置)?(?:开始|起|之?后|以后)${sense}`,
    putAs("start"),
  ),
  rule("trim", String.raw`从第?\s?(?<time>${time})`, putAs("start")),
  rule(
    "trim",
    String.raw`(?:到|至|在)第?\s?(?<time>${time})\s?(?:处)?(?:为止|结束|停止|截止)${sense}`,
    putAs("end"),
  ),
  rule(
    "trim",
    String.raw`(?:视频)?(?:时长|长度)(?:为|是|设为|控制在|:)?\s?(?<time>${time})`,
    putAs("length"),
  ),
  rule(
    "trim",
    String.raw`(?:剪|裁剪?|截|剪辑|缩短)(?:成|到|为|至)\s?(?<time>${time})(?:长)?`,
    putAs("length"),
  ),
];
