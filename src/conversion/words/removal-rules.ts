import { languageText } from "./language-names.js";
import { numeral } from "./numerals.js";
import { inexpressible, rule, type Rule } from "./rule.js";
import { extensions } from "./shared-rules.js";
import { ofIt, putAs, putTime, removal, removalChinese, sense, time } from "./trim-rules.js";

/**
 * What is to be taken away: a spec says it of the beginning and of the end. A part in the middle, one track of several
 * and one kind of files it cannot say; taken for words about what stays they would mean the opposite.
 */

const beginning = "(?:very )?(?:first|opening|initial)";
const away = "(?: off| away| out| only)?";
const range = String.raw`(?:from |between |第|从)?(?:${time}|\d{1,9}(?:\.\d{1,9})?)\s?(?:to|until|till|through|and|-|–|—|~|到|至)\s?第?${time}`;
/** Without "cut" and "trim", with which people name what stays as well. */
const removed =
  "(?:remove|delete|drop|discard|omit|lose|without|ignore|leave out|get rid of|(?:cut|trim|chop|take)(?: off| out| away)|skip)";

const trackNoun = "(?:(?:audio|sound|language|dub|commentary)(?: tracks?| streams?)?|tracks?|streams?)";
const onlyOne = `(?:${languageText}|first|second|third|fourth|fifth|sixth|\\d{1,3}(?:st|nd|rd|th)|commentary)`;
const soundNounChinese = "(?:音轨|音频轨?道?|音频流|声轨|配音|声音|语音|对白)";

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
  rule(inexpressible, `${removed}(?: (?:the|a))?(?: (?:part|section|bit|piece|scene))? ?${range}${ofIt}`),
  rule(inexpressible, String.raw`${removalChinese}(?:视频)?的?(?:中间)?的?${range}${sense}`),
  rule(
    inexpressible,
    String.raw`(?:把|将)(?:视频|影片)?的?(?:中间)?的?${range}${sense}(?:去掉|剪掉|删掉|删除|切掉|裁掉|去除|剪去|减去|裁去)`,
  ),
  rule(inexpressible, `${removed}(?: (?:the|my|any))? ${onlyOne} ${trackNoun}(?![a-z])`),
  rule(
    inexpressible,
    String.raw`${removed}(?: the)? (?:audio|sound) (?:track|stream)s? ?(?:numbers? |no\.? ?|#)?\d{1,3}(?![\w.])`,
  ),
  rule(
    inexpressible,
    String.raw`${removalChinese}\s?(?:${languageText}\s?的?|第?\s?${numeral}\s?(?:条|个|号)?)${soundNounChinese}`,
  ),
  rule(inexpressible, `${except} ${kinds}`),
  rule(inexpressible, `${exceptChinese}${kindsChinese}`),
];
