import type { GuiAction } from "./gui/gui-action.js";
import { readDirection } from "./gui/read-direction.js";
import { tidy } from "./gui/tidy.js";

/**
 * Takes the directions for a graphical interface out of what the agent said: the descriptions of the content stay, the directions
 * become actions in their order, none twice.
 *
 * @example
 * translateGuiText("I added a title. Click the Export button to save it.");
 * // { text: "I added a title.", actions: [{ kind: "export", target: "Export" }] }
 */
export function translateGuiText(text: string): { text: string; actions: GuiAction[] } {
  const actions: GuiAction[] = [];
  const kept = text.split("\n").map((line) => {
    const sentences = line.split(/(?<=[.!?]["'”’)]?)\s+|(?<=[。！？；]["”’」）]?)/u);
    const rest = sentences.filter((sentence) => {
      const found = readDirection(sentence);
      actions.push(...found);
      return found.length === 0;
    });
    return rest.length === sentences.length ? line : rest.join(" ");
  });
  return { text: tidy(kept), actions: unique(actions) };
}

function unique(actions: readonly GuiAction[]): GuiAction[] {
  const keys = actions.map(({ kind, target }) => JSON.stringify([kind, target]));
  return actions.filter((_, index) => keys.indexOf(keys[index]!) === index);
}
