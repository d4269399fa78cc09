import { NemoError, type Redactor } from "../errors/index.js";

// The connection was never made, so nothing can have been carried out.
const notSent = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** The error of a connection that failed, `details.wasSent` saying whether the request can have arrived. */
export function networkError(
  error: unknown,
  endpoint: string,
  redactor: Redactor,
  message?: string,
): NemoError {
  const code = systemCode(error);
  const reason = message ?? redactor.text(innermostMessage(error));
  return new NemoError("network", `${endpoint} failed: ${reason}`, {
    cause: redactor.cause(error),
    details: { endpoint, systemCode: code, wasSent: code === undefined || !notSent.has(code) },
  });
}

/** `ECONNRESET` and the like, also where fetch hides it in a cause or an AggregateError. */
function systemCode(error: unknown): string | undefined {
  for (const each of chain(error)) {
    const { code } = each as { code?: unknown };
    if (typeof code === "string") return code;
  }
  return undefined;
}

function innermostMessage(error: unknown): string {
  const messages = chain(error).map((each) => (each instanceof Error ? each.message : String(each)));
  return messages.findLast((message) => message !== "") ?? "the connection failed";
}

function chain(error: unknown): unknown[] {
  const found: unknown[] = [];
  let next = error;
  while (next !== undefined && next !== null && found.length < 5) {
    found.push(next);
    const { cause, errors } = next as { cause?: unknown; errors?: unknown };
    next = cause ?? (Array.isArray(errors) ? errors[0] : undefined);
  }
  return found;
}
