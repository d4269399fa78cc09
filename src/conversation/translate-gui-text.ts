import { cutDirections } from "./gui/cut-directions.js";
import type { GuiAction } from "./gui/gui-action.js";
import { readLine, splitSentences } from "./gui/split-sentences.js";
import { type EditedLine, tidyLines } from "./gui/tidy-lines.js";

/**
 * Takes the directions for a graphical interface out of what the agent said: the descriptions of the content stay, the
 * directions become actions in their order, none twice. What is in quotes or in a block of code is never taken for a direction, and
 * a sentence with a link stays, because that can be followed.
 *
 * @example
 * translateGuiText("I added a title. Click the Export button to save it.");
 * // { text: "I added a title.", actions: [{ kind: "export", target: "Export" }] }
 */
export function translateGuiText(text: string): { text: string; actions: GuiAction[] } {
  const actions: GuiAction[] = [];
  const lines: EditedLine[] = [];
  let isCode = false;
  for (const line of text.split(/\r?\n/)) {
    const isFence = /^\s*(?:```|~~~)/.test(line);
    if (isFence) isCode = !isCode;
    if (isFence || isCode) {
      lines.push({ before: line, after: line });
      continue;
    }
    const cut = cutLine(line, lines.at(-1));
    lines.push({ before: line, after: cut.rest });
    actions.push(...cut.actions);
  }
  const isUntouched = lines.every(({ before, after }) => before === after);
  return { text: isUntouched ? text : tidyLines(lines), actions: unique(actions) };
}

function cutLine(line: string, previous: EditedLine | undefined) {
  const { indent, marker, text } = readLine(line);
  const isNextStep = marker !== "" && previous !== undefined && previous.after === undefined;
  const actions: GuiAction[] = [];
  const sentences = splitSentences(text).map((sentence) => {
    const space = /\s*$/u.exec(sentence)![0];
    const cut = cutDirections(sentence.trimEnd(), isNextStep);
    actions.push(...cut.actions);
    return cut.rest === "" ? "" : cut.rest + space;
  });
  const rest = sentences.join("").trimEnd();
  if (rest === text.trimEnd()) return { rest: line, actions };
  return { rest: rest === "" ? undefined : indent + marker + rest, actions };
}

function unique(actions: readonly GuiAction[]): GuiAction[] {
  const keys = actions.map(({ kind, target }) => JSON.stringify([kind, target]));
  return actions.filter((_, index) => keys.indexOf(keys[index]!) === index);
}
