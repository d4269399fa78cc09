/** Stands for a character inside of quotes. */
export const masked = "\uE000";

const quotes =
  /"[^"\n]*"|“[^”\n]*”|「[^」\n]*」|『[^』\n]*』|《[^》\n]*》|‘[^’\n]*’|`[^`\n]*`|(?<![\p{L}\p{N}])'[^'\n]*'(?![\p{L}\p{N}])/gu;

/** The one thing to press that a sentence may also name without a verb. */
const isExport = /^.(?:export|download|导出|下载)(?: video|视频)?.$/iu;

/** The text with what is quoted made unreadable, in the same length: words of a title are nobody's direction. */
export function maskQuotes(text: string): string {
  return text.replace(quotes, (quote) => {
    if (isExport.test(quote)) return quote;
    // A full stop before the closing quote also ends the sentence around it.
    const end = /[.!?。！？]?.$/u.exec(quote)![0];
    return quote[0]! + masked.repeat(quote.length - 1 - end.length) + end;
  });
}
