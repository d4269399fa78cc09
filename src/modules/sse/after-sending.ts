import { NemoError, type NemoErrorCode, type Redactor } from "../../errors/index.js";
import type { TurnReader } from "./turn-reader.js";

const checkState = {
  kind: "check-state",
  message: "The message may have been carried out: read the state before you send it again.",
} as const;

const leavesOpen: readonly NemoErrorCode[] = [
  "network",
  "timeout",
  "aborted",
  "closed",
  "backend-error",
  "malformed-response",
];

/**
 * Whether a message can have arrived although its stream never opened. Not if it was refused, or the connection was
 * never made.
 */
export function mayHaveBeenTaken({ code, status = 0, details }: NemoError, endpoint: string): boolean {
  if (code === "aborted" || code === "closed" || code === "timeout") return true;
  if (details["endpoint"] !== endpoint) return false;
  if (code === "network") return details["wasSent"] !== false;
  return code === "malformed-response" || (code === "backend-error" && (status >= 500 || status === 408));
}

/** The message was taken, or may have been: sending it again may do, and cost, everything twice. */
export function afterSending(error: NemoError, { text, pieces }: TurnReader, redactor: Redactor): NemoError {
  const { code, message, backendCode, status, details, action } = error;
  return new NemoError(code, message, {
    backendCode,
    status,
    isRetryable: false,
    details: {
      ...details,
      ...(text !== "" && { text: redactor.text(text) }),
      ...(pieces !== "" && { partialText: redactor.text(pieces) }),
    },
    charged: code === "insufficient-credits" ? false : "unknown",
    action: leavesOpen.includes(code) ? checkState : action,
    cause: error.cause,
  });
}
