import { type EditRule, editRule } from "./edit-rule.js";
import { speed, speedChange, speedSaid } from "./edit-readers.js";
import { it, noun, percent } from "./english-words.js";

const multiple = String.raw`(?<factor>\d+(?:\.\d+)?)\s?(?:x|×|times)`;
const object = it.replace("file", "object");
const theSpeed = `(?:the |its )?(?:playback )?speed(?: of (?:it|${noun}))?`;

/** Faster or slower by percent: only "to" names a speed. */
const changeRules = (sign: 1 | -1, faster: string, change: string): EditRule[] =>
  [
    ...[faster, `${change} ${theSpeed}`].map((verb) => `${verb}(?: by)? ${percent}`),
    `(?:make (?:it|${noun}) |play (?:it )?)?${percent} ${sign > 0 ? "faster" : "slower"}`,
    `make (?:it|${noun}) ${sign > 0 ? "faster" : "slower"} by ${percent}`,
  ].map((pattern) => editRule(pattern, speedChange(sign)));

/** How fast it plays, in English. */
export const englishSpeeds: readonly EditRule[] = [
  editRule(
    `(?:(?:speed|play|run|make)(?: it| ${noun})?(?: up)?|speed up${it}|speed|fast[- ]forward|(?:set|change|increase|raise) ${theSpeed})(?: to| by| at)? ${multiple}(?: (?:speed|faster|as fast))?`,
    speedSaid,
  ),
  editRule(`(?:at )?${multiple} (?:the )?(?:speed|faster|as fast)`, speedSaid),
  editRule(
    `(?<slower>slow(?:ed)?(?: it| ${noun})?(?: down)?|slow down${it}|slow motion)(?: by| to| at)? ${multiple}(?: (?:slower|speed))?`,
    speedSaid,
  ),
  editRule(
    `(?:(?:set|change) )?${theSpeed}(?: to| at| of|:)? ${percent}(?! (?:faster|slower|higher|lower))`,
    speedSaid,
  ),
  editRule(
    `(?:(?:increase|raise|decrease|reduce|lower) ${theSpeed}|speed${it} up|speed up${object}) (?:to|at) ${percent}(?: speed)?`,
    speedSaid,
  ),
  editRule(`slow(?:${it}(?: down)?|down${object}) to ${percent}(?: speed)?`, speedSaid),
  editRule(
    `(?:play (?:it )?|run (?:it )?)?at ${percent} (?:of (?:the )?)?(?:normal |original )?speed`,
    speedSaid,
  ),
  ...changeRules(1, `(?:speed${it} up|speed up${object})`, "(?:increase|raise)"),
  ...changeRules(-1, `(?:slow${it}(?: down)?|slow down${object})`, "(?:decrease|reduce|lower)"),
  editRule(
    `(?:double (?:the |its )?speed|(?:make (?:it|${noun}) |play (?:it )?)?twice as fast)(?: of ${noun})?`,
    speed(2),
  ),
  editRule(
    `(?:(?:play (?:it )?at |at )?half (?:the )?speed|slow(?:${it} down| down${object}) (?:to|by) (?:a )?half(?: (?:the )?speed)?|(?:make (?:it|${noun}) |play (?:it )?)?half as fast|halve the speed)(?: of ${noun})?`,
    speed(0.5),
  ),
  editRule(`(?:back to |at )?normal speed`, speed(1)),
  editRule(
    `(?:make (?:it|${noun}) )?(?:half|twice|double|(?:two|three) times) (?:as (?:long|short)|the (?:length|duration))`,
    () => "length",
  ),
  editRule(
    `(?:speed(?: up${object}|${it} up)|make (?:it|${noun}) faster|slow(?: down${object.replace("object", "other")}|${it.replace("file", "one")} down)|make (?:it|this) slower|in slow motion|slow motion)`,
    () => "speed",
  ),
];
