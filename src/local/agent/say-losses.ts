import type { Loss } from "../../conversion/index.js";
import type { Words } from "./problem.js";

/** What the result will lack, a sentence each. */
export function sayLosses(losses: readonly Loss[]): Words[] {
  return losses.map(({ message }) => ({ en: `Lost: ${message}`, zh: `丢失：${message}` }));
}
