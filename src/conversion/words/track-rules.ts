import { languageText, readLanguage } from "./language-names.js";
import { put, type Reading, rule, type Rule, speakOf } from "./rule.js";
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
const ordinal = String.raw`(?<ordinal>first|second|third|fourth|fifth|sixth|\d{1,3}(?:st|nd|rd|th))`;
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
  rule(
    "streams.audio",
    `${only}${ordinal} (?:audio|sound)(?: ${track})?(?![a-z])`,
    (reading, { ordinal: said }) => chooseAudio(reading, [readOrdinal(said!)]),
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
    String.raw`${onlyChinese}\s?第?\s?(?<ordinal>${numeral})\s?(?:条|个|号)?(?:音轨|音频轨道?|音频流|声轨)(?:道)?`,
    (reading, { ordinal: said }) => chooseAudio(reading, [readOrdinal(said!)]),
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
    String.raw`${onlyChinese}\s?${languages}\s?的?(?:音轨|音频轨?道?|配音|声音|声轨|语音|对白)`,
    chooseLanguages,
  ),
];
