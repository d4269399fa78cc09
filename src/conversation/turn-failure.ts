import { type Language, NemoError } from "../errors/index.js";
import type { Settlement } from "./turn-record.js";

/** A gateway that gives up (520 to 530 are Cloudflare's) does not stop the agent behind it. */
function isOfAGateway(status: number): boolean {
  return [408, 502, 503, 504].includes(status) || (status >= 520 && status <= 530);
}

/** The message was taken, or may have been, and then the connection or the time was over. */
export function isCut(error: unknown): error is NemoError {
  if (!NemoError.isInstance(error) || error.charged !== "unknown") return false;
  if (error.code === "network" || error.code === "timeout") return true;
  return error.code === "backend-error" && isOfAGateway(error.status ?? 0);
}

export interface KnownOutcome extends Settlement {
  language: Language;
  /** What the agent said before it failed. */
  texts: readonly string[];
}

/** The same error, with what is known of what the message did. Another error than ours is passed on as it is. */
export function withOutcome(error: unknown, { outcome, charged, language, texts }: KnownOutcome): unknown {
  if (!NemoError.isInstance(error)) return error;
  const { code, message, backendCode, status, details, action, cause } = error;
  const isSettled = outcome === "not-applied" && charged === false;
  const said = texts.length === 0 ? {} : { text: texts.join("\n\n") };
  const options = {
    ...{ backendCode, status, charged, language, cause },
    // Sent again, what was carried out would be done twice.
    isRetryable: isSettled && error.isRetryable,
    details: { ...said, ...details, outcome },
  };
  if (isSettled) return new NemoError(code, message, { ...options, action });
  const { kind } = action;
  const next = kind === "retry" || kind === "wait" ? checkState(language) : action;
  return new NemoError(code, message, { ...options, action: next });
}

function checkState(language: Language): NemoError["action"] {
  const { action } = new NemoError("outcome-unknown", "", { language });
  return action;
}
