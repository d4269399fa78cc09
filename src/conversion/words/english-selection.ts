import type { PresetName } from "../spec.js";
import { sizeText } from "./quantity-rules.js";
import { put, rule, type Rule } from "./rule.js";
import { addExtension, extensions, pictureKind } from "./shared-rules.js";

const names = "youtube|vimeo|web|mobile|email|archive|broadcast|preview";

const upload = "(?:(?:to )?(?:be )?(?:upload|publish|post)(?:ed|ing|s)? (?:it |this |them )?)?";
const uses: readonly [string, PresetName][] = [
  [String.raw`${upload}(?:for|on|to) youtube\b`, "youtube"],
  [String.raw`${upload}(?:for|on|to) vimeo\b`, "vimeo"],
  [String.raw`(?:for|on) (?:the |a |my |our )?(?:web(?:\s?sites?|\s?pages?)?|browsers?)(?: use)?\b`, "web"],
  [
    String.raw`(?:for|on) (?:my |a |an |any |the )?(?:mobiles?(?: devices?)?|(?:smart|mobile )?phones?|iphones?|android(?: phones?| devices?)?)\b`,
    "mobile",
  ],
  [
    String.raw`(?:small enough )?(?:(?:for|by|via|as an?|in an|to|can|over) (?:send(?:ing)? )?(?:it )?(?:by |via |in |an )*)e-?mail(?:ing)?(?: attachments?| it| this)?\b`,
    "email",
  ],
  [
    String.raw`(?:for (?:the |an |my )?(?:long[- ]term )?archiv(?:e|ing|al)|as an archive(?: copy)?)\b`,
    "archive",
  ],
  [String.raw`for (?:tv|television|broadcast(?:ing)?)\b`, "broadcast"],
  [String.raw`(?:for|as) an? (?:quick )?preview\b`, "preview"],
];

const place = "(?:in|from|on|inside|of) (?:my |the )?";
const folders: readonly [string, string][] = [
  [
    String.raw`(?:${place}downloads?(?: folder| directory)?|(?:my |the )?downloads? (?:folder|directory))\b`,
    "~/Downloads",
  ],
  [String.raw`(?:${place}desktop(?: folder)?|(?:my |the )?desktop folder)\b`, "~/Desktop"],
  [String.raw`(?:${place})?(?:videos|movies) (?:folder|directory)\b`, "~/Videos"],
];

const path = String.raw`(?:(?:\.{1,2}|~)?\/|[a-z]:[\\/])[^\s,;"']*[^\s,;"'.!?]`;
const isFile = new RegExp(String.raw`\.(?:${extensions}|mp4)$`, "i");

const inFolder: Rule["apply"] = ({ selection }, { folder, quoted }) => {
  const said = quoted ?? folder!;
  if (isFile.test(said)) return false;
  selection.folder = said;
  selection.batch = true;
  return true;
};

/** What is converted and what for. */
export const englishSelection: readonly Rule[] = [
  ...uses.map(([pattern, useCase]) =>
    rule("useCase", pattern, (reading) => put(reading, "useCase", useCase)),
  ),
  rule(
    "useCase",
    String.raw`(?:with |use |using )?(?:the )?(?:(?<before>${names}) preset|preset(?: of| for|:|=)?\s?(?<after>${names}))\b`,
    (reading, { before, after }) => put(reading, "useCase", (before ?? after)!.toLowerCase()),
  ),
  ...folders.map(([pattern, folder]) =>
    rule("selection.folder", pattern, ({ selection }) => {
      selection.folder = folder;
      selection.batch = true;
    }),
  ),
  rule(
    "selection.folder",
    String.raw`(?:in|from|inside) (?:the )?(?:folder |directory )?(?<folder>${path})`,
    inFolder,
  ),
  rule(
    "selection.folder",
    String.raw`(?:in|from|inside) (?:the )?(?:folder |directory )?["“](?<quoted>[^"”]+)["”]`,
    inFolder,
  ),
  rule(
    "selection.batch",
    /(?:all(?: of)?|everything|every|each(?: of)?|batch)(?! (?:of )?(?:the )?(?:audio|sound|subtitle|stream|track|language|chapter)s?\b)\b/,
    ({ selection }) => {
      selection.batch = true;
    },
  ),
  rule(
    "selection.batch",
    /(?:(?:these|those|multiple|several|many) (?:files|videos|clips|movies|recordings)|(?:(?:a|the|this|my) )?(?:(?:whole|entire) )?(?:folder|directory)(?: (?:full )?of)?)\b/,
    ({ selection }) => {
      selection.batch = true;
    },
  ),
  // "This HEVC file" and "from 4K to 1080p" say what there is.
  rule(
    "source",
    String.raw`(?:my|our|this|that|(?<many>these|those|all|every|each))(?: (?:of )?(?:my|the|our|these))? (?:${sizeText} )?(?:${pictureKind} )+(?=(?:(?:${extensions}|mp4)s?|files?|videos?|clips?|movies?|recordings?|footage)\b)`,
    ({ selection }, { many }) => {
      if (many !== undefined) selection.batch = true;
    },
  ),
  rule("source", String.raw`from ${pictureKind}(?: ${pictureKind}){0,6}(?= (?:in)?to\b)`),
  // Beside "to MP4" it is what there is, not what is wanted.
  rule(
    "selection.extensions",
    /(?:all|every|each|these|those) (?:the |my |of the )?\.?mp4(?:s| files?| videos?| clips?| movies?)?\b/,
    (reading) => {
      addExtension(reading, "mp4");
      reading.selection.batch = true;
    },
  ),
];

/** Words that carry the sentence and no meaning of their own. */
export const englishFiller = new RegExp(
  String.raw`(?:(?:i|it|that|this|there|let|we|you)['’](?:s|d|ll|m|ve|re)\b|(?:a|an|the|this|that|these|those|it|its|my|our|your|some|here|please|kindly|thanks|thank you|hi|hello|hey|can (?:you|u)|could (?:you|u)|would (?:you|u)|pl[sz]|thx|con?v(?:re|er|r)t|convet|covnert|comvert|i want|i need|i have|i would like|i|we|you|me|us|want|need|needs|like|have|got|should|must|will|let|to|into|as|in|from|with|using|use|used|at|of|by|on|and|be|is|are|so|then|also|plus|for|file|files|clip|clips|movie|movies|footage|recording|recordings|screen|format|formatted|codec|codecs|container|output|result|stream|streams|track|tracks|convert(?:ed|ing)?|conversion|transcod(?:e|ed|ing)|encod(?:e|ed|er|ing)|turn|make|making|create|produce|give|take|put|change|chang(?:ed|ing)|compress(?:ed|ing)?|shrink|reduce|resize|rescale|scale|downscale|save|export|render|get|set|rate|frame|frames|quality|resolution|size|too much|much|(?<!all |everything |anything )but|just|simply|down|downmix|downscaled?|downsample|send(?:ing)?|upload(?:ed|ing)?|too|now|only (?=to )|which|while|them|he|she|they|using|version|copy of|am|i['’]m|able|help|try|wish|ready|suitable|good|set to|for me)\b(?!\.\w)|[&+@|→]|[-=]>|\/(?= )|(?<=[\p{L}\p{N}])\/)`,
  "iuy",
);
