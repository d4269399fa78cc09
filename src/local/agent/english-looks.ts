import { type EditRule, editRule, fileOf } from "./edit-rule.js";
import { crop, rotate, title } from "./edit-readers.js";
import { add, it, noun } from "./english-words.js";
import { fileMark, quoteMark } from "./mark-names.js";
import { rangeText, timeText } from "./read-time.js";

const titleNoun =
  "(?:title|caption|heading|headline|text|lower third|text overlay|opening title)(?: card| text)?";
const titleWords = String.raw`(?<words>(?:,? (?:for (?:the )?(?:first )?${timeText}|(?:at )?${rangeText}|(?:starting |appearing )?(?:at|from|after) ${timeText}|during the first ${timeText}|(?:until|till|to) the end|(?:for|over) the (?:whole|entire) (?:video|film|clip)|(?:(?:at|in|on|to) )?(?:the )?(?:top|bottom|upper|lower|left|right|center|centre|middle)(?:[ -](?:left|right|center|middle))?(?: (?:corner|side|of the (?:screen|frame|picture|video)))*))*)`;
const ratio = String.raw`(?:an? )?(?:(?:square|vertical|portrait|landscape|horizontal|widescreen) )?(?:(?<width>\d{1,2})\s?(?:[:x×/]|by)\s?(?<height>\d{1,2})(?!\d)|(?<shape>square|vertical|portrait|landscape|horizontal|widescreen))(?: (?:aspect )?ratio| aspect| format| frame| video| shape)?(?: for \w+)?`;

/** What is seen, in English. */
export const englishLooks: readonly EditRule[] = [
  editRule(
    `(?:${add} )?(?:an? |the |my )?${titleNoun}(?:,? (?:saying|that says|that reads|reading|with the text|of|called)|:)? ?(?<text>${quoteMark})${titleWords}`,
    title,
  ),
  editRule(
    `(?:${add} )(?:the )?(?:words? |text )?(?<text>${quoteMark})(?: as (?:an? |the )?${titleNoun})?${titleWords}`,
    title,
  ),
  editRule(`(?:title|call) (?:it|${noun}) (?<text>${quoteMark})${titleWords}`, title),
  editRule(`(?:${add} )(?:an? |the |my )?${titleNoun}`, () => "title"),
  editRule(
    `(?:remove|delete|drop|take out|get rid of) (?:the |all )?(?:titles?|captions?|text|headings?)`,
    () => ({ kind: "remove-title" }),
  ),
  editRule(
    String.raw`(?:rotate|turn|flip)${it}(?: by)?(?: (?<degrees>90|180|270)\s?(?:°|degrees?|deg)?)?(?: (?<way>(?:counter|anti)-?\s?clockwise|clockwise|(?:to the )?(?:left|right)))?(?! (?:the|up|down)|(?: [\w.]+){0,3} (?:in)?to (?:an? |the )?\.?(?:mp4|file|video)(?![a-z\d]))`,
    rotate,
  ),
  editRule(`(?:rotate|turn|flip)(?:${it}) upside down`, (said, valueOf) => ({
    kind: "rotate",
    degrees: 180,
    ...fileOf(said, valueOf),
  })),
  editRule(
    `(?:crop|reframe|cut|change|convert|make|turn)(?: (?:it|${noun}|(?<file>${fileMark})))?(?:(?:['’]s)? ?(?:the )?(?:aspect )?ratio)?(?: to| into| as| for)? ${ratio}`,
    crop,
  ),
  editRule(`(?:in |to |set )?(?:the |an? )?(?:aspect ratio)(?: of| to| is| =|:)? ${ratio}`, crop),
  editRule(`crop${it}(?! (?:to|the|into|as))`, () => "crop"),
  editRule(
    `(?:undo|revert|take (?:that|it) back)(?: (?:that|it|the last (?:edit|change|step|one)|my last (?:edit|change)|last (?:edit|change)))?`,
    () => ({ kind: "undo" }),
  ),
];
