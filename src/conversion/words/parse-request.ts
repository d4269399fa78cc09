import { detectLanguage } from "../../errors/index.js";
import { chineseRules } from "./chinese-rules.js";
import { chineseFiller, chineseSelection } from "./chinese-selection.js";
import { englishNumbers } from "./english-numbers.js";
import { englishRules } from "./english-rules.js";
import { englishFiller, englishSelection } from "./english-selection.js";
import { choiceRules } from "./choices.js";
import { doubtRules } from "./doubt-rules.js";
import { endRules } from "./ends.js";
import { everydayRules } from "./everyday-rules.js";
import { firstCharacters } from "./first-characters.js";
import { flagRules, unknownFlag } from "./flag-rules.js";
import { openWishes } from "./open-wishes.js";
import type { ParsedRequest } from "./parsed-request.js";
import { partRules } from "./part-rules.js";
import { inexpressible, type Reading, type Rule } from "./rule.js";
import { rangeRules } from "./range-rules.js";
import { removalLists } from "./removal-lists.js";
import { removalRules } from "./removal-rules.js";
import { settingRules } from "./setting-rules.js";
import { settle } from "./settle.js";
import { sharedRules } from "./shared-rules.js";
import { trackRules } from "./track-rules.js";
import { trimRules } from "./trim-rules.js";
import { wantedSizes } from "./wanted-sizes.js";

// Both languages at once: Chinese sentences are full of English words.
const rules: readonly Rule[] = [
  ...flagRules,
  ...everydayRules,
  ...[
    ...doubtRules,
    ...openWishes,
    ...wantedSizes,
    ...partRules,
    ...endRules,
    ...removalRules,
    ...removalLists,
  ],
  ...[...englishRules, ...englishNumbers, ...englishSelection],
  ...[...chineseRules, ...chineseSelection],
  ...[...sharedRules, ...choiceRules, ...settingRules, ...trackRules, ...trimRules, ...rangeRules],
];
const fillers = [englishFiller, chineseFiller];
// What parts words. The dash of a flag and the dots of a path belong to what follows.
const gap =
  /(?:[\s,;:!?，。；：！？、"'“”‘’()（）[\]–—…]|\.(?!\.?\/)|(?<![\p{L}\p{N}])-(?![a-z>])|(?<=[\p{L}\p{N}])-(?!>))+/uy;
const word = /(?:[.~]*\/)?[\p{L}\p{N}](?:[\p{L}\p{N}.'’/-]*[\p{L}\p{N}])?/uy;
// Texts of all the world must not fill the memory.
const mostCharacters = 5000;
const han = /\p{Script=Han}/uy;

/**
 * Understands a request in English or Chinese: by rules, without a language model, the same sentence always the same
 * way. Never throws; what was not understood stands in `unrecognized`.
 *
 * @example
 * parseRequest("Convert all MKV files in my downloads folder to MP4 using H.264 with a bitrate of 4000k").spec
 * // { video: { codec: "h264", bitrate: 4000000 } }
 */
export function parseRequest(request: string): ParsedRequest {
  // Full-width digits and letters are the same characters to everybody but a regular expression.
  const text = request.normalize("NFKC").replace(/\s+/gu, " ");
  const reading: Reading = {
    values: new Map(),
    conflicts: new Set(),
    ambiguities: [],
    selection: { batch: false },
    subject: "video",
    isRated: false,
  };
  const understood: ParsedRequest["understood"] = [];
  const unrecognized: string[] = [];
  for (let at = 0; at < text.length;) {
    const skipped = matchAt(gap, text, at);
    if (skipped) {
      at += skipped[0].length;
      continue;
    }
    const found = longestRule(text, at, reading);
    const filler = longest(fillers.map((pattern) => matchAt(pattern, text, at)));
    if (found && found.length >= (filler?.[0].length ?? 0)) {
      const words = text.slice(at, at + found.length).trim();
      if (found.rule.field === inexpressible) unrecognized.push(words);
      else understood.push(...found.fields.map((field) => ({ text: words, field: fieldOf(field, reading) })));
      at += found.length;
    } else if (filler) {
      at += filler[0].length;
    } else {
      const unknown = unknownAt(text, at);
      unrecognized.push(unknown);
      at += unknown.length;
    }
  }
  const language = detectLanguage(text) ?? "en";
  const { spec, doubts } = settle(reading);
  return {
    spec,
    selection: reading.selection,
    understood,
    unrecognized,
    questions: doubts.map((doubt) => ({ ...doubt, text: doubt.text[language] })),
    language,
  };
}

interface FoundRule {
  rule: Rule;
  fields: readonly string[];
  length: number;
}

/** Tries the rules at `at`, the longest match first, until one accepts its words. */
function longestRule(text: string, at: number, reading: Reading): FoundRule | undefined {
  const matches = rulesAt(text, at)
    .map((rule) => ({ rule, match: matchAt(rule.pattern, text, at) }))
    .filter(({ match }) => match !== null && match[0] !== "")
    .sort((a, b) => b.match![0].length - a.match![0].length);
  for (const { rule, match } of matches) {
    const answer = rule.apply(reading, match!.groups ?? {});
    const fields = Array.isArray(answer) ? (answer as string[]) : [rule.field];
    if (answer !== false) return { rule, fields, length: match![0].length };
  }
  return undefined;
}

/** The whole word or flag, or for Chinese, which has no spaces, the run up to something known. */
function unknownAt(text: string, at: number): string {
  if (matchAt(han, text, at)) return unknownHanAt(text, at);
  const run = matchAt(unknownFlag, text, at)?.[0] ?? matchAt(word, text, at)?.[0];
  if (run === undefined) return String.fromCodePoint(text.codePointAt(at)!);
  return /^[^\p{Script=Han}]+/u.exec(run)![0];
}

function unknownHanAt(text: string, at: number): string {
  let end = at;
  do end += text.codePointAt(end)! > 0xffff ? 2 : 1;
  while (matchAt(han, text, end) && !isKnownAt(text, end));
  return text.slice(at, end);
}

function isKnownAt(text: string, at: number): boolean {
  return [...rulesAt(text, at).map(({ pattern }) => pattern), ...fillers].some((pattern) =>
    matchAt(pattern, text, at),
  );
}

// Made when the first sentence is read: who never says one does not pay for it.
let beginnings: (RegExp | undefined)[] | undefined;
const rulesByCharacter = new Map<string, readonly Rule[]>();

/** Of some hundred rules the few that can match words with this first character. */
function rulesAt(text: string, at: number): readonly Rule[] {
  const character = String.fromCodePoint(text.codePointAt(at)!);
  const known = rulesByCharacter.get(character);
  if (known) return known;
  beginnings ??= rules.map(({ source }) => firstCharacters(source));
  const found = rules.filter((_, index) => beginnings![index]?.test(character) ?? true);
  if (rulesByCharacter.size < mostCharacters) rulesByCharacter.set(character, found);
  return found;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function longest(matches: (RegExpExecArray | null)[]): RegExpExecArray | undefined {
  const found = matches.filter((match) => match !== null && match[0] !== "") as RegExpExecArray[];
  return found.sort((a, b) => b[0].length - a[0].length)[0];
}

/** A bit rate is the audio's or the video's by what was spoken of. */
function fieldOf(field: string, { subject }: Reading): string {
  return field === "bitrate" ? `${subject}.bitrate` : field;
}
