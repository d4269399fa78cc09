/** Small whole numbers as people write them: `10`, `ten`, `十`, `三十`, `a`. */

const english: Record<string, number> = {
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
  twelve: 12,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  ninety: 90,
};
const chinese = "零一二三四五六七八九";

/** Longer words first: "sixty" begins like "six". */
const words = Object.keys(english)
  .sort((one, other) => other.length - one.length)
  .join("|");

export const numeral = String.raw`(?:\d{1,22}(?:\.\d{1,30})?(?:e[+-]?\d{1,3})?|(?:${words})(?![a-z])|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]|半)`;

/** Undefined for what is no number. */
export function readNumeral(text: string): number | undefined {
  if (/^\d/.test(text)) return Number(text);
  if (text === "半") return 0.5;
  const word = english[text.toLowerCase()];
  if (word !== undefined) return word;
  const match = /^([一二两三四五六七八九])?(十)?([一二三四五六七八九])?$/.exec(text);
  if (!match) return undefined;
  const digit = (one: string | undefined) => (one === "两" ? 2 : Math.max(0, chinese.indexOf(one ?? "零")));
  if (!match[2]) return digit(match[1]);
  return (match[1] ? digit(match[1]) : 1) * 10 + digit(match[3]);
}
