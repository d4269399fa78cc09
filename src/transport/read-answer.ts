import { NemoError } from "../errors/index.js";
import { type Call, endpointOf, type NamedFailure, withoutQuery } from "./call.js";
import { interpretAnswer } from "./interpret-answer.js";
import { readText } from "./read-text.js";
import { parseRetryAfter } from "./recovery.js";

/** What an answer is read for, and what is made of a failure that it names. */
export interface Reading {
  call: Pick<Call, "method" | "path" | "kind">;
  now: number;
  /** Takes our own secrets out of the text, should the other end repeat them. */
  clean: (text: string) => string;
  toError: (failure: NamedFailure) => NemoError;
}

/**
 * The value of an answer, out of its envelope.
 *
 * @throws what `toError` makes of a failure; `malformed-response` for what is no JSON
 */
export async function readValue(
  response: Response,
  { call, now, clean, toError }: Reading,
): Promise<unknown> {
  const { status, headers } = response;
  const endpoint = endpointOf(call);
  const answer = interpretAnswer(status, clean(await readText(response, endpoint)));
  if (answer.isFailure === false) return answer.value;
  if (answer.isFailure === "malformed") throw unusable(endpoint, answer.problem, status);
  const { code, message } = answer;
  const location = headers.get("location");
  throw toError({
    endpoint,
    kind: call.kind ?? "other",
    status,
    code,
    message: message ?? (location ? `it redirects to ${withoutQuery(location)}` : undefined),
    retryAfterMs: parseRetryAfter(headers.get("retry-after"), now),
  });
}

/** An answer whose body is no talk: JSON or a page in the place of bytes is a failure, whatever its status. */
export async function expectBytes(response: Response, reading: Reading): Promise<Response> {
  const type = response.headers.get("content-type") ?? "";
  if (response.ok && !/json|html|xml/.test(type)) return response;
  await readValue(response, reading);
  throw unusable(endpointOf(reading.call), `${type} instead of a stream`, response.status);
}

function unusable(endpoint: string, problem: string, status: number): NemoError {
  return new NemoError("malformed-response", `${endpoint} answered with ${problem}.`, {
    status,
    details: { endpoint },
  });
}
