import { bitrateText, readBitrate, sizeText } from "./quantity-rules.js";
import { rateOrSize, whichHighDefinition } from "./question-texts.js";
import { inexpressible, rule, type Rule, setVideo } from "./rule.js";
import { extensions, number, pictureKind, setSize } from "./shared-rules.js";

/** Words that can mean two things, that ask for a number, or whose meaning no spec can say. */

// Of bare numbers with "M", a rate of more than this is none that people ask for.
const highestRate = 100_000_000;

/** "4M" is a rate to those who know ffmpeg and a size to everybody else. */
const asRateOrSize: Rule["apply"] = (reading, { amount }) => {
  const value = readBitrate(amount!);
  if (value === undefined) return false;
  const isRate = value <= highestRate && reading.subject === "video";
  const meanings = [
    { field: "video.bitrate", value },
    { field: "targetSize", value },
  ];
  const [digits] = /[\d.,]+/.exec(amount!)!;
  reading.ambiguities.push({
    meanings: isRate ? meanings : meanings.reverse(),
    text: rateOrSize(amount!, digits),
  });
  return true;
};

// "From 2 GB to 500 MB" is no range, and of "1m to 2m" the letter stands for minutes.
const asRange: Rule["apply"] = (_reading, { named, least, unit, most, lastUnit }) => {
  const isOfTime = lastUnit === "m" && (unit ?? "m") === "m";
  if (isOfTime) return named !== undefined;
  const from = readBitrate(`${least!}${unit ?? lastUnit!}`);
  const to = readBitrate(`${most!}${lastUnit!}`);
  return from === undefined || to === undefined || from < to;
};

const asHighDefinition: Rule["apply"] = ({ ambiguities }) => {
  const meanings = [1080, 720].map((value) => ({ field: "video.height", value }));
  ambiguities.push({ meanings, text: whichHighDefinition });
};

const shrink: Rule["apply"] = (reading) => {
  reading.shrinks = true;
};

const lowerQuality: Rule["apply"] = (reading) => {
  reading.lowersQuality = true;
};

const kind = String.raw`(?:${pictureKind}|aac|\d{2,3}\s?fps|crf ?\d+)`;
const result = String.raw`(?:(?:video|file|clip|movie|mp4|output|result|it|this|that|them|everything)s?)`;

const anyUnit = String.raw`(?:(?:[kmgt]i?b(?:ytes?)?|(?:kilo|mega|giga)(?:bytes?|bits?)|[kmg]\s?(?:b(?:it)?s?)?|megs?|gigs?)(?:\/s|ps| per second)?(?![a-z\d/])|兆(?:字节|比特)?(?:每秒|\/秒)?|千比特(?:每秒|\/秒)?)`;
const limit =
  "(?:(?:at most|at max|max(?:imum)?(?: of)?|up to|under|below|within|(?:no|not) (?:more|larger|bigger|higher|greater) than|(?:limited|capped?) (?:to|at)|limit(?: it)? to|最(?:大|高|多)|不(?:超过|高于|大于)) ?)";
const box = String.raw`(?:(?:to )?(?:fit(?:s|ted|ting)?|scaled?|resized?)(?: (?:it|this|them|the (?:video|picture|frame)))? (?:in(?:to|side)?|within|to) (?:an? |the )?(?:(?:bounding )?box (?:of )?)?|(?:适应|适配|放入|缩放?到|限制在)\s?)`;

export const doubtRules: readonly Rule[] = [
  rule(
    "video.width",
    String.raw`(?:${box}|${limit})(?<width>\d{2,5})\s?(?:[x×*]| by )\s?(?<height>\d{2,5})(?: (?:bounding )?box|\s?(?:以内|之内|的(?:框|范围)(?:内|里)?))?(?!\.?\d|[a-z])`,
    setSize,
  ),
  rule("video.height", String.raw`${limit}(?<height>\d{3,4})p(?![a-z\d])`, setSize),
  rule(
    "video.bitrate",
    String.raw`(?<=(?:h[. ]?26[45]|x26[45]|hevc|avc|av1|video)\s)(?<amount>${number}\s?m)(?![a-z\d/])`,
    (reading, { amount }) => {
      const bitrate = readBitrate(amount!);
      if (bitrate !== undefined) setVideo(reading, { bitrate });
      return bitrate !== undefined;
    },
  ),
  // No spec can say from where to where a size or a rate may be.
  rule(
    inexpressible,
    String.raw`(?<named>(?:(?:file|target|video|audio|目标|文件|视频|音频) ?)?(?:size|bit-?\s?rate|大小|体积|码率|比特率)(?: ?(?:of|is|to|at|should be|about|around|[:=]|为|是|在|到|约|控制在|设为)){0,3} ?)?(?:from |between |从|在)?(?![248]\s?k(?![a-z]))(?<least>${number})\s?(?<unit>${anyUnit})?\s?(?:to|and|or|[-–—~]|到|至){1,2}\s?(?<most>${number})\s?(?<lastUnit>${anyUnit})(?:之间)?`,
    asRange,
  ),
  rule("targetSize", String.raw`(?<amount>${number}\s?(?:m(?![a-z\d/])|兆(?!字节|比特)))`, asRateOrSize),
  rule(
    "video.height",
    /(?:in |to |as )?(?:hd|high[- ]def(?:inition)?)(?: (?:video|quality|resolution))?(?![a-z\d])|高清/,
    asHighDefinition,
  ),
  rule(
    "targetSize",
    String.raw`(?:make (?:${result} )?)?(?:much |a (?:lot|bit|little) )?(?:smaller|lighter)(?: (?:in size|file(?: ?size)?|size))?(?! than)(?![a-z])|(?:as small|smallest)(?: as)?(?: possible)?|(?:reduc(?:e|ing)|lower|decrease|shrink)(?: (?:the|its|their))?(?: (?:file|video)){0,6} ?size(?! (?:to|by|of|below|under))|(?:compress|shrink|squeeze|slim(?: down)?)(?:ed|ing|ion)?(?! (?:the |its )?(?:audio|sound))(?: (?:(?:the|this|my|these|all)? ?${result}))?(?! (?:down )?(?:to|under|below|by|into|within) ?\d)(?![a-z])|压小|变小|(?:小|缩小)一?点|(?:减小|减少|缩小|降低)(?:文件|视频)?(?:的)?(?:大小|体积)(?!到|至|为)|(?:尽量|尽可能)小|压缩(?!(?:一下)?(?:声音|音频))(?:一下|视频|文件)?`,
    shrink,
  ),
  rule(
    "video.crf",
    String.raw`(?:reduc(?:e|ing)|lower(?:ing)?|decreas(?:e|ing)|degrad(?:e|ing)|drop)(?: (?:the|its))? (?:video |picture |image )?(?:quality|bit-?\s?rate)(?: (?:a (?:bit|little|lot)|slightly|somewhat))?(?![a-z]|(?: to| by| of| at|:)? ?(?:crf )?\d|(?<=rate) (?:to|by|of|at|under|below))|(?:可以|稍微|适当|允许)?(?:损失|降低|牺牲|减少|压低|调低)(?:一点|一些|一下)?(?:的|视频)?(?:画质|质量|清晰度|码率|比特率)(?:一[点些])?(?!\s?(?:到|至|为|成)\s?|\s?(?:crf\s?)?\d)|(?:画质|质量|清晰度)(?:可以|稍微|要|能)?(?:降低?|调低|[低差]一[点些])(?:一[点些])?(?!\s?(?:到|至|为|成)?\s?\d)`,
    lowerQuality,
  ),
  // What is to become more or less is named, and how much is not.
  rule(
    inexpressible,
    String.raw`(?:(?:reduce|lower|decrease|drop|increase|raise|improve|change)(?: (?:the|its))? (?:(?:video |audio |picture )?(?:resolution|frame ?rate|sample rate)|(?<=(?:increase|raise|improve|change)[a-z ]{1,20})(?:bit-?\s?rate|quality))|(?:降低|减小|减少|提高|增加|改变)(?:一下)?(?:视频|音频|画面)?的?(?:分辨率|帧率|采样率|(?<=[高加变].{0,6})(?:码率|比特率)))(?=\s?(?:please|一[点些下]|吧|谢谢)?\s?(?:[.,;!?]|and(?! \w+ (?:to|by))|并|$)(?![^]{0,60}\d\s?(?:p|fps|帧|[x×*]|k?hz|[km])(?![a-z])))`,
  ),
  // Files are named beside the request, not in it.
  rule(inexpressible, String.raw`(?<![*/\\])[a-z\d_][\w-]{0,100}\.(?:${extensions}|mp4)(?![a-z\d])`),
  // What is dismissed is not wanted, and what is wanted instead may not have been said.
  rule("source", String.raw`(?:instead of|rather than|而不是) ?(?:an? |the )?${kind}`),
  rule(
    inexpressible,
    String.raw`(?:don['’]?t (?:use|want|make it|convert to)|do not (?:use|want)|not|no|without|avoid|never(?: use)?|except|不要?用|别用|不是|不要|避免|别)(?: any)?\s?(?:使用)?(?:转成)?(?:to |in |as )?(?!hdr|interlaced)${kind}(?![a-z\d])`,
  ),
  rule(
    inexpressible,
    String.raw`(?:by |to )?(?:half(?: (?:the|its|of the) (?:file )?size)?|\d{1,3}\s?%(?: (?:smaller|of (?:the )?(?:original )?size))?|一半(?:大小)?|百分之[一-龥]{1,3})`,
  ),
  // 4K is a size of pictures, and neither a rate of the sound nor what stands beside it.
  rule(
    inexpressible,
    String.raw`[248]\s?k\s?(?:的\s?)?(?:audio|sound|音频|声音|音轨)(?![a-z]|\s?(?:[,:]|at |of |in |is |as |to |copy|aac|mono|stereo|用|转|复制|不|码率|比特率|bit|\d))|(?<=(?:audio|sound) (?:at|of) )[248]\s?k(?![a-z\d]|\s?(?:video|视频))`,
  ),
  rule(inexpressible, String.raw`(?:to |at )?[-−]?${number}\s?(?:lufs|lkfs|db(?:fs|tp)?)(?![a-z\d])`),
  rule(
    inexpressible,
    String.raw`(?:an? )?(?:key-?\s?frames?(?: interval)?|gop(?: size)?|关键帧间隔)(?: ?(?:of|to|is|at|every|=|:|为|每)){0,6}\s?\d+(?:\s?(?:frames?|帧))?(?![\w.])`,
  ),
  rule(
    "source",
    String.raw`(?:(?:the|my) )?(?:source|input|original)(?: (?:file|video|clip|footage|material))?(?: is| was|:| has)(?: an?| in)? ?(?:(?:${kind}|${sizeText}|${bitrateText}|${extensions}) ?){1,6}(?:files?|videos?)?`,
  ),
  rule(
    "source",
    String.raw`(?:源(?:文件|视频)?|原(?:视频|片|文件)|输入(?:文件)?)(?:是|为|:)\s?(?:(?:${kind}|${sizeText}|${extensions})\s?的?\s?){1,6}`,
  ),
  // "4K to 1080p", "60帧转30帧": what stands before the arrow is what there is.
  rule(
    "source",
    String.raw`(?:(?:from|an?|my|the|this|these|our|one|some|convert|turn|take|从|把|将) ){0,6}(?:${kind}\s?的?\s?){1,5}(?:(?:${extensions}|mp4)s?|files?|videos?|clips?|footage|movies?|recordings?|视频|素材|文件)?(?= ?(?:(?:down |in)?(?:to|into)|->|→|=>|转换?码?(?:成|为|到)?|变(?:成|为)|降(?:到|至|为)|压缩?(?:到|至|成)|改(?:成|为)|缩(?:到|至)) ?(?:an? )?(?:${kind}))`,
  ),
];
