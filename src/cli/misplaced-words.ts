import { existsSync } from "node:fs";
import { parseRequest } from "../conversion/index.js";
import { NemoError } from "../errors/index.js";

/**
 * Refuses words in a place for files, before anything is done to the files beside them.
 *
 * @throws NemoError `invalid-request`
 */
export function refuseWords(inputs: readonly string[]): void {
  const words = inputs.find(isWish);
  if (words === undefined) return;
  const message = namesFile(words)
    ? forSentence(words)
    : `For what you want made of your files: --to ${JSON.stringify(words)}`;
  throw new NemoError("invalid-request", `There is no file "${words}".`, { action: { message } });
}

/** Where what is no command belongs; undefined where that cannot be told. */
export function hintFor(words: string): string | undefined {
  if (existsSync(words)) return `For a file: nemo-converter convert ${quoted(words)}`;
  const isSentence = /\s|\p{Script=Han}/u.test(words);
  return isSentence ? forSentence(words) : undefined;
}

// "H.264" and "2.5MB" end like no file.
const extension = /\w\.(?:[a-z]\w{1,4}|3gp)$/i;

/** A path that leads nowhere is no wish: it has an end or a folder like one. */
function isWish(input: string): boolean {
  const isPath = extension.test(input) || /[/\\]/.test(input) || input === "-";
  return !isPath && !existsSync(input) && parseRequest(input).understood.length > 0;
}

function namesFile(words: string): boolean {
  return words.split(/\s/u).some((word) => extension.test(word));
}

function forSentence(words: string): string {
  return `For a sentence: nemo-converter ask ${JSON.stringify(words)}`;
}

/** As a shell takes it. */
function quoted(words: string): string {
  return /^[\w.:@%+-]+$/.test(words) ? words : JSON.stringify(words);
}
