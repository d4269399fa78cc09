import type { NemoErrorCode } from "./error-code.js";

/** Where a failure happened, as far as its meaning depends on it. */
export type EndpointKind = "token" | "session" | "upload" | "message" | "render" | "file" | "other";

interface BackendCodeRow {
  codes: readonly number[];
  statuses: readonly number[];
  /** The kinds of endpoint on which a status has this meaning; a code of the backend's own has it everywhere. */
  on?: readonly EndpointKind[];
  becomes: NemoErrorCode;
  what: string;
}

/**
 * Backend code to error code. The sources are the published error list of the NemoVideo skill and, for 1010, 1011 and
 * 401, what sister services of the vendor answer.
 */
const backendCodes: readonly BackendCodeRow[] = [
  {
    codes: [1001, 1010, 1011, 401],
    statuses: [401],
    becomes: "token-invalid",
    what: "The token is invalid or has expired.",
  },
  {
    codes: [1002, 404],
    statuses: [404],
    on: ["session", "upload", "message"],
    becomes: "session-not-found",
    what: "The session was not found; it may have ended.",
  },
  {
    codes: [2001],
    statuses: [],
    becomes: "insufficient-credits",
    what: "There are no credits left for this.",
  },
  {
    codes: [4001],
    statuses: [415],
    becomes: "unsupported-file",
    what: "The backend does not take this kind of file.",
  },
  {
    codes: [4002],
    statuses: [413],
    becomes: "file-too-large",
    what: "The file is larger than the backend takes.",
  },
  {
    codes: [400],
    statuses: [400],
    on: ["token"],
    becomes: "client-id-missing",
    what: "The backend did not accept the client id.",
  },
  {
    codes: [402],
    statuses: [402],
    becomes: "export-blocked",
    what: "Export is blocked by the plan; it is not a matter of credits.",
  },
  {
    codes: [429],
    statuses: [429],
    becomes: "rate-limited",
    what: "The backend is limiting the rate of requests.",
  },
  {
    codes: [400, 422],
    statuses: [400, 422],
    becomes: "invalid-request",
    what: "The backend refused the request.",
  },
];

/** The row that `code` (which wins) or else `status` stands in, on an endpoint of this kind. */
export function findBackendCode(
  failure: { code?: number; status?: number },
  kind: EndpointKind,
): BackendCodeRow | undefined {
  const { code, status } = failure;
  // What a link answers is said by whoever keeps the file: of the account it tells nothing.
  if (kind === "file")
    return status === 429 ? backendCodes.find((row) => row.codes.includes(429)) : undefined;
  const isHere = (row: BackendCodeRow) => row.on === undefined || row.on.includes(kind);
  if (code !== undefined && code !== 0) {
    // 400 (R36) and 404 (R32) hang on the endpoint, also as a code; the others mean the same everywhere.
    const hangs = code === 400 || code === 404;
    const row = backendCodes.find((each) => each.codes.includes(code) && (!hangs || isHere(each)));
    if (row) return row;
  }
  if (status === undefined) return undefined;
  return backendCodes.find((row) => row.statuses.includes(status) && isHere(row));
}
