import { type EditRule, editRule } from "./edit-rule.js";
import {
  cutFirst,
  cutLast,
  cutRange,
  joinFiles,
  keepBetween,
  keepFirst,
  keepLast,
  keepRange,
} from "./edit-readers.js";
import { it, noun, of } from "./english-words.js";
import { fileMark, pictureMark } from "./mark-names.js";
import { oneTime, rangeText, timeText } from "./read-time.js";

const away =
  "(?:trim|cut|remove|delete|drop|skip|chop|take(?= off| out| away)|strip|get rid of|lose|discard)(?: off| out| away)?";
const piece = "(?: (?:the|this|that))?(?: part| section| bit| segment| piece)?";

/** What is cut, kept and joined, in English. */
export const englishCuts: readonly EditRule[] = [
  editRule(`${away}(?: the)?(?: very)? (?:first|opening|initial) (?<time>${oneTime})${of}`, cutFirst),
  editRule(`${away} (?<time>${timeText}) (?:from|off|at) the (?:start|beginning|front)${of}`, cutFirst),
  editRule(`(?:start|begin) (?:it |${noun} )?at (?<time>${timeText})`, cutFirst),
  editRule(`${away} everything before (?<time>${timeText})`, cutFirst),
  editRule(`${away}(?: the)?(?: very)? (?:last|final) (?<time>${oneTime})${of}`, cutLast),
  editRule(`${away} (?<time>${timeText}) (?:from|off|at) the end${of}`, cutLast),
  editRule(
    `(?:cut (?:out|away|off)|remove|delete|drop|take out|skip|trim out|get rid of|cut(?= (?:the|this|that) (?:part|section|bit|segment|piece)))${piece} ?(?<range>${rangeText})${of}`,
    cutRange,
  ),
  editRule(`cut(?: it| ${noun})? (?<range>${rangeText})${of}`, () => "cut"),
  editRule(
    `(?:(?:only |just )?keep(?: only| just)?|use(?: only)?|extract|trim)${it.replace("file", "object")}(?: to)?${piece} ?(?<range>${rangeText})${of}`,
    keepRange,
  ),
  editRule(
    `(?:from|(?:start|begin)(?:n?ing|s)?(?: (?:it|${noun}))?(?: (?:at|from))?) (?<from>${timeText})(?: on(?:wards?)?)?,?(?: (?:and|then))* (?:cut|trim|crop|clip|shorten|play|run|go|keep|end|stop)(?:s|ming|ping|ting|ing)?(?: (?:it|off|${noun}))?(?: down)? (?:to|at|until|till|up to) (?<to>${timeText})`,
    keepBetween,
  ),
  editRule(
    `(?:(?:only |just )?keep(?: only| just)?|trim(?: it| ${noun})?(?: down)? to|cut (?:it |${noun} )?(?:down )?to|use(?: only)?|take(?: only)?)(?: the)? first (?<time>${oneTime})${of}`,
    keepFirst,
  ),
  editRule(`(?:trim|shorten|cut|limit)${it}(?: down)? to (?<time>${timeText})(?: long)?`, keepFirst),
  editRule(`make (?:it|${noun}) (?<time>${timeText}) (?:long|short)`, keepFirst),
  editRule(`(?:${away} everything after|(?:end|stop) (?:it |${noun} )?at) (?<time>${timeText})`, keepFirst),
  editRule(`(?:only |just )?keep(?: only| just)?(?: the)? last (?<time>${oneTime})${of}`, keepLast),
  editRule(`(?:trim|cut|shorten)${it}(?![ -]*(?:${timeText}|\\w))`, () => "trim"),
  editRule(
    `(?:join|merge|combine|concatenate|stitch|splice|glue|put)(?: together)?(?:(?:,|,? and|,? with|,? then|,? &)? (?<files>${fileMark}(?:(?:, and|, then|,| and| with| then| &) ?${fileMark})+))(?: together| into one(?: video| film| file)?| in this order)*`,
    joinFiles,
  ),
  editRule(
    `(?:join|merge|combine|concatenate|stitch|splice|glue|put)(?: together)?(?: (?:all|both|the|these|those|my|of|two|three|uploaded))* (?:clips|videos|files|uploads|parts|movies|them|everything)(?: together| into one(?: video| film| file)?)*`,
    () => ({ kind: "join", files: [] }),
  ),
  editRule(
    `(?:append|add|attach|put|insert)(?: the)?(?: clip| video)? (?<file>${pictureMark})(?: (?:(?:at|to) the (?:very )?end(?:${of.replace("file", "object")})|after (?:it|that|${noun})|to (?:it|${noun})))?`,
    ({ file }, valueOf) => ({ kind: "append", file: valueOf(file!), isFirst: false }),
  ),
  editRule(
    `(?:prepend(?: the)?(?: clip| video)? (?<file>${pictureMark})|(?:add|put|insert)(?: the)?(?: clip| video)? (?<first>${pictureMark}) (?:(?:at|to|in) the (?:very )?(?:start|beginning|front)|before (?:it|${noun}))(?: of (?:it|${noun}))?)`,
    ({ file, first }, valueOf) => ({ kind: "append", file: valueOf((file ?? first)!), isFirst: true }),
  ),
];
