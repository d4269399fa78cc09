import { numeral, readNumeral } from "../../conversion/index.js";

/** Times as people say them, in English and Chinese. */

const digits = String.raw`\d+(?:\.\d+)?`;
// Of "half as long" the "s" is no unit.
const number = String.raw`(?:half an?(?=[\s-])|零|${numeral})`;
const units = String.raw`(?:milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|h)(?![a-z])`;
const clock = String.raw`\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?`;

/** A length of time or a place in it, with its unit. A piece of patterns. */
export const timeText = String.raw`(?:${clock}|${number}[\s-]?${units}(?:\s${digits}\s?${units})?|第?${number}\s?(?:毫秒|秒钟?|分钟?(?:\s?${number}\s?秒钟?)?|小时))`;

/** As `timeText`, behind "first" and "last", where one of a kind needs no number. */
export const oneTime = String.raw`(?:${timeText}|second\b|minute\b)`;

/** From one time to another; the first may leave its unit to the second. */
export const rangeText = String.raw`(?:(?:from|between)\s|从)?(?:${timeText}|第?${digits})\s?(?:to|until|till|through|and|-|–|—|~|到|至)\s?${timeText}`;

/** Milliseconds; undefined for what is no time. */
export function readTime(text: string): number | undefined {
  const said = text.trim().toLowerCase().replace(/^第/, "");
  if (new RegExp(`^${clock}$`).test(said)) {
    return Math.round(said.split(":").reduce((sum, part) => sum * 60 + Number(part), 0) * 1000);
  }
  if (said === "second" || said === "minute") return unitOf(said);
  const piece = new RegExp(String.raw`(${number})[\s-]?(${units}|毫秒|秒钟?|分钟?|小时)`, "giu");
  const pieces = [...said.matchAll(piece)].map(([, number, unit]) => readNumber(number!) * unitOf(unit!));
  return pieces.length === 0 ? undefined : Math.round(pieces.reduce((sum, each) => sum + each, 0));
}

/** The two ends of a range. */
export function readRange(text: string): { start: number; end: number } | undefined {
  const parts = text
    .trim()
    .replace(/^(?:from|between)\s|^从/i, "")
    .split(/\s?(?:\bto\b|\buntil\b|\btill\b|\bthrough\b|\band\b|[-–—~到至])\s?/i);
  if (parts.length !== 2) return undefined;
  const [first, second] = [parts[0]!, parts[1]!];
  const end = readTime(second);
  const unit = /[^\d.\s].*$/.exec(second.replace(/^第/, ""))?.[0] ?? "";
  const start = readTime(first) ?? readTime(first + unit);
  return start === undefined || end === undefined || end <= start ? undefined : { start, end };
}

/** `"2"`, `"two"`, `"half a"`, `"两"`, `"十五"`; NaN for what is none. */
export function readNumber(text: string): number {
  if (/^half an?$/i.test(text.replace(/\s+/g, " "))) return 0.5;
  if (text === "一百") return 100;
  return text === "零" ? 0 : (readNumeral(text) ?? NaN);
}

function unitOf(unit: string): number {
  if (/^(?:ms|milli|毫秒)/i.test(unit)) return 1;
  if (/^(?:m|分)/i.test(unit)) return 60_000;
  return /^(?:h|小时)/i.test(unit) ? 3_600_000 : 1000;
}
