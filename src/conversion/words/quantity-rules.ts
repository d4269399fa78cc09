import { isByteRate, parseBitrate, parseSize } from "../quantities.js";
import { ofSoundOrPicture } from "./question-texts.js";
import { put, type Reading, type Rule, setAudio, setVideo, speakOf } from "./rule.js";

/** How quantities stand in sentences, and what they do to the spec. Pieces of patterns, for all languages. */

const digits = String.raw`\d+(?:,\d{3})*(?:\.\d+)?`;

const perSecond = String.raw`(?:\/s|ps| (?:per|a) second|\/秒|每秒)`;
/** Bytes are told from bits when they are read; without "per second" they would be a size. */
const bytesPerSecond = String.raw`(?:kilo|mega)bytes?(?:\/s| (?:per|a) second)|(?:兆|千)字节(?:每秒|\/秒)`;

/** A bit rate whose context says that it is one: `4000k`, `4 Mb/s`, `500kB/s`, `4 megabits per second`, `4兆`. */
export const bitrateText = String.raw`${digits}\s?(?:${bytesPerSecond}|(?:kilo|mega)bits?${perSecond}?|[kmg]\s?(?:b(?:it)?s?${perSecond}?)?|b(?:it)?s?(?:\/s|ps)|bits per second|兆(?:比特)?(?:每秒|\/秒)?|千比特(?:每秒|\/秒)?)(?![a-z\d/])`;

/** A bit rate that can be nothing else: `4000k`, as ffmpeg writes it, or with "per second"; "4M" could be a size. */
export const plainBitrateText = String.raw`(?:\d{2,}(?:,\d{3})*\s?k(?:bits?|b(?:\/s|ps))?|${digits}\s?(?:${bytesPerSecond}|[kmg]?\s?b(?:it)?s?${perSecond}|(?:kilo|mega)bits?${perSecond}?|(?:兆|千)比特(?:每秒|\/秒)?))(?![a-z\d/])`;

/** A size whose context says that it is one: `500MB`, `1.5 G`, `10 megabytes`, `500兆`; "800k" would be a bit rate. */
export const sizeText = String.raw`${digits}\s?(?:${unit("[kmgt]i?b(?:ytes?)?|(?:kilo|mega|giga)bytes?|bytes?|megs?|gigs?|[mg]i?")}|兆(?:字节)?|千字节|吉字节)`;

/** A size that can be nothing else. */
export const plainSizeText = String.raw`${digits}\s?(?:${unit("[kmgt]i?b(?:ytes?)?|(?:kilo|mega|giga)bytes?|megs?|gigs?")}|兆(?:字节)?|千字节|吉字节)`;

function unit(names: string): string {
  return String.raw`(?:${names})(?![a-z\d/])`;
}

/** Bits per second; undefined for what is none after all, such as 0. */
export function readBitrate(text: string): number | undefined {
  const match = /^([\d.,]+)\s*([kmg兆千]?)/i.exec(text);
  return match
    ? parseBitrate(`${match[1]}${prefixOf(match[2]!)}${isByteRate(text) ? "B/s" : ""}`)
    : undefined;
}

// AAC takes little more, even for six channels.
const highestOfSound = 640_000;
// With so little a picture of so many lines would show next to nothing.
const usualOfSound = 320_000;
const leastLines = 720;

/**
 * A bit rate belongs to what was spoken of last; one that no sound has is the picture's, and beside one of the picture that
 * no sound has a lower one is the sound's.
 */
function setBitrate(reading: Reading, text: string): boolean {
  const bitrate = readBitrate(text);
  if (bitrate === undefined) return false;
  const [ofPicture, ofSound] = ["video.bitrate", "audio.bitrate"].map((path) => reading.values.get(path));
  const isTooHigh = reading.subject === "audio" && bitrate > highestOfSound;
  const isSecond =
    reading.subject === "video" &&
    reading.isRated &&
    ofSound === undefined &&
    Number(ofPicture ?? 0) > highestOfSound &&
    bitrate <= highestOfSound;
  if (isTooHigh) speakOf(reading, "video");
  if (isSecond) speakOf(reading, "audio");
  return putBitrate(reading, bitrate);
}

/** As `setBitrate`, for a rate with no word of what it is the rate of: beside 1080p "128k" may be the sound's. */
export function setBareBitrate(reading: Reading, text: string): boolean {
  const value = readBitrate(text);
  const lines = Number(reading.values.get("video.height") ?? 0);
  const isClear = reading.subject === "audio" || reading.isRated || lines < leastLines;
  if (value === undefined || isClear || value > usualOfSound) return setBitrate(reading, text);
  const meanings = ["audio.bitrate", "video.bitrate"].map((field) => ({ field, value }));
  reading.ambiguities.push({ meanings, text: ofSoundOrPicture(text) });
  return true;
}

/** As `setBitrate`, for words that say whose it is. */
export function setBitrateOf(reading: Reading, noun: string | undefined, text: string): boolean {
  if (noun === undefined) return setBitrate(reading, text);
  const bitrate = readBitrate(text);
  if (bitrate === undefined) return false;
  speakOf(reading, /audio|sound|aac|音|声/i.test(noun) ? "audio" : "video");
  return putBitrate(reading, bitrate);
}

function putBitrate(reading: Reading, bitrate: number): boolean {
  if (reading.subject === "audio") setAudio(reading, { bitrate });
  else setVideo(reading, { bitrate });
  reading.isRated = true;
  return true;
}

/** A maximum is the picture's; the sound has none. */
export const setMaxBitrate: Rule["apply"] = (reading, { rate, noun }) => {
  const maxBitrate = readBitrate(rate!);
  if (maxBitrate === undefined || (noun === undefined && reading.subject === "audio")) return false;
  speakOf(reading, "video");
  setVideo(reading, { maxBitrate });
  return true;
};

/** Bytes; undefined for what is no size after all, such as 0. */
export function readSize(text: string): number | undefined {
  const match = /^([\d.,]+)\s*([kmgt兆千吉]?(?:i(?=b|$))?)/i.exec(text);
  return match ? parseSize(match[1]! + prefixOf(match[2]!)) : undefined;
}

export const setTargetSize: Rule["apply"] = (reading, { size }) => {
  const targetSize = readSize(size!);
  if (targetSize === undefined) return false;
  put(reading, "targetSize", targetSize);
  return true;
};

function prefixOf(text: string): string {
  return { 千: "k", 兆: "M", 吉: "G" }[text] ?? text;
}
