import ky from "ky";

/** One HTTP exchange without any policy: no retry, no timeout, no error for a status, no redirect followed. */
export type HttpClient = (url: string, init: HttpRequest) => Promise<Response>;

export interface HttpRequest {
  method: string;
  headers: Record<string, string>;
  json?: unknown;
  signal?: AbortSignal;
  /** Takes the place of the client's own for this exchange, for bodies that must not be held in memory. */
  fetch?: typeof fetch;
}

/** The only use of ky: what it would add in policy, the transport decides for a whole call. */
export function createHttpClient(fetchImplementation: typeof fetch): HttpClient {
  const policy = { retry: 0, timeout: false, throwHttpErrors: false, redirect: "manual" } as const;
  return async (url, { fetch: send = fetchImplementation, signal, json, headers: given, ...init }) => {
    const headers = json === undefined ? given : { "content-type": "application/json", ...given };
    // The signal goes past ky: the one that ky's `Request` derives hangs on it by a weak reference only, and a garbage
    // collection in the middle of an exchange would cut it. The headers are told once more: ours need not take them out of a
    // `Request` again.
    const fetch: typeof send = (input, rest) => send(input, { ...rest, headers, signal });
    return ky(url, { ...policy, ...init, ...(json !== undefined && { json }), headers, fetch });
  };
}
