import { chineseDirections } from "./chinese-directions.js";
import type { DirectionWords } from "./direction-words.js";
import { englishDirections } from "./english-directions.js";
import type { GuiAction } from "./gui-action.js";
import { masked, maskQuotes } from "./mask-quotes.js";
import { readAction } from "./read-action.js";

/** A piece of text without its directions, and what these were. */
export interface Cut {
  rest: string;
  actions: GuiAction[];
}

interface Clause {
  text: string;
  /** What stands between it and the next one. */
  separator: string;
  action?: GuiAction;
  isKept: boolean;
}

const hasHan = /\p{Script=Han}/u;
const address = /https?:\/\//iu;
const final = /[.!?。！？…;；]*[*_\s]*$/u;
const parentheses = /\s*[(（]([^()（）]*)[)）]/gu;

/**
 * Takes the directions out of one sentence. One with a link stays: that can be followed. With `isAmongDirections`, "choose MP4" is
 * one too.
 */
export function cutDirections(sentence: string, isAmongDirections: boolean): Cut {
  if (address.test(sentence)) return { rest: sentence, actions: [] };
  const inside: GuiAction[] = [];
  const outside = sentence.replace(parentheses, (whole, inner: string) => {
    const cut = cutClauses(inner, false);
    if (cut.rest !== "") return whole;
    inside.push(...cut.actions);
    return "";
  });
  const cut = cutClauses(outside, isAmongDirections);
  return { rest: cut.rest, actions: [...cut.actions, ...inside] };
}

function cutClauses(sentence: string, isAmongDirections: boolean): Cut {
  const words = hasHan.test(maskQuotes(sentence)) ? chineseDirections : englishDirections;
  const end = final.exec(sentence)?.[0] ?? "";
  const clauses = splitClauses(sentence.slice(0, sentence.length - end.length), words);
  for (const clause of clauses.filter(isShort)) markStrong(clause, words);
  if (!isAmongDirections && clauses.every(({ action }) => !action)) return { rest: sentence, actions: [] };
  for (const clause of clauses.filter(isShort)) markWeak(clause, words);
  markAttached(clauses, words);
  const actions = clauses.flatMap(({ action }) => action ?? []);
  return { rest: clauses.every(({ isKept }) => isKept) ? sentence : join(clauses, end), actions };
}

/** Nobody is told what to press in more characters; the patterns take long for such. */
const longest = 300;

function isShort({ text }: Clause): boolean {
  return text.length <= longest;
}

function splitClauses(sentence: string, { clauseEnd }: DirectionWords): Clause[] {
  // "Drag and drop" is one verb.
  const plain = maskQuotes(sentence).replace(/(?<=\bdrag(?:ging)?\s+)and(?=\s+drop)/giu, masked.repeat(3));
  const clauses: Clause[] = [];
  let from = 0;
  for (const { 0: separator, index } of plain.matchAll(clauseEnd)) {
    if (index > from) clauses.push({ text: sentence.slice(from, index), separator, isKept: true });
    from = index + separator.length;
  }
  return [...clauses, { text: sentence.slice(from), separator: "", isKept: true }];
}

function markStrong(clause: Clause, { rules }: DirectionWords): void {
  const action = readAction(clause.text, rules);
  if (!action) return;
  clause.action = action;
  clause.isKept = false;
}

function markWeak(clause: Clause, { weak }: DirectionWords): void {
  if (clause.isKept && weak.test(maskQuotes(clause.text))) clause.isKept = false;
}

/** What leads to a direction goes with it, and so does what only goes on with it. */
function markAttached(clauses: Clause[], { leadIn, isStatement }: DirectionWords): void {
  for (let index = clauses.length - 2; index >= 0; index -= 1) {
    const clause = clauses[index]!;
    const leads = !clauses[index + 1]!.isKept && leadIn.test(clause.text);
    if (clause.isKept && leads) clause.isKept = false;
  }
  for (const [index, clause] of clauses.entries()) {
    const follows = index > 0 && !clauses[index - 1]!.isKept;
    if (clause.isKept && follows && !isStatement.test(maskQuotes(clause.text))) clause.isKept = false;
  }
}

function join(clauses: readonly Clause[], end: string): string {
  const kept = clauses.filter(({ isKept }) => isKept);
  if (kept.length === 0) return "";
  const text = kept
    .map((clause, index) => clause.text + (index < kept.length - 1 ? clause.separator : ""))
    .join("");
  const inside = text.trim();
  return balance((clauses[0]!.isKept ? inside : asSentence(inside)) + end);
}

/** What was the second half of a sentence as one of its own. */
function asSentence(text: string): string {
  const rest = text.replace(/^(?:或者|或|并且|并|而且|而|and |or |but )/iu, "");
  return rest.slice(0, 1).toUpperCase() + rest.slice(1);
}

/** Bold text whose other half is gone. */
function balance(text: string): string {
  if (text.split("**").length % 2 === 1) return text;
  return text.startsWith("**") ? `${text}**` : text.replace(/\*\*(?!.*\*\*)/su, "");
}
