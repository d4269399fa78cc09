/**
 * How the backend refuses: by one of its codes, 500 with JSON, 502 with a page of a proxy, or with no answer at all.
 * 1001 bad token, 1002 session gone, 2001 no credits, 4001 unsupported file, 4002 file too large, 400 no client id, 402 export
 * blocked, 429 rate limit.
 */
export type MockFailure = 1001 | 1002 | 2001 | 4001 | 4002 | 400 | 402 | 429 | 500 | 502 | "network";

const words: Record<Exclude<MockFailure, 502 | "network">, string> = {
  1001: "invalid or expired token",
  1002: "session not found",
  2001: "insufficient credits",
  4001: "unsupported file format",
  4002: "file too large",
  400: "X-Client-Id is required",
  402: "subscription required",
  429: "too many requests",
  500: "internal server error",
};

const page =
  "<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>";

/** The answer that says so. The backend's own codes come under HTTP 200, as they do on the cloud. */
export function failureAnswer(failure: MockFailure, retryAfterSeconds?: number): Response {
  if (failure === "network") return Response.error();
  if (failure === 502) {
    return new Response(page, { status: 502, headers: { "content-type": "text/html" } });
  }
  const isAsked = failure === 429 && retryAfterSeconds !== undefined;
  return Response.json(
    { code: failure, message: words[failure] },
    {
      status: failure < 1000 ? failure : 200,
      headers: isAsked ? { "retry-after": String(retryAfterSeconds) } : {},
    },
  );
}
