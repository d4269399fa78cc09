import { lossesIn, type Loss } from "../../conversion/index.js";
import type { Words } from "./problem.js";

/** What the result will lack, a sentence each. */
export function sayLosses(losses: readonly Loss[]): Words[] {
  const chinese = lossesIn(losses, "zh");
  return losses.map(({ message }, at) => ({ en: `Lost: ${message}`, zh: `丢失：${chinese[at]!.message}` }));
}
