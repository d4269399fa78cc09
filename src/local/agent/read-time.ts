/** Times as people say them, in English and Chinese. */

const words: Readonly<Record<string, number>> = {
  ...{
    a: 1,
    an: 1,
    one: 1,
    two: 2,
    three: 3,
    four: 4,
    five: 5,
    six: 6,
    seven: 7,
    eight: 8,
    nine: 9,
    ten: 10,
  },
  ...{ fifteen: 15, twenty: 20, thirty: 30, "half a": 0.5 },
};
const han = "零一二三四五六七八九";

const digits = String.raw`\d+(?:\.\d+)?`;
const englishNumber = `(?:${digits}|half an?|an?|one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty)`;
const chineseNumber = `(?:${digits}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[零一二两三四五六七八九半])`;
const units = String.raw`(?:milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|h)(?![a-z])`;
const clock = String.raw`\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?`;

/** A length of time or a place in it, with its unit. A piece of patterns. */
export const timeText = String.raw`(?:${clock}|${englishNumber}[\s-]?${units}(?:\s${digits}\s?${units})?|第?${chineseNumber}\s?(?:毫秒|秒钟?|分钟?(?:\s?${chineseNumber}\s?秒钟?)?|小时))`;

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
  const piece = new RegExp(
    String.raw`(${englishNumber}|${chineseNumber})[\s-]?(${units}|毫秒|秒钟?|分钟?|小时)`,
    "giu",
  );
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
  const word = words[text.replace(/\s+/g, " ").replace(/^half an?$/, "half a")];
  if (word !== undefined) return word;
  if (/^\d/.test(text)) return Number(text);
  if (text === "半") return 0.5;
  if (text === "一百") return 100;
  const [tens, ones] = text.replaceAll("两", "二").split("十");
  if (ones === undefined) return tens === "" ? NaN : han.indexOf(tens!);
  return (tens === "" ? 1 : han.indexOf(tens!)) * 10 + (ones === "" ? 0 : han.indexOf(ones));
}

function unitOf(unit: string): number {
  if (/^(?:ms|milli|毫秒)/i.test(unit)) return 1;
  if (/^(?:m|分)/i.test(unit)) return 60_000;
  return /^(?:h|小时)/i.test(unit) ? 3_600_000 : 1000;
}
