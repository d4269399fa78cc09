import { asFault } from "./choice.js";
import { audio, copyAll, noAudio, reencodeAll, rule, type Rule, setVideo, speakOf } from "./rule.js";

const asReencoding = String.raw`(?! (?:re-?encod|transcod|change|loss|problem|issue))`;
const negated = String.raw`(?<!(?:\bnot|n['’]t|\bnever|\bno|\bavoid|\bwithout|\bskip)\s(?:\w+\s)?)`;

/** What is done with the streams. */
export const englishRules: readonly Rule[] = [
  rule(
    "video.codec",
    /(?:without (?:any )?(?:re-?encod(?:e|ing)|transcoding|conversion)(?! (?:the )?(?:audio|sound|video))|(?:do not|don['’]?t|no|never|avoid|skip) (?:re-?encod(?:e|ing)|transcod(?:e|ing))(?: (?:it|anything))?(?! (?:the )?(?:audio|sound|video))|(?:just |only |simply )?(?:remux|rewrap)(?:ing)?|stream copy|copy (?:everything|(?:all |the |both ){0,6}(?:streams?|codecs?|tracks?))|(?:just|only) change (?:only )?the container|change (?:just|only) the container)\b/,
    copyAll,
  ),
  rule(
    "video.codec",
    /(?:(?:without|do not|don['’]?t|no|never|avoid|skip) (?:re-?encod(?:e|ing)|transcod(?:e|ing)) (?:the )?video|copy (?:the )?(?:original )?(?:video|picture)(?: stream| track)?(?: as (?:it )?is)?|keep (?:the )?(?:original video|video (?:stream|track|as (?:it )?is|untouched|unchanged)))\b/,
    (reading) => setVideo(reading, { codec: "copy" }),
  ),
  rule(
    "audio.codec",
    /(?:(?:without|do not|don['’]?t|no|never|avoid|skip) (?:re-?encod(?:e|ing)|transcod(?:e|ing)) (?:the )?(?:audio|sound)|(?:copy|keep) (?:the )?(?:original )?(?:audio|sound)|leave (?:the )?(?:audio|sound)(?= as| alone| untouched))(?: stream| track)?(?: as (?:it )?is| alone| untouched| unchanged)?\b/,
    audio({ codec: "copy" }),
  ),
  rule(
    "audio.codec",
    /re-?encod(?:e|ing) (?:just |only )?(?:the )?(?:audio|sound)(?: only)?\b/,
    audio({ codec: "aac" }),
  ),
  // Broken references in the source's stream; a copy would keep them.
  rule(
    "reencode",
    /(?:(?:to )?(?:fix|repair|correct|get rid of|remove) )?(?:the |my |these |those )?green (?:frames?|pictures?|artifacts?|flashes|blocks)\b/,
    reencodeAll,
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
  rule("audio", /(?:don['’]?t|do not|never|not|un-?)\s?mute(?: (?:it|the (?:audio|video|sound)))?\b/),
  rule("audio", /(?:audio|sound(?:track)?)\b/, (reading) => speakOf(reading, "audio")),
  rule("video", /(?:video|picture)s?\b/, (reading) => speakOf(reading, "video")),
  rule(
    "quality",
    /(?:(?:without (?:losing|sacrificing|hurting|reducing|lowering|degrading|decreasing|compromising)|(?:do not|don['’]?t|never|not) (?:lose|sacrifice|hurt|reduce|lower|degrade|decrease|compromise|drop)) (?:too )?(?:much )?(?:of )?(?:the |its )?(?:picture |video |visual |image )?quality(?: too much)?|(?:without|with (?:little|minimal|no)|no) (?:any |much |too much |visible |noticeable ){0,6}(?:loss (?:of|in) quality|quality loss|loss)|keep(?:ing)? (?:the |its )?quality(?: (?:good|high))?)\b/,
  ),
];
