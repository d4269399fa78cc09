import type { DirectionRule } from "./direction-words.js";
import type { GuiAction } from "./gui-action.js";
import { maskQuotes } from "./mask-quotes.js";

const exports = /^(?:(?:file|文件)\s*>\s*)?(?:export|download|导出|下载)(?!\s*(?:settings|设置))/iu;
const credits = /\b(?:account|billing|credits?|subscription|upgrade)\b|账户|帐户|账单|积分|充值/iu;

/** What a clause tells to do, if it is a direction. What is pressed decides what it comes to. */
export function readAction(clause: string, rules: readonly DirectionRule[]): GuiAction | undefined {
  const plain = maskQuotes(clause);
  for (const { kind, pattern } of rules) {
    const match = pattern.exec(plain);
    if (!match) continue;
    const [from, to] = match.indices?.groups?.["target"] ?? [0, 0];
    const target = clean(clause.slice(from, to));
    return { kind: kind === "call" ? kindOf(target) : kind, ...(target !== "" && { target }) };
  }
  return undefined;
}

function kindOf(target: string): GuiAction["kind"] {
  if (exports.test(target)) return "export";
  return credits.test(target) ? "credits" : "call";
}

function clean(target: string): string {
  return target
    .replace(/[*_`"“”「」『』‘’[\]【】]/gu, "")
    .replace(/^[\s,，:：]+|[\s,，:：]+$/gu, "")
    .replace(/\s*(?:button|icon|按钮|图标|按键)$/iu, "");
}
