import { lengthOfJoint } from "../../conversion/index.js";
import { isCutOff, lengthOfSparedSound, readCutEnds } from "./after-cut.js";
import { chineseEdits } from "./chinese-edits.js";
import type { Edit, ReadSentence, Unclear } from "./edit.js";
import { asOneSpeaks } from "./edit-of-part.js";
import type { EditRule } from "./edit-rule.js";
import { englishCuts } from "./english-cuts.js";
import { englishLooks } from "./english-looks.js";
import { englishSounds } from "./english-sounds.js";
import { englishSpeeds } from "./english-speeds.js";
import { findParts, type NamedPart } from "./find-parts.js";
import { type MarkedSentence, markNames, type NamedFile } from "./mark-names.js";
import { partRules } from "./part-rules.js";
import { readPartEdit } from "./read-part-edit.js";

// Both languages at once, as the grammar of conversions.
const rules: readonly EditRule[] = [
  ...englishCuts,
  ...englishSounds,
  ...englishSpeeds,
  ...englishLooks,
  ...chineseEdits,
];

const rulesOfParts: readonly EditRule[] = [...rules, ...partRules];

/**
 * Finds the edits in a sentence, in their order: by rules, the same sentence always the same way. What is no edit is left
 * for others to understand. Pure.
 *
 * @param files the uploads that it may name
 */
export function readEdits(message: string, files: readonly NamedFile[]): ReadSentence {
  const sentence = markNames(message, files);
  const { text, restore } = sentence;
  const edits: Edit[] = [];
  const unclear: Unclear[] = [];
  const parts = findParts(text);
  let rest = "";
  for (let at = 0; at < text.length;) {
    const found = isBoundary(text, at) ? readAt(sentence, at, parts) : undefined;
    if (found) {
      for (const meaning of found.meanings)
        if (typeof meaning === "string") unclear.push(meaning);
        else edits.push(meaning);
      rest += ", ";
      at += found.length;
      if (found.meanings.some(isCutOff)) {
        const spared = lengthOfSparedSound(text, at);
        if (spared > 0) unclear.push("sound");
        at += spared;
      }
      const joint = found.meanings.some(isRemoval) ? lengthOfJoint(text, at) : 0;
      if (joint > 0) rest += removing(text.slice(at, at + joint + 1));
      at += joint;
    } else {
      rest += text.charAt(at);
      at += 1;
    }
  }
  const isNone = edits.length + unclear.length === 0;
  return { edits: asOneSpeaks(edits), unclear, rest: isNone ? message : restore(rest) };
}

/** Words begin where none is going on; Chinese ones, which have no spaces between them, anywhere. */
function isBoundary(text: string, at: number): boolean {
  return (
    !(/[\p{L}\p{N}]/u.test(text[at - 1] ?? "") && /[a-z0-9]/i.test(text[at]!)) ||
    /\p{Script=Han}/u.test(text[at - 1]!)
  );
}

function isRemoval(meaning: Edit | Unclear): boolean {
  return typeof meaning !== "string" && /^(?:cut|remove)/.test(meaning.kind);
}

/** Of "cut the first second and the sound" the verb is the sound's as well, although it went with the second. */
function removing(joint: string): string {
  return /\p{Script=Han}/u.test(joint) ? "去掉" : "remove ";
}

interface Found {
  meaning: Edit | Unclear;
  length: number;
}

/** The longest of what can stand there. */
function readAt(
  sentence: MarkedSentence,
  at: number,
  parts: readonly NamedPart[],
): { meanings: (Edit | Unclear)[]; length: number } | undefined {
  const edit = readEdit(sentence, at, parts);
  const ends = readCutEnds(sentence.text, at);
  if (ends && ends.length > (edit?.length ?? 0)) return ends;
  return edit && { meanings: [edit.meaning], length: edit.length };
}

function readEdit(
  { text, valueOf }: MarkedSentence,
  at: number,
  parts: readonly NamedPart[],
): Found | undefined {
  const whole = longestRule(rules, { text, valueOf }, at);
  const next = parts.find(({ start }) => start >= at);
  const inPart =
    next &&
    readPartEdit(text, at, next, (words, accept) =>
      longestRule(rulesOfParts, { text: words, valueOf }, 0, accept),
    );
  return inPart && inPart.length > (whole?.length ?? 0) ? inPart : whole;
}

/** The longest match whose words turn out to mean something. */
function longestRule(
  rules: readonly EditRule[],
  { text, valueOf }: Pick<MarkedSentence, "text" | "valueOf">,
  at: number,
  accept = (meaning: Edit | Unclear): Edit | Unclear | undefined => meaning,
): Found | undefined {
  const matches = rules
    .map((rule) => ({ match: matchAt(rule.pattern, text, at), rule }))
    .filter(({ match }) => match !== null && match[0] !== "" && endsWord(text, at + match[0].length))
    .sort((one, other) => other.match![0].length - one.match![0].length);
  for (const { match, rule } of matches) {
    const read = rule.read(match!.groups ?? {}, valueOf);
    const meaning = read && accept(read);
    if (meaning !== undefined) return { meaning, length: match![0].length };
  }
  return undefined;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** "Mute" is no part of "muted"; a number goes on with its digits. */
function endsWord(text: string, end: number): boolean {
  return !(/[a-z0-9]/i.test(text[end - 1]!) && /[a-z0-9]/i.test(text[end] ?? ""));
}
