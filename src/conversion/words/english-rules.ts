import type { PresetName } from "../spec.js";
import { rule, type Rule, setAudio, setVideo } from "./rule.js";
import { bitrateText, setBitrate, setTargetSize, sizeText } from "./shared-rules.js";

const uses: readonly [RegExp, PresetName][] = [
  [/(?:for|on|to) youtube\b/, "youtube"],
  [/(?:for|on|to) vimeo\b/, "vimeo"],
  [/(?:for|on) (?:the |a )?(?:web(?:\s?site|\s?page)?|browsers?)\b/, "web"],
  [/(?:for|on) (?:my |a |any )?(?:mobiles?|(?:smart|mobile )?phones?)\b/, "mobile"],
  [/(?:for|by|as an?) e-?mail(?: attachment)?\b/, "email"],
  [/(?:for (?:the |an )?archiv(?:e|ing|al)|as an archive)\b/, "archive"],
  [/for (?:tv|television|broadcast(?:ing)?)\b/, "broadcast"],
  [/(?:for|as) an? (?:quick )?preview\b/, "preview"],
];

const folders: readonly [RegExp, string][] = [
  [/(?:in|from) (?:my |the )?downloads?(?: folder| directory)?\b/, "~/Downloads"],
  [/(?:in|from|on) (?:my |the )?desktop(?: folder)?\b/, "~/Desktop"],
  [/(?:in|from) (?:my |the )?(?:videos|movies)(?: folder| directory)\b/, "~/Videos"],
];

export const englishRules: readonly Rule[] = [
  rule(
    "bitrate",
    new RegExp(
      String.raw`(?:at )?(?:a |an )?(?:video |audio )?bit\s?rate\s?(?:of|at|to|=|:)?\s?(?<rate>${bitrateText})(?![a-z])`,
    ),
    (reading, { rate }) => setBitrate(reading, rate!),
  ),
  rule(
    "targetSize",
    new RegExp(
      String.raw`(?:to |down to )?(?:be )?(?:under|below|less than|smaller than|within|at most|no (?:more|larger|bigger) than|up to|max(?:imum)?(?: of)?)\s?(?<size>${sizeText})(?![a-z/])`,
    ),
    (reading, { size }) => setTargetSize(reading, size!),
  ),
  rule(
    "source",
    new RegExp(
      String.raw`(?:(?:of|is|has) (?:about )?)?${sizeText} (?=(?:mov|mkv|avi|mp4|webm|file|video|clip)s?\b)`,
    ),
  ),
  rule(
    "source",
    new RegExp(
      String.raw`(?:a |an |my |the )?(?:mov|mkv|avi|mp4|webm|file|video|clip)s? (?:of|with|is) (?:about )?${sizeText}(?![a-z/])`,
    ),
  ),
  rule(
    "video.codec",
    /(?:without (?:any )?re-?encod(?:e|ing)|(?:do not|don'?t|no) re-?encod(?:e|ing)|(?:just |only )?remux|stream copy|copy (?:all |the |both )?streams?)\b/,
    (reading) => {
      setVideo(reading, { codec: "copy" });
      setAudio(reading, { codec: "copy" });
    },
  ),
  rule("video.codec", /copy (?:the )?video(?: stream| track)?\b/, (reading) =>
    setVideo(reading, { codec: "copy" }),
  ),
  rule(
    "audio.codec",
    /(?:copy|keep) (?:the )?(?:original )?(?:audio|sound)(?: stream| track)?(?: as (?:it )?is)?\b/,
    (reading) => setAudio(reading, { codec: "copy" }),
  ),
  rule(
    "reencode",
    /(?:(?:force|full(?:y)?) )?re-?encod(?:e|ing)(?: (?:everything|it|all))?\b/,
    ({ spec }) => {
      spec.reencode = true;
    },
  ),
  rule(
    "audio",
    /(?:without (?:any )?(?:audio|sound)|no (?:audio|sound)|mute(?:d)?|remove (?:the )?(?:audio|sound))\b/,
    ({ spec }) => {
      spec.audio = false;
    },
  ),
  rule("audio", /(?:audio|sound(?:track)?)\b/, (reading) => {
    reading.subject = "audio";
  }),
  rule("video", /(?:video|picture)s?\b/, (reading) => {
    reading.subject = "video";
  }),
  rule("quality", /without losing (?:too )?(?:much )?(?:of (?:the |its )?)?quality\b/),
  ...uses.map(([pattern, useCase]) =>
    rule("useCase", pattern, ({ spec }) => {
      spec.useCase = useCase;
    }),
  ),
  ...folders.map(([pattern, folder]) =>
    rule("selection.folder", pattern, ({ selection }) => {
      selection.folder = folder;
      selection.batch = true;
    }),
  ),
  rule(
    "selection.folder",
    /(?:in|from) (?:the )?(?:folder |directory )?(?<folder>(?:\.{0,2}|~)\/[^\s,;"']+)/,
    ({ selection }, { folder }) => {
      selection.folder = folder!;
      selection.batch = true;
    },
  ),
  rule("selection.batch", /(?:all|every|batch|each|a folder of)\b/, ({ selection }) => {
    selection.batch = true;
  }),
];

/** Words that carry the sentence and no meaning of their own. */
export const englishFiller = new RegExp(
  String.raw`(?:a|an|the|this|that|these|those|it|its|my|our|some|please|can you|could you|i want|i need|want|to|into|as|in|from|with|using|use|at|of|by|on|and|or|be|is|so|then|also|for|me|file|files|clip|clips|movie|movies|recording|recordings|screen|format|formatted|codec|container|output|convert(?:ed|ing)?|conversion|transcod(?:e|ed|ing)|encod(?:e|ed|ing)|turn|make|change|chang(?:ed|ing)|compress(?:ed|ing)?|shrink|resize|scale|save|export|render|get|set|rate|frame|frames|quality|resolution|size|folder|too much|much)\b`,
  "iuy",
);
