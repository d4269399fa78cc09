import { detectLanguage, inLanguage, NemoError } from "../../errors/index.js";
import { ApiError } from "../api-error.js";
import type { Words } from "./problem.js";

/** A tool that the agent used, and what came of it. */
export interface ToolUse {
  id: string;
  name: string;
  args: unknown;
  response: Record<string, unknown>;
}

export function toolUse(name: string, args: unknown, response: Record<string, unknown>): ToolUse {
  return { id: `call_${crypto.randomUUID()}`, name, args, response };
}

export const succeeded = { status: "ok", message: "" };

/** Does something; what is refused becomes the tool's answer, in its own words. */
export function tryTo<T>(
  name: string,
  args: unknown,
  work: () => T,
): { use: ToolUse; words: Words; result?: T } {
  try {
    const result = work();
    return { use: toolUse(name, args, succeeded), words: { en: "", zh: "" }, result };
  } catch (error) {
    if (!NemoError.isInstance(error) && !(error instanceof ApiError)) throw error;
    const { code, message } = error;
    return {
      use: toolUse(name, args, { status: "error", code, message }),
      words: { en: message, zh: chineseOf(error) },
    };
  }
}

/** What to do next, in the words of the table of errors; where it has none of its own, what happened. */
function chineseOf(error: NemoError | ApiError): string {
  const next = NemoError.isInstance(error) ? inLanguage(error, "zh").action.message : "";
  return detectLanguage(next) === "zh" ? next : error.message;
}
