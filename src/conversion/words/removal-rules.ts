import { languageText, shortLanguages } from "./language-names.js";
import { numeral } from "./numerals.js";
import { inexpressible, rule, type Rule } from "./rule.js";
import { extensions } from "./shared-rules.js";
import { ofIt, putAs, putTime, removal, removalChinese, sense, time } from "./trim-rules.js";

/**
 * What is to be taken away: a spec says it of the beginning and of the end. A part in the middle, one track of several
 * and one kind of files it cannot say; taken for words about what stays they would mean the opposite.
 */

export const beginning = "(?:very )?(?:first|opening|initial)";
const away = "(?: off| away| out| only)?";
const range = String.raw`(?:from |between |第|从)?(?:${time}|\d{1,9}(?:\.\d{1,9})?)\s?(?:to|until|till|through|and|-|–|—|~|到|至)\s?第?${time}`;
/** Without "cut" and "trim", with which people name what stays as well. */
const removed =
  "(?:remove|delete|drop|discard|omit|lose|without|ignore|leave out|get rid of|(?:cut|trim|chop|take)(?: off| out| away)|skip)";

const cutAway = "(?:remove|delete|drop|discard|lose|(?:cut|trim|chop|clip|crop)(?: off| out| away)?)";
const allOf =
  "(?: (?:it|this|the (?:video|clip|film|movie|file|recording)))?(?: off)?(?: (?:everything|all|anything|what(?: is| comes|['’]s)|the (?:part|rest|bit))(?: that (?:is|comes))?)?";
const partNoun = "(?:part|section|bit|piece|scene|segment|portion)";
const middle = "(?:之间|中间)?(?:的?(?:内容|部分|视频|片段|画面|[这那]一?(?:段|部分)))?";
const allChinese = "(?:的?(?:全部|所有|内容|部分|视频|片段|画面)){0,2}的?";
export const goneChinese = "(?:都|全部|全)?(?:去掉|剪掉|删掉|删除|切掉|裁掉|去除|剪去|减去|裁去|不要)";
const later = "(?:之?后|以后|往后|后面|开始往?后)";
const earlier = "(?:之?前|以前|往前|前面)";

const trackNoun = "(?:(?:audio|sound|language|dub|commentary)(?: tracks?| streams?)?|tracks?|streams?)";
const onlyOne = `(?:${languageText}|first|second|third|fourth|fifth|sixth|\\d{1,3}(?:st|nd|rd|th)|commentary)`;
const soundNounChinese = "(?:音轨|音频轨?道?|音频流|声轨|配音|声音|语音|对白)";
/** One track, or one after the other, of several. */
export const anotherTrack = String.raw`${onlyOne}(?:(?:,? (?:and|or) |, )(?:the )?${onlyOne}){0,6} ${trackNoun}`;
const oneChinese = String.raw`(?:(?:${languageText}|${shortLanguages})\s?的?|第?\s?${numeral}\s?(?:条|个|号)?)`;
export const anotherChinese = String.raw`${oneChinese}(?:${soundNounChinese}?\s?[和与及跟、,]\s?${oneChinese}){0,6}${soundNounChinese}`;

const except =
  "(?:except(?: for)?|excluding|exclude|but not|other than|apart from|besides|without|(?:and )?no|not|(?<=(?:all|everything|anything|files|videos) )but)";
const kinds = String.raw`(?:(?:the|any|all|my|for) ){0,4}\.?(?:${extensions})s?(?:(?:,| and| or|, and|, or) \.?(?:${extensions})s?){0,6}(?![a-z\d])(?: (?:files?|videos?|clips?|ones))?`;
const exceptChinese = "(?:除去|除了?|不包括|不包含|不含|排除|不要|跳过|忽略)";
const kindsChinese = String.raw`\s?(?:${extensions})(?:(?:、|和|与|,)\s?(?:${extensions})){0,6}(?![a-z\d])\s?(?:格式)?的?(?:文件|视频)?(?:以外|之外|外)?`;

export const removalRules: readonly Rule[] = [
  rule("trim", `${removal}(?: the)? ${beginning} (?<time>${time})${ofIt}${away}`, putAs("start")),
  rule(
    "trim",
    `${removal}(?: the)? first (?<unit>hour|minute|second)${ofIt}${away}(?![a-z])`,
    (reading, { unit }) => putTime(reading, "start", `1 ${unit!}`),
  ),
  rule("trim", `${removal} everything (?:before|until|up to) (?<time>${time})`, putAs("start")),
  rule("trim", `${removal} everything (?:after|past|from) (?<time>${time})(?: on(?:wards?)?)?`, putAs("end")),
  rule(
    "trim",
    String.raw`${removalChinese}(?:视频)?的?(?:前面|最前面|前|开头的?|片头的?|最开始的?|头)的?\s?(?<time>${time})${sense}`,
    putAs("start"),
  ),
  rule(
    "trim",
    `${cutAway}${allOf} (?:before|prior to) (?<time>${time})(?:,? and${allOf} (?:after|past) (?<end>${time}))?`,
    (reading, { time: start, end }) =>
      putTime(reading, "start", start!) && (end === undefined || putTime(reading, "end", end)),
  ),
  rule("trim", `${cutAway}${allOf} (?:after|past) (?<time>${time})`, putAs("end")),
  rule(
    "trim",
    String.raw`${removalChinese}(?:视频|影片)?的?(?:从|第)?\s?(?<time>${time})\s?${earlier}${allChinese}|(?:把|将)?(?:视频|影片)?的?第?\s?(?<before>${time})\s?${earlier}${allChinese}${goneChinese}`,
    (reading, { time: said, before }) => putTime(reading, "start", (said ?? before)!),
  ),
  rule(
    "trim",
    String.raw`${removalChinese}(?:视频|影片)?的?(?:从|第)?\s?(?<time>${time})\s?${later}${allChinese}|(?:把|将)?(?:视频|影片)?的?从?第?\s?(?<before>${time})\s?${later}${allChinese}${goneChinese}`,
    (reading, { time: said, before }) => putTime(reading, "end", (said ?? before)!),
  ),
  rule(inexpressible, `${removed}(?: (?:the|a))?(?: ${partNoun})? ?${range}${ofIt}`),
  rule(
    inexpressible,
    `(?:cut|trim|chop)(?: off| out| away)? (?:(?:the|an?|this|that) ${partNoun}|everything|all|what(?: is|['’]s))(?: that is)? ?${range}${ofIt}`,
  ),
  rule(inexpressible, String.raw`${removalChinese}(?:视频)?的?(?:中间)?的?${range}${middle}`),
  rule(inexpressible, String.raw`(?:把|将)?(?:视频|影片)?的?(?:中间)?的?${range}${middle}${goneChinese}`),
  rule(inexpressible, `${removed}(?: (?:the|my|any))? ${anotherTrack}(?![a-z])`),
  rule(
    inexpressible,
    String.raw`${removed}(?: the)? (?:audio|sound) (?:track|stream)s? ?(?:numbers? |no\.? ?|#)?\d{1,3}(?![\w.])`,
  ),
  rule(inexpressible, String.raw`${removalChinese}\s?${anotherChinese}`),
  rule(inexpressible, `${except} ${kinds}`),
  rule(inexpressible, `${exceptChinese}${kindsChinese}`),
];
