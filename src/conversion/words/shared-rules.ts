import { parseFrameRate } from "../frame-rate.js";
import {
  bitrateText,
  plainBitrateText,
  readBitrate,
  setBareBitrate,
  setBitrateOf,
  setTargetSize,
  sizeText,
} from "./quantity-rules.js";
import { sampleOrBitrate } from "./question-texts.js";
import {
  audio,
  inexpressible,
  type Reading,
  rule,
  type Rule,
  setAudio,
  setVideo,
  speakOf,
  video,
} from "./rule.js";

/** Words that are the same in every language: codecs, numbers with units, formats. */

/** What a picture is called by. */
export const pictureKind = String.raw`(?:[248]\s?k(?!bit|bps|b\/s)|\d{3,4}[pi](?:\d{2,3})?|uhd|full hd|\d{2,3}(?:\.\d+)?\s?(?:fps|帧)|h[. -]?26[45]|x26[45]|hevc|avc|av1|vp[89]|prores|hdr(?:10)?|10-?bit|mpeg-?[24]|interlaced)`;

/** Also as JavaScript writes very small and very large ones. */
export const number = String.raw`\d+(?:\.\d+)?(?:e[+-]\d{1,3})?`;

export const extensions = "mkv|mov|avi|webm|wmv|flv|m2?ts|mxf|mpe?g|ts|3gp|ogv|rmvb|rm|m4v|vob|gif";

/** Codecs that only a source has. */
const foreign = "vp[89]|prores|dnxh[dr]|xvid|divx|mpeg-?[124]|mjpeg|theora";

const nouns = String.raw`aac(?:-lc)?\s?(?:audio|音频|音轨|声音)?|audio|sound|音频|声音|音轨|video|视频|画面`;

// What stands behind "to" is what is wanted, and nothing but MP4 is made.
const asResult = String.raw`(?<!(?:\b(?:to|into|as)\s(?:an?\s|the\s)?|(?:转|换|变|改|存|输出|导出)(?:换|码|存)?(?:成|为|到)?\s?)(?:${pictureKind}[\s,]{0,2}){0,3}\.?)`;

// Of what there is, these words stand before its codec, or others behind it.
const ofSource = String.raw`(?<!(?:\b(?:(?:is|are|was|were|files?|videos?|clips?|footage|recordings?|recorded|shot|encoded|${extensions}) in|with|of|my|our|this|that|these|those|from|the|is|are|was|has|have|got|an?|some|all|every|each|convert|transcode|compress|turn|source|input|original)|[是有从把将个的])\s?)`;
const clauseEnd = String.raw`(?=\s?(?:[,.;!?。；]|$|[\s](?:crf|\d|at|and|with|please)(?![a-z])))`;

// The word that a bit rate stands right behind: in "H.264 4000k AAC" the rate is not AAC's.
const nounBefore = String.raw`(?:(?<=(?<before>h\.?26[45]|[xh]26[45]|hevc|avc|av1|aac|audio|sound|video|音频|声音|视频)\s?(?:at |of |用|为)?)|)`;

const ofTwo = String.raw`stereo|mono(?:phonic)?|[12][ -]?ch(?:annels?)?|立体声|[单双]声道|[12]\s?声道`;
const ofMany = String.raw`[57]\.1|surround|[3-8][ -]?ch(?:annels?)?|[3-8]\s?声道`;
const audioWords = `${ofTwo}|${ofMany}|audio|sound|音频|声音`;
const rateWords = String.raw`bit-?\s?rate|码率|比特率`;

const sampled = String.raw`(?:11\.025|16|22\.05|44\.1|48)`;

/** "48k" beside words of the sound is a sample rate or a bit rate; what has a fraction is no bit rate. */
const setSampleRateOrBitrate: Rule["apply"] = (reading, { rate, behind }) => {
  const text = (rate ?? behind)!;
  const value = readBitrate(text)!;
  const meanings = ["audio.sampleRate", "audio.bitrate"].map((field) => ({ field, value }));
  if (/^(?:11|22|44)/.test(text)) setAudio(reading, { sampleRate: value });
  else reading.ambiguities.push({ meanings, text: sampleOrBitrate(text) });
};

/** "128k stereo" is a rate of the sound, "4000k stereo" that of the picture before it. */
const setBitrateOfChannels: Rule["apply"] = (reading, { rate, many }) => {
  const isOfSound = (readBitrate(rate!) ?? Infinity) <= (many === undefined ? 320_000 : 640_000);
  return isOfSound && setBitrateOf(reading, "audio", rate!);
};

export const setFps: Rule["apply"] = (reading, { fps, each }) => {
  const rate = parseFrameRate(fps ?? each!);
  if (rate === undefined) return false;
  setVideo(reading, { fps: rate });
  speakOf(reading, "video");
  return true;
};

/** Sizes of 0 are none. */
export const setSize: Rule["apply"] = (reading, { width, height, fps }) => {
  const values = Object.entries({ width, height }).filter(([, value]) => value !== undefined);
  if (values.some(([, value]) => !(Number(value) > 0))) return false;
  if (fps !== undefined && setFps(reading, { fps }) === false) return false;
  setVideo(reading, Object.fromEntries(values.map(([key, value]) => [key, Number(value)])));
  speakOf(reading, "video");
  return true;
};

export const setCrf: Rule["apply"] = (reading, { crf }) => {
  if (Number(crf) > 63) return false;
  setVideo(reading, { crf: Number(crf) });
  speakOf(reading, "video");
  return true;
};

export function addExtension({ selection }: Reading, extension: string): void {
  const lower = extension.toLowerCase();
  const known = selection.extensions ?? [];
  if (!known.includes(lower)) selection.extensions = [...known, lower];
}

export const sharedRules: readonly Rule[] = [
  rule("container", /mp4s?\b/),
  rule("video.codec", /(?:h[. -]?264|x264|(?:mpeg-?4 )?avc|libx264)\b/, video({ codec: "h264" })),
  rule("video.codec", /(?:h[. -]?265|x265|hevc|libx265)\b/, video({ codec: "hevc" })),
  rule("video.codec", /(?:av1|libsvtav1|libaom-av1)\b/, video({ codec: "av1" })),
  rule("audio.codec", /aac(?:-lc)?\b/, audio({ codec: "aac" })),
  rule(
    "video.crf",
    String.raw`(?:crf|constant rate factor)\s?(?:value|值)?\s?(?:of|at|to|is|=|:|为|是|设为|用)?\s?(?<crf>${number})(?!\.?\d|\w)`,
    setCrf,
  ),
  rule(
    "video.height",
    String.raw`(?<height>\d{3,4})\s?p(?:(?:\s?@\s?)?(?<fps>\d{2,3}(?:\.\d+)?)(?:\s?fps)?)?(?![a-z\d])`,
    setSize,
  ),
  rule(
    "video.height",
    /(?:4\s?k|uhd|ultra hd|超高清)(?![a-z\d])(?!\s?b(?:it|ps|\/s))/,
    video({ height: 2160 }),
  ),
  rule("video.height", /8\s?k(?![a-z\d])(?!\s?b(?:it|ps|\/s))/, video({ height: 4320 })),
  rule("video.height", /2\s?k(?![a-z\d])(?!\s?b(?:it|ps|\/s))/, video({ height: 1440 })),
  rule("video.height", /(?:full\s?hd|fhd|全高清)(?![a-z\d])/, video({ height: 1080 })),
  rule("video.width", /(?<width>\d{2,5})\s?(?:[x×*]| by )\s?(?<height>\d{2,5})(?!\.?\d|[a-z])/, setSize),
  rule(
    "video.fps",
    String.raw`(?<fps>\d+\/\d+|${number})\s?(?:fps|frames?\s?(?:per|\/|a)\s?(?:second|sec|s)|帧(?:\/秒|每秒|一秒)?)(?![a-z])`,
    setFps,
  ),
  rule(
    "video.fps",
    String.raw`fps\s?(?:of|at|to|is|=|:|为|是)?\s?(?<fps>\d+\/\d+|${number})(?!\.?\d|[a-z])`,
    setFps,
  ),
  rule(
    "audio.sampleRate",
    String.raw`(?<rate>${sampled}\s?k)(?=\s?(?:的\s?)?(?:${audioWords})(?!\s?(?:${rateWords}|[a-z])))|(?<=(?:${ofTwo}|${ofMany}|aac|(?:audio|sound)(?: at)?|\dk(?:bps)?)\s?,?\s?)(?<behind>${sampled}\s?k)(?![a-z\d/]|\s?(?:${nouns}|${rateWords}|sampl|采样))`,
    setSampleRateOrBitrate,
  ),
  rule(
    "bitrate",
    String.raw`(?<!(?:video|视频|画面)\s?(?:at |of )?)(?<rate>${bitrateText})(?=\s?(?:的\s?)?(?:${ofTwo}|(?<many>${ofMany})))`,
    setBitrateOfChannels,
  ),
  // Right beside the word its own rate stands, however high.
  rule(
    "bitrate",
    String.raw`(?<=(?:audio|sound|音频|声音)(?: at| of|:)?\s?)(?<rate>${plainBitrateText})`,
    (reading, { rate }) => !reading.isRated && setBitrateOf(reading, "audio", rate!),
  ),
  rule("bitrate", String.raw`(?<rate>${plainBitrateText})`, (reading, { rate }) =>
    setBareBitrate(reading, rate!),
  ),
  rule(
    "bitrate",
    String.raw`${nounBefore}(?<rate>${bitrateText})\s?(?:的|(?<rated>的?(?:码率|比特率)的))?\s?(?<noun>${nouns})(?<named>\s?(?:bit-?\s?rate|码率|比特率))?(?![a-z])(?!\s?(?:at |of )?(?!\d{4,}\s?k|\d+(?:\.\d+)?\s?m)${bitrateText}(?!\s?(?:的\s?)?(?:${nouns})))`,
    (reading, { rate, noun, before, rated, named }) => {
      // "4K video" is a size of pictures, and "48k audio" may be a sample rate.
      if (/^(?:\d(?:\.\d+)?|16|48|\d\d\.\d+)\s?k$/i.test(rate!) && (rated ?? named) === undefined)
        return false;
      // "5MB video" and "2G video" are sizes of files.
      if (/(?:MB|GB|Gb|[mg]b|\dG|\dg|\d\s[Gg])$/.test(rate!) && (rated ?? named) === undefined) return false;
      if (before !== undefined && !reading.isRated) return false;
      if (!setBitrateOf(reading, noun, rate!)) return false;
      if (/^aac/i.test(noun!)) setAudio(reading, { codec: "aac" });
      return true;
    },
  ),
  // Nothing but MP4 is made, and of H.264, HEVC or AV1.
  rule(
    inexpressible,
    String.raw`(?:(?:encod|sav|export|render|output|produc|transcod|compress)(?:e|ed|ing)?(?: (?:it|this|that|them|everything|the (?:video|file|clip|result)))? (?:in|with|using) |(?:use|using) (?:the )?|(?<=^|to (?:an? )?mp4 )(?:in|with) |video codec:? ?|(?:make|create|produce|generate|render|save|export|output:?|(?:i |we )?(?:want|need)|give me)(?: (?:me|it|this))?(?: an?| the)? (?:animated )?\.?(?=(?:${extensions}|${foreign})))(?:${foreign}|(?:${extensions})(?: format)?)(?![a-z\d])(?: (?:codec|encoding|format))?(?! (?:files?|videos?|clips?|footage|ones?|recordings?|movies?|into|to|as|an?|mp4|playable|smaller|converted|turned|changed|in)(?![a-z]))`,
  ),
  rule(
    inexpressible,
    String.raw`(?:(?:做|制作|生成|弄|编码|保存|压制?)(?:成|为|个|一个|一段|到)?|(?:使?用|采用|以))\s?(?:(?:${foreign})(?:编码器?|格式|重新编码)?|(?<=[成为到作])(?:${extensions})|(?:一?个)?gif)(?:动图|动画|图)?(?![a-z\d])(?!的|编码|格式|重新|拍|录|\s?(?:转|换|变|改|视频|文件))`,
  ),
  rule(inexpressible, String.raw`${ofSource}(?:${foreign})(?: (?:codec|format))?${clauseEnd}`),
  // A format and nothing else, or only what the picture is to be with it.
  rule(
    inexpressible,
    String.raw`(?:(?<=^)|(?<=(?:^|[,;.。]\s?)(?:${pictureKind}|crf \d+) ))\.?(?:${extensions})(?: format)?(?=\s?[.!?。]?$)`,
  ),
  // Codecs that only a source has.
  rule("source", String.raw`${asResult}(?:${foreign})(?![a-z\d])(?: (?:video|codec))?`),
  rule("targetSize", String.raw`(?:<=?|≤)\s?(?<size>${sizeText})`, setTargetSize),
  rule(
    "selection.extensions",
    String.raw`${asResult}(?<glob>\*)?\.?(?<extension>${extensions})s?(?![a-z\d]|-?[24]\b)`,
    (reading, { glob, extension }) => {
      addExtension(reading, extension!);
      if (glob !== undefined) reading.selection.batch = true;
    },
  ),
];
