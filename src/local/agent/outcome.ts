import type { Draft } from "../../wire/index.js";
import type { Project } from "../projects.js";
import type { Words } from "./problem.js";
import type { ToolUse } from "./tool-use.js";

/** What an understood message does: tools that were used, a draft, and what is said at the end. */
export interface Outcome {
  uses: ToolUse[];
  words: Words;
  change?: Pick<Project, "draft" | "history">;
}

const mostRemembered = 50;

/** What an undo goes back to. */
export function remember(
  history: readonly (Draft | undefined)[],
  draft: Draft | undefined,
): (Draft | undefined)[] {
  return [...history, draft].slice(-mostRemembered);
}
