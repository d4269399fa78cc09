import type { GuiAction } from "./gui-action.js";

/** A clause that tells what to press, open or drag; the group `target` is what. Matched at its beginning. */
export interface DirectionRule {
  kind: GuiAction["kind"];
  pattern: RegExp;
}

/** How directions are worded in one language. All patterns are tried on a clause whose quotes are masked. */
export interface DirectionWords {
  /** Where a sentence falls into clauses. */
  clauseEnd: RegExp;
  rules: readonly DirectionRule[];
  /** A direction only among others, such as "choose MP4". */
  weak: RegExp;
  /** What only leads to a direction that follows, such as "to export,". */
  leadIn: RegExp;
  /** Says something of its own after a direction. */
  isStatement: RegExp;
}
