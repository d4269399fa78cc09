import { parseFrameRate } from "../frame-rate.js";
import { parseBitrate, parseSize } from "../quantities.js";
import { type Reading, rule, type Rule, setAudio, setVideo } from "./rule.js";

/** Words that are the same in every language: codecs, numbers with units, formats. */

const number = String.raw`\d+(?:\.\d+)?`;

const extensions = "mkv|mov|avi|webm|wmv|flv|mts|m2ts|mxf|mpe?g|ts|3gp|ogv|rm|rmvb|m4v|vob|gif";

function resolution(height: number) {
  return (reading: Reading) => {
    setVideo(reading, { height });
    reading.subject = "video";
  };
}

/** A bit rate belongs to what was spoken of last. */
export function setBitrate(reading: Reading, text: string): boolean {
  const bitrate = parseBitrate(text);
  if (bitrate === undefined) return false;
  if (reading.subject === "audio") setAudio(reading, { bitrate });
  else setVideo(reading, { bitrate });
  return true;
}

export function setTargetSize(reading: Reading, text: string): boolean {
  const targetSize = parseSize(text.replace(/兆/, "MB"));
  if (targetSize === undefined) return false;
  reading.spec.targetSize = targetSize;
  return true;
}

export const bitrateText = String.raw`${number}\s?(?:[kmg]\s?(?:b(?:it)?s?(?:\/s|ps)?|bits? per second)?|b(?:it)?s?\/s|bps)`;
export const sizeText = String.raw`${number}\s?(?:[kmgt]i?b|[kmg]i?(?![a-z])|bytes?|兆)`;

export const sharedRules: readonly Rule[] = [
  rule("container", /\.?mp4\b/),
  rule("video.codec", /(?:h\.?264|x264|avc|libx264)\b/, (reading) => {
    setVideo(reading, { codec: "h264" });
    reading.subject = "video";
  }),
  rule("video.codec", /(?:h\.?265|x265|hevc|libx265)\b/, (reading) => {
    setVideo(reading, { codec: "hevc" });
    reading.subject = "video";
  }),
  rule("video.codec", /av1\b/, (reading) => {
    setVideo(reading, { codec: "av1" });
    reading.subject = "video";
  }),
  rule("audio.codec", /aac\b/, (reading) => {
    setAudio(reading, { codec: "aac" });
    reading.subject = "audio";
  }),
  rule(
    "video.crf",
    new RegExp(String.raw`-?crf\s*(?:of|at|=|:|为|是)?\s*(?<crf>${number})\b`),
    (reading, { crf }) => {
      if (Number(crf) > 63) return false;
      setVideo(reading, { crf: Number(crf) });
      reading.subject = "video";
      return true;
    },
  ),
  rule("video.height", /(?<height>\d{3,4})\s?p\b/, (reading, { height }) =>
    resolution(Number(height))(reading),
  ),
  rule("video.height", /(?:4k|uhd|ultra hd)\b(?!\s?b)/, resolution(2160)),
  rule("video.height", /2k\b(?!\s?b)/, resolution(1440)),
  rule("video.height", /(?:full\s?hd|fhd)\b/, resolution(1080)),
  rule("video.width", /(?<width>\d{2,5})\s?[x×*]\s?(?<height>\d{2,5})\b/, (reading, { width, height }) => {
    setVideo(reading, { width: Number(width), height: Number(height) });
    reading.subject = "video";
  }),
  rule(
    "video.fps",
    new RegExp(
      String.raw`(?<fps>\d+\/\d+|${number})\s?(?:fps|frames?\s?(?:per|\/|a)\s?(?:second|sec|s)\b|帧(?:\/秒|每秒)?)`,
    ),
    (reading, { fps }) => {
      const rate = parseFrameRate(fps!);
      if (rate === undefined) return false;
      setVideo(reading, { fps: rate });
      reading.subject = "video";
      return true;
    },
  ),
  // A bare "4000k", as ffmpeg writes it, or a rate with its unit; "4M" alone could as well be a size.
  rule(
    "bitrate",
    new RegExp(
      String.raw`(?<rate>\d{2,}\s?k(?:b(?:it)?s?(?:\/s|ps))?|${number}\s?[kmg]?\s?(?:b(?:it)?s?\/s|bits?\/s|bps|bits? per second))(?![a-z])`,
    ),
    (reading, { rate }) => setBitrate(reading, rate!),
  ),
  rule(
    "selection.extensions",
    new RegExp(String.raw`\.?(?<extension>${extensions})s?\b`),
    (reading, { extension }) => {
      const lower = extension!.toLowerCase();
      const known = reading.selection.extensions ?? [];
      if (!known.includes(lower)) reading.selection.extensions = [...known, lower];
    },
  ),
];
