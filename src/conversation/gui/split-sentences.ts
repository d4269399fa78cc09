import { maskQuotes } from "./mask-quotes.js";

/** A line as a list has it. */
export interface Line {
  indent: string;
  /** A bullet, a number, a heading's marks. */
  marker: string;
  text: string;
}

export function readLine(line: string): Line {
  const [, indent = "", marker = "", text = ""] =
    /^(\s*)((?:(?:[-*+•·]|\d{1,3}[.)、．]|#{1,6}|>)(?:\s+|(?<=[、．])))*)(.*)$/su.exec(line) ?? [];
  return { indent, marker, text };
}

const sentenceEnd =
  /(?<=[.!?…]["”’)*_]*)\s+(?=[^\sa-z])|(?<=[。！？!?；…]["”’」』)）*_]*)(?=[^\s.!?。！？；…"”’」』)）*_])/gu;

/** The sentences of a line, each with the space behind it. Full stops in quotes end none. */
export function splitSentences(text: string): string[] {
  const sentences: string[] = [];
  let from = 0;
  for (const { 0: space, index } of maskQuotes(text).matchAll(sentenceEnd)) {
    sentences.push(text.slice(from, index + space.length));
    from = index + space.length;
  }
  return [...sentences, text.slice(from)];
}
