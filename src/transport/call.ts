import type { EndpointKind } from "../errors/index.js";
import type { Notice } from "../options/index.js";
import type { Deadline } from "../time/index.js";

/** One call of the backend's API. */
export interface Call {
  method: "GET" | "POST" | "DELETE";
  /** From the root of the API, with a slash in front. */
  path: string;
  /** What a failure on this path means. Default: `"other"`. */
  kind?: EndpointKind;
  json?: unknown;
  headers?: Record<string, string>;
  /** Whether repeating it after a lost answer does no harm. Default: for GET only. */
  isRepeatable?: boolean;
  /** Sent without a bearer. */
  isWithoutToken?: boolean;
  signal?: AbortSignal;
  onNotice?: (notice: Notice) => void;
  /** Told of a wait that the backend asks for (429), before it begins. */
  onAskedWait?: (ms: number) => void;
  /** Sends the request in place of the default; for bodies that must not be held in memory. */
  fetch?: typeof fetch;
}

/** A file that is fetched, from the backend or elsewhere. */
export interface FileRequest {
  headers: Record<string, string>;
  deadline: Deadline;
  /** What a failure means where it is a call of the backend's API. Default: `"file"`, a link that is refused for itself. */
  kind?: EndpointKind;
  /** Asks hosts other than the backend's. Default: what asks the backend. */
  elsewhere?: typeof fetch;
}

/** A failure that an answer's body named. */
export interface NamedFailure {
  endpoint: string;
  kind: EndpointKind;
  code?: number;
  status?: number;
  message?: string;
  /** From `Retry-After`. */
  retryAfterMs?: number;
}

/** How messages name a call; a query, which may hold a signature, stays out. */
export function endpointOf({ method, path }: Pick<Call, "method" | "path">): string {
  return `${method} ${withoutQuery(path)}`;
}

export function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/, "");
}
