import { NemoError, Redactor } from "../errors/index.js";
import type { ToolOutcome } from "./tool-definition.js";

/** A failure as a model can read it and a program can branch on it. */
export function errorOutcome(error: unknown): ToolOutcome {
  if (!NemoError.isInstance(error)) {
    const message = new Redactor().text(error instanceof Error ? error.message : String(error));
    const action = { kind: "report", message: "Report it; this should not happen." };
    return {
      isError: true,
      text: `unexpected: ${message}`,
      content: { error: { code: "unexpected", message, action, isRetryable: false, charged: "unknown" } },
    };
  }
  const { code, message, action, isRetryable, charged, details } = error;
  const next = message.includes(action.message) ? "" : ` Next: ${action.message}`;
  return {
    isError: true,
    text: `${code}: ${message}${next}${action.url === undefined ? "" : ` ${action.url}`}`,
    content: { error: { code, message, action, isRetryable, charged, details: asJson(details) } },
  };
}

/** Details may hold errors and other things that JSON does not know. */
function asJson(details: Record<string, unknown>): Record<string, unknown> {
  try {
    return JSON.parse(JSON.stringify(details)) as Record<string, unknown>;
  } catch {
    return {};
  }
}
