/** ISO 639-2 code, as it stands in media files, English name, Chinese name, then what else people write. */
const languages: readonly (readonly [code: string, english: string, chinese: string, others?: string])[] = [
  ["eng", "English", "英语", "英文"],
  ["chi", "Chinese", "中文", "mandarin|国语|汉语|普通话|华语"],
  ["yue", "Cantonese", "粤语"],
  ["jpn", "Japanese", "日语", "日文"],
  ["kor", "Korean", "韩语", "韩文"],
  ["fre", "French", "法语"],
  ["ger", "German", "德语"],
  ["spa", "Spanish", "西班牙语"],
  ["por", "Portuguese", "葡萄牙语"],
  ["ita", "Italian", "意大利语"],
  ["rus", "Russian", "俄语"],
  ["ara", "Arabic", "阿拉伯语"],
  ["hin", "Hindi", "印地语"],
  ["tha", "Thai", "泰语"],
  ["vie", "Vietnamese", "越南语"],
];

/** The name of a language, or any code in quotation marks. */
export const languageText = String.raw`(?:${languages
  .flatMap(([, ...names]) => names)
  .join("|")}|"(?:[^"\\]|\\u[\da-f]{4})*")`;

const readers = languages.map(
  ([code, ...names]) => [code, new RegExp(`^(?:${names.join("|")})$`, "i")] as const,
);

export function readLanguage(text: string): string {
  if (text.startsWith('"')) return JSON.parse(text) as string;
  return readers.find(([, pattern]) => pattern.test(text))![0];
}

/** As in "中英": the first character of each, without what all of them end with. */
export const shortLanguages = "[中英日韩法德俄粤]{2,6}(?:文|语|双语|三语)?";

export function readShortLanguages(text: string): string[] {
  const firsts = text.replace(/(?:文|语|双语|三语)$/, "");
  return Array.from(firsts, (first) => languages.find(([, , chinese]) => chinese.startsWith(first))![0]);
}

/** So that `readLanguage` gives the code back, whatever stands in it. */
export function sayLanguage(code: string, language: "en" | "zh"): string {
  const known = languages.find((each) => each[0] === code);
  if (known) return known[language === "zh" ? 2 : 1];
  const escaped = code.replace(/[^\w-]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return `"${escaped}"`;
}
