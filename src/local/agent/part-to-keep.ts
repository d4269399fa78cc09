import { numeral } from "../../conversion/index.js";

const verbs =
  "(?:keep|convert|export|extract|use|take|trim(?:med)?|cut|clip|shorten(?:ed)?|save|render|(?:start|begin|end|stop)(?:s|ning|ping|ing)?(?= (?:at|with|after|by) )|give|want|need|length|duration|lasting|limit(?:ed)?)";
const between =
  "(?:it|this|me|the|a|of|is|to|down|at|by|after|only|just|part|section|bit|video|clip|film|very|between|from|with|first|opening|initial|for|until|till|second)";
const chineseVerbs =
  "(?:只要|只留|保留|截取|剪取|剪出|提取|取|转换|转码|导出|输出|裁剪|剪辑|剪|裁|截|时长|长度)";
const chineseBetween = "(?:视频|影片|为|到|成|至|从|第|前|开头|的|是|控制在|设为|:|\\s)";

const keeping = [
  `\\b${verbs}(?:[\\s:=]+${between}){0,8}[\\s:=]+(?:\\d|${numeral}|(?<=first )(?:second|minute))`,
  `${chineseVerbs}${chineseBetween}{0,8}(?:\\d|${numeral})`,
];
let patterns: readonly RegExp[] | undefined;

/** Whether a sentence says in so many words that a part is what stays: beside an edit "first 5s" alone does not. Pure. */
export function saysWhatStays(sentence: string): boolean {
  patterns ??= keeping.map((pattern) => new RegExp(pattern, "iu"));
  return patterns.some((pattern) => pattern.test(sentence.normalize("NFKC")));
}
