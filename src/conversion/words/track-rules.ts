import { languageText, readLanguage, readShortLanguages, shortLanguages } from "./language-names.js";
import { inexpressible, put, type Reading, rule, type Rule, speakOf } from "./rule.js";
import { numeral, readNumeral } from "./numerals.js";

/** Which tracks are meant; people count them from 1. */

const only = "(?:(?:only|just|keep|use|with|take|choose|select|的) ){0,6}(?:the )?";
const onlyChinese = "(?:只要|只保留|仅保留|只用|保留|使用|选择|选|只|用|要)?";
const track = "(?:tracks?|streams?)";
const between = String.raw`(?:\s?(?:,|and|&|\+|和|与|及|、|,\s?and)\s?)`;
// Of "audio track 1, 30 fps" the 30 is no track.
const noUnit = String.raw`(?!\.?\w|\s?(?:[x×*:/%°]|fps|frames?|[kmg]?b(?:it|ps|yte|\/)|[kmg]b?\b|k?hz|p\b|s\b|sec|min|h\b|channel|deg|pixel|px|帧|秒|分|声道|度|兆|像素))`;
const list = String.raw`(?<list>\d{1,16}(?:${between}\d{1,16}){0,40})${noUnit}`;
const languages = `(?<languages>${languageText}(?:${between}${languageText}){0,40})`;
const languagesChinese = languages.replace(`(?:${between}`, `(?:${between}?`);
const anyOrdinal = String.raw`(?:first|second|third|fourth|fifth|sixth|\d{1,3}(?:st|nd|rd|th))`;
const ordinal = `(?<ordinal>${anyOrdinal})`;
const ordinalList = `(?<all>${anyOrdinal}(?:${between}(?:the )?${anyOrdinal}){0,6})`;
const counter = String.raw`\s?[条个号]?`;
const trackChinese = "(?:音轨|音频轨道?|音频流|声轨)(?:道)?";
const listChinese = String.raw`(?<all>${numeral}${counter}(?:${between}第?${numeral}${counter}){0,6})`;
const ordinals = ["first", "second", "third", "fourth", "fifth", "sixth"];

function isPosition(position: number): boolean {
  return Number.isSafeInteger(position) && position >= 0;
}

function chooseAudio(reading: Reading, positions: number[]): boolean {
  if (!positions.every(isPosition)) return false;
  put(reading, "streams.audio", positions);
  speakOf(reading, "audio");
  return true;
}

function chooseVideo(reading: Reading, position: number): boolean {
  if (!isPosition(position)) return false;
  put(reading, "streams.video", position);
  return true;
}

function readOrdinal(text: string): number {
  const named = ordinals.indexOf(text.toLowerCase());
  return named >= 0 ? named : (readNumeral(text.replace(/(?:st|nd|rd|th)$/i, "")) ?? 0) - 1;
}

function chooseFirst(reading: Reading, count: string): boolean {
  const most = readNumeral(count)!;
  return (
    Number.isInteger(most) &&
    most <= 100 &&
    chooseAudio(
      reading,
      Array.from({ length: most }, (_, at) => at),
    )
  );
}

const chooseLanguages: Rule["apply"] = (reading, { languages: said }) => {
  put(reading, "streams.audio", said!.match(new RegExp(languageText, "giu"))!.map(readLanguage));
  speakOf(reading, "audio");
};

const chooseListed: Rule["apply"] = (reading, { list: said }) =>
  chooseAudio(
    reading,
    said!.match(/\d+/g)!.map((text) => Number(text) - 1),
  );

export const trackRules: readonly Rule[] = [
  rule("streams.audio", `${only}${ordinalList} (?:audio|sound)(?: ${track})?(?![a-z])`, (reading, { all }) =>
    chooseAudio(reading, all!.match(new RegExp(anyOrdinal, "giu"))!.map(readOrdinal)),
  ),
  rule(
    "streams.audio",
    `${only}first (?<count>${numeral}) (?:audio|sound) ${track}(?![a-z])`,
    (reading, { count }) => chooseFirst(reading, count!),
  ),
  rule("streams.video", `${only}${ordinal} video (?:${track})(?![a-z])`, (reading, { ordinal: said }) =>
    chooseVideo(reading, readOrdinal(said!)),
  ),
  rule(
    "streams.audio",
    String.raw`${only}(?:audio|sound) ${track}:?\s?(?:numbers? |no\.? ?|#)?${list}`,
    chooseListed,
  ),
  rule(
    "streams.video",
    String.raw`${only}video ${track}:?\s?(?:number |no\.? ?|#)?${list}`,
    (reading, { list: said }) => (/\D/.test(said!) ? false : chooseVideo(reading, Number(said) - 1)),
  ),
  rule(
    "streams.audio",
    `${only}${languages}(?: language)? (?:(?:audio|sound|language|dub|soundtrack|version|dubbed)(?: ${track})?|${track})(?: only)?(?![a-z])`,
    chooseLanguages,
  ),
  rule(
    "streams.audio",
    `${only}audio(?: ${track})? (?:in|is|language) ${languages}(?: only)?(?![a-z])`,
    chooseLanguages,
  ),
  rule(
    "streams.audio",
    String.raw`${onlyChinese}\s?(?:第\s?|(?=${numeral}号))${listChinese}的?${trackChinese}`,
    (reading, { all }) => chooseAudio(reading, all!.match(new RegExp(numeral, "giu"))!.map(readOrdinal)),
  ),
  rule(
    "streams.audio",
    String.raw`${onlyChinese}\s?前\s?(?<count>${numeral})${counter}${trackChinese}`,
    (reading, { count }) => chooseFirst(reading, count!),
  ),
  // "Two tracks" does not say which.
  rule(inexpressible, String.raw`${onlyChinese}\s?${numeral}\s?[条个]${trackChinese}`),
  rule(
    "streams.audio",
    String.raw`${onlyChinese}(?:这|那)?\s?${numeral}\s?[条个]${trackChinese}(?:都|全部?)(?:要|保留|留下?)`,
    (reading) => put(reading, "streams.audio", "all"),
  ),
  rule(
    "streams.audio",
    `${onlyChinese}\\s?(?<short>${shortLanguages})的?(?:音轨|音频轨?道?|配音|声轨|语音|对白)`,
    (reading, { short }) => {
      put(reading, "streams.audio", readShortLanguages(short!));
      speakOf(reading, "audio");
    },
  ),
  rule(
    "streams.video",
    String.raw`${onlyChinese}\s?第\s?(?<ordinal>${numeral})\s?(?:条|个)?(?:视频轨道?|视频流)`,
    (reading, { ordinal: said }) => chooseVideo(reading, readOrdinal(said!)),
  ),
  rule("streams.audio", String.raw`${onlyChinese}音(?:频)?轨道?\s?${list}(?!\s?[条个])`, chooseListed),
  rule(
    "streams.video",
    String.raw`${onlyChinese}视频轨道?\s?(?<position>\d{1,16})${noUnit}`,
    (reading, { position }) => chooseVideo(reading, Number(position) - 1),
  ),
  rule(
    "streams.audio",
    String.raw`${onlyChinese}\s?${languagesChinese}\s?的?(?:音轨|音频轨?道?|配音|声音|声轨|语音|对白)`,
    chooseLanguages,
  ),
];
