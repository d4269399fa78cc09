import {
  bitrateText,
  plainBitrateText,
  plainSizeText,
  setBitrateOf,
  setMaxBitrate,
  setTargetSize,
  sizeText,
} from "./quantity-rules.js";
import { rule, type Rule } from "./rule.js";
import { addExtension, extensions, number, setFps, setSize } from "./shared-rules.js";

const limit = String.raw`(?:under|below|within|at most|(?:less|smaller|lower) than|(?:no|not) (?:more|larger|bigger|higher|greater) than|(?:not |never )?(?:to )?exceed(?:ing)?|not over|up to|(?:limited|capped) (?:to|at)|max(?:imum)?(?: of)?)`;
const link = String.raw`\s?(?:of|at|to|is|=|:|should be)?\s?`;
const about = "(?:about |around |roughly |approximately )?";
const it =
  "(?: it| this| that| them| everything| (?:the|this|my|each) (?:video|file|clip|movie|result|output))?";
const most = "(?: (?:max(?:imum)?|or (?:less|smaller|under|below)|limit|at most|tops))?";

/** Rates, sizes and other numbers with the words around them. */
export const englishNumbers: readonly Rule[] = [
  rule(
    "bitrate",
    String.raw`(?:at )?(?:a |an |the )?(?:(?<before>video|audio|sound)(?:['’]s)? )?bit-?\s?rate(?: (?:for|of) (?:the )?(?<after>video|audio|sound))?${link}${about}(?<rate>${bitrateText})`,
    (reading, { before, after, rate }) => setBitrateOf(reading, before ?? after, rate!),
  ),
  rule("bitrate", String.raw`(?<rate>${bitrateText}) bit-?\s?rate\b`, (reading, { rate }) =>
    setBitrateOf(reading, undefined, rate!),
  ),
  rule(
    "bitrate",
    String.raw`(?:(?:bring|cut|drop|lower|reduce|decrease|raise|increase|change|turn|get|take)(?: down| up)? )?(?:the |its )?(?:(?<noun>video|audio|sound)(?:['’]s)? )?bit-?\s?rate(?: (?:down|up))?(?: from ${bitrateText})?(?: (?:down|up))? to ${about}(?<rate>${bitrateText})`,
    (reading, { noun, rate }) => setBitrateOf(reading, noun, rate!),
  ),
  rule(
    "bitrate",
    String.raw`(?:compress|shrink|reduce|squeeze|get|bring)${it} (?:down )?to (?:an? )?${about}(?<rate>${bitrateText})(?: (?<noun>video|audio|sound))? bit-?\s?rate\b`,
    (reading, { noun, rate }) => setBitrateOf(reading, noun, rate!),
  ),
  // A size would not be said with "at".
  rule("bitrate", String.raw`at (?<rate>${number}\s?m)(?![a-z\d/])`, (reading, { rate }) =>
    setBitrateOf(reading, undefined, rate!),
  ),
  rule(
    "video.maxBitrate",
    String.raw`(?:a |the )?(?:max(?:imum)?|peak) (?:(?<noun>video) )?bit-?\s?rate${link}(?<rate>${bitrateText})`,
    setMaxBitrate,
  ),
  rule(
    "video.maxBitrate",
    String.raw`(?:(?<noun>video) )?bit-?\s?rate (?:is |to |of )?(?:be |stay |kept )?(?:${limit}|<=?|≤)\s?(?<rate>${bitrateText})`,
    setMaxBitrate,
  ),
  rule("video.maxBitrate", String.raw`${limit} (?<rate>${plainBitrateText})`, setMaxBitrate),
  rule(
    "targetSize",
    String.raw`(?:(?:to|it) )?(?:(?:be|stay|keep|get|fit) )?(?:it )?${limit}\s?(?<size>${sizeText})${most}`,
    setTargetSize,
  ),
  rule(
    "targetSize",
    String.raw`(?:to )?(?:fit|squeeze[ds]?|get)(?:s|ting)?${it} (?:in|into|within|under|down to)\s?${about}(?<size>${sizeText})${most}`,
    setTargetSize,
  ),
  rule(
    "targetSize",
    String.raw`(?:compress|shrink|reduce|squeeze|get|bring)${it} (?:down )?to ${about}(?<size>${sizeText})${most}`,
    setTargetSize,
  ),
  rule("targetSize", String.raw`(?:down )?to ${about}(?<size>${plainSizeText})${most}`, setTargetSize),
  rule(
    "targetSize",
    String.raw`(?:(?:target|file|output|final|max(?:imum)?) ){0,6}size${link}${about}(?:${limit} )?(?<size>${sizeText})${most}`,
    setTargetSize,
  ),
  rule("targetSize", String.raw`(?<size>${sizeText})${most.slice(0, -1)}\b`, setTargetSize),
  rule(
    "source",
    String.raw`(?:(?:of|is|has|from) )?(?:(?:about|over|almost) )?${sizeText}(?: (?:large|big|long|in size))?(?= (?:(?<extension>${extensions}|mp4)|file|video|clip|movie|recording)s?\b)`,
  ),
  rule(
    "source",
    String.raw`(?:(?:a|an|my|the|this) )?(?:(?<extension>${extensions})|mp4|file|video|clip|movie|recording)s?(?: (?:file|video|clip))?(?:,? (?:that|which))? ?(?:of|with|is|has|['’]s) ${about}${sizeText}(?: (?:large|big|in size))?`,
    (reading, { extension }) => {
      if (extension !== undefined) addExtension(reading, extension);
    },
  ),
  rule(
    "source",
    String.raw`(?:from|which is|that is|that['’]s|it['’]s|it is|currently) ${about}${sizeText}(?: (?:large|big|in size))?`,
  ),
  rule("source", String.raw`${sizeText} (?:large|big|in size)\b`),
  rule(
    "video.height",
    /(?:resolution|height)(?: of| to| at| is)? (?<height>\d{3,4})(?!\.?\d|\s?[a-z×*])/,
    setSize,
  ),
  rule(
    "video.width",
    /(?<width>\d{2,5})\s?(?:px |pixels? )?wide\b|(?:a )?width(?: of| to| is|:|=)?\s?(?<wide>\d{2,5})(?:\s?px| pixels?)?(?![.\d\w])/,
    (reading, { width, wide }) => setSize(reading, { width: width ?? wide }),
  ),
  rule(
    "video.fps",
    String.raw`frame\s?rate${link}(?<fps>\d+\/\d+|${number})(?:\s?(?:fps|hz))?(?!\.?\d|\w)`,
    setFps,
  ),
];
