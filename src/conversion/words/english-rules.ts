import {
  bitrateText,
  plainBitrateText,
  plainSizeText,
  setBitrateOf,
  setMaxBitrate,
  setTargetSize,
  sizeText,
} from "./quantity-rules.js";
import {
  audio,
  copyAll,
  noAudio,
  reencodeAll,
  rule,
  type Rule,
  setAudio,
  setVideo,
  speakOf,
} from "./rule.js";
import { addExtension, extensions, number, setFps, setSize } from "./shared-rules.js";

const limit = String.raw`(?:under|below|within|at most|(?:less|smaller|lower) than|(?:no|not) (?:more|larger|bigger|higher|greater) than|(?:not |never )?(?:to )?exceed(?:ing)?|not over|up to|(?:limited|capped) (?:to|at)|max(?:imum)?(?: of)?)`;
const link = String.raw`\s?(?:of|at|to|is|=|:|should be)?\s?`;
const about = "(?:about |around |roughly |approximately )?";
const it =
  "(?: it| this| that| them| everything| (?:the|this|my|each) (?:video|file|clip|movie|result|output))?";

// "There is no sound" tells of a fault and asks for none.
const asFault = String.raw`(?<!\b(?:is|was|has|had|have|got|hear|gives?|s)\s)`;
const asReencoding = String.raw`(?! (?:re-?encod|transcod|change|loss|problem|issue))`;
const negated = String.raw`(?<!(?:\bnot|n['’]t|\bnever|\bno|\bavoid|\bwithout|\bskip)\s(?:\w+\s)?)`;

export const englishRules: readonly Rule[] = [
  rule(
    "bitrate",
    String.raw`(?:at )?(?:a |an |the )?(?:(?<before>video|audio|sound) )?bit-?\s?rate(?: (?:for|of) (?:the )?(?<after>video|audio|sound))?${link}${about}(?<rate>${bitrateText})`,
    (reading, { before, after, rate }) => setBitrateOf(reading, before ?? after, rate!),
  ),
  rule("bitrate", String.raw`(?<rate>${bitrateText}) bit-?\s?rate\b`, (reading, { rate }) =>
    setBitrateOf(reading, undefined, rate!),
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
    String.raw`(?:(?:to|it) )?(?:(?:be|stay|keep|get|fit) )?(?:it )?${limit}\s?(?<size>${sizeText})`,
    setTargetSize,
  ),
  rule(
    "targetSize",
    String.raw`(?:to )?(?:fit|squeeze[ds]?|get)(?:s|ting)?${it} (?:in|into|within|under|down to)\s?${about}(?<size>${sizeText})`,
    setTargetSize,
  ),
  rule(
    "targetSize",
    String.raw`(?:compress|shrink|reduce|squeeze|get|bring)${it} (?:down )?to ${about}(?<size>${sizeText})`,
    setTargetSize,
  ),
  rule("targetSize", String.raw`(?:down )?to ${about}(?<size>${plainSizeText})`, setTargetSize),
  rule(
    "targetSize",
    String.raw`(?:(?:target|file|output|final|max(?:imum)?) )*size${link}${about}(?:${limit} )?(?<size>${sizeText})`,
    setTargetSize,
  ),
  rule(
    "targetSize",
    String.raw`(?<size>${sizeText}) (?:max(?:imum)?|or (?:less|smaller|under|below)|limit|at most|tops)\b`,
    setTargetSize,
  ),
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
    /(?:resolution|height)(?: of| to| at| is)? (?<height>\d{3,4})(?![.\d]|\s?[a-z×*])/,
    setSize,
  ),
  rule(
    "video.width",
    /(?<width>\d{2,5})\s?(?:px |pixels? )?wide\b|(?:a )?width(?: of| to| is|:|=)?\s?(?<wide>\d{2,5})(?:\s?px| pixels?)?(?![.\d\w])/,
    (reading, { width, wide }) => setSize(reading, { width: width ?? wide }),
  ),
  rule(
    "video.fps",
    String.raw`frame\s?rate${link}(?<fps>\d+\/\d+|${number})(?:\s?(?:fps|hz))?(?![.\d]|\w)`,
    setFps,
  ),
  rule(
    "video.codec",
    /(?:without (?:any )?(?:re-?encod(?:e|ing)|transcoding|conversion)|(?:do not|don['’]?t|no|never|avoid|skip) (?:re-?encod(?:e|ing)|transcod(?:e|ing))(?: (?:it|anything|the video))?|(?:just |only |simply )?(?:remux|rewrap)(?:ing)?|stream copy|copy (?:everything|(?:all |the |both )*(?:streams?|codecs?|tracks?))|(?:just|only) change (?:only )?the container|change (?:just|only) the container)\b/,
    copyAll,
  ),
  rule(
    "video.codec",
    /(?:copy (?:the )?(?:original )?(?:video|picture)(?: stream| track)?(?: as (?:it )?is)?|keep (?:the )?(?:original video|video (?:stream|track|as (?:it )?is|untouched|unchanged)))\b/,
    (reading) => setVideo(reading, { codec: "copy" }),
  ),
  rule(
    "audio.codec",
    /(?:(?:copy|keep) (?:the )?(?:original )?(?:audio|sound)|leave (?:the )?(?:audio|sound) (?=as|alone|untouched))(?: stream| track)?(?: as (?:it )?is| alone| untouched| unchanged)?\b/,
    (reading) => setAudio(reading, { codec: "copy" }),
  ),
  rule(
    "audio.codec",
    /re-?encod(?:e|ing) (?:just |only )?(?:the )?(?:audio|sound)(?: only)?\b/,
    audio({ codec: "aac" }),
  ),
  rule(
    "reencode",
    String.raw`${negated}(?:(?:force|full(?:y)?|completely?) (?:a )?)?re-?encod(?:e[ds]?|ing)(?: (?:everything|it all|it|all(?: streams)?|both|completely|fully|the (?:whole )?(?:video|file)))?\b`,
    reencodeAll,
  ),
  rule(
    "audio",
    String.raw`(?:without (?:any )?|${asFault}no |(?:remove|strip|drop|delete|discard)(?: out)? (?:the |all |any )*)(?:audio|sound)(?: tracks?)?${asReencoding}\b`,
    noAudio,
  ),
  rule("audio", String.raw`${asFault}mute(?:d)?(?: (?:it|the (?:audio|video|sound)))?\b`, noAudio),
  rule("audio", /(?:audio|sound(?:track)?)\b/, (reading) => speakOf(reading, "audio")),
  rule("video", /(?:video|picture)s?\b/, (reading) => speakOf(reading, "video")),
  rule(
    "quality",
    /(?:without (?:losing|sacrificing|hurting|reducing) (?:too )?(?:much )?(?:of )?(?:the |its )?(?:picture |video |visual |image )?quality(?: too much)?|(?:without|with (?:little|minimal|no)|no) (?:any |much |too much |visible |noticeable )*(?:loss (?:of|in) quality|quality loss|loss)|keep(?:ing)? (?:the |its )?quality(?: (?:good|high))?)\b/,
  ),
];
