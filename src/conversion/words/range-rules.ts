import { rule, type Rule } from "./rule.js";
import { keepChinese, lead, putRange, readTime, sense, time } from "./trim-rules.js";

/** "From 1:20 cut to 2:00": a range with a verb in its middle. */

// With a start before it "cut to 2:00" names the end, as long as it lies behind the start.
const goOn = "(?:cut|trim|crop|clip|shorten|play|run|go|keep)(?:s|ming|ping|ting|ing)?";
const goOnChinese = "(?:一直|往后)?(?:裁剪|剪辑|剪切|截取|剪|裁|截|切|播放|播|放)?";
const putOrdered: Rule["apply"] = (reading, { from, to }) => {
  const [start, end] = [readTime(from!), readTime(to!)];
  return (end === undefined || start! < end || to!.includes(":")) && putRange(reading, { from, to });
};

export const rangeRules: readonly Rule[] = [
  rule(
    "trim",
    `${lead}(?:from|(?:start|begin)(?:n?ing|s)?(?: (?:it|the video))?(?: (?:at|from))?) (?<from>${time})(?: on(?:wards?)?)?,?(?: (?:and|then))*(?: ${goOn})(?: (?:it|off|the video))?(?: down)? (?:to|until|till|up to) (?<to>${time}|the end)`,
    putOrdered,
  ),
  rule(
    "trim",
    String.raw`${keepChinese}(?:从|自)第?\s?(?<from>${time})\s?(?:(?:处|的地方|的位置)?开始)?\s?,?\s?${goOnChinese}(?:到|至)\s?第?\s?(?<to>${time}|结尾|末尾|结束|最后)(?:为止|结束|处)?${sense}`,
    putOrdered,
  ),
  rule(
    "trim",
    String.raw`${keepChinese}(?:从|自)(?<from>最?开头|最?开始|头)\s?${goOnChinese}(?:到|至)\s?第?\s?(?<to>${time})(?:为止|结束|处)?${sense}`,
    putRange,
  ),
];
