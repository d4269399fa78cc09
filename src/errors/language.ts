import type { Language } from "./error-code.js";

/** The library's language for a BCP 47 tag or a POSIX locale such as `zh_CN.UTF-8`. */
export function languageOf(tag: string | undefined): Language {
  return tag !== undefined && /^zh\b|^zh_/i.test(tag) ? "zh" : "en";
}

/** Chinese as soon as there is a Han character: an English sentence has none, a Chinese one is full of English names. */
export function detectLanguage(text: string): Language | undefined {
  if (/\p{Script=Han}/u.test(text)) return "zh";
  return /[a-z]{2}/i.test(text) ? "en" : undefined;
}
