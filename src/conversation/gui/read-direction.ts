import type { GuiAction } from "./gui-action.js";

const rules: readonly (readonly [GuiAction["kind"], RegExp])[] = [
  ["export", /\bexport button\b|导出按钮/iu],
  ["credits", /\b(?:account|billing)\b|账户|账单/iu],
  ["timeline", /\bpreview\b.*\bin (?:the |your )?timeline\b|在时间[线轴](?:上|中|里)?预览/iu],
  ["edit", /\bdrag(?: and drop)?\b|拖拽|拖放|拖动/iu],
  ["state", /\bopen\b.*\bpanel\b|打开.*面板/iu],
  ["call", /\bclick\b|点击/iu],
];

/** The actions of one sentence; none when it is no direction. */
export function readDirection(sentence: string): GuiAction[] {
  const found = rules.find(([, pattern]) => pattern.test(sentence));
  if (!found) return [];
  const target = /["“「'‘]([^"”」'’]+)["”」'’]/u.exec(sentence)?.[1];
  return [{ kind: found[0], ...(target !== undefined && { target }) }];
}
