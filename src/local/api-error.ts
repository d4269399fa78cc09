import { NemoError, type NemoErrorCode } from "../errors/index.js";
import { withoutPaths } from "./without-paths.js";

/** A refusal, as the API words it. */
export class ApiError extends Error {
  readonly code: number;
  readonly status: number;
  readonly headers: Record<string, string>;

  constructor(code: number, status: number, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.headers = headers;
  }
}

export const tokenInvalid = () => new ApiError(1001, 401, "The token is invalid or has expired.");
export const sessionNotFound = () => new ApiError(1002, 404, "There is no such session.");
export const noCredits = () => new ApiError(2001, 402, "There are no credits left.");
export const unsupportedFile = (message: string) => new ApiError(4001, 415, message);
export const fileTooLarge = (most: number) =>
  new ApiError(4002, 413, `The file is larger than ${most} bytes, the most that is taken.`);
export const badRequest = (message: string) => new ApiError(400, 400, message);
export const exportBlocked = () =>
  new ApiError(
    402,
    402,
    "Export is blocked: X-Skill-Source, X-Skill-Version and X-Skill-Platform are missing.",
  );
/** An address from which media were to be fetched. */
export const unreachable = (message: string) => new ApiError(502, 502, message);
export const rateLimited = (retryAfterSeconds: number) =>
  new ApiError(429, 429, "One token for each client in 7 days.", {
    "retry-after": String(retryAfterSeconds),
  });
export const notFound = (what: string) => new ApiError(404, 404, `There is no ${what}.`);

const unsupported: readonly NemoErrorCode[] = [
  "not-media",
  "no-video",
  "source-damaged",
  "source-encrypted",
  "source-missing",
  "unsupported-file",
];

/** What an upload that could not be read is answered with: a copy of our own is called by the name that it came with. */
export function uploadError(
  error: unknown,
  file?: { name: string; path: string; isOwned: boolean },
): unknown {
  if (!NemoError.isInstance(error) || !unsupported.includes(error.code)) return error;
  return unsupportedFile(file?.isOwned ? error.message.replaceAll(file.path, file.name) : error.message);
}

/**
 * Any failure as an answer; one that was not foreseen says no more than that it happened.
 *
 * @param isTrusted whether it is read by whose machine this is
 */
export function toResponse(error: unknown, isTrusted = false): Response {
  const show = isTrusted ? (text: string) => text : withoutPaths<string>;
  if (error instanceof ApiError) {
    const body = { code: error.code, message: show(error.message), data: null };
    return Response.json(body, { status: error.status, headers: error.headers });
  }
  const isOurs = NemoError.isInstance(error);
  const isCallers = isOurs && error.code === "invalid-request";
  const message = isOurs ? show(error.message) : "The request could not be carried out.";
  const status = isCallers ? 400 : 500;
  return Response.json({ code: status, message, data: null }, { status });
}
