import { createHash, timingSafeEqual } from "node:crypto";

export interface RequestRules {
  /** Of the header `Authorization: Bearer …`. */
  token?: string | undefined;
  /** Pages that may call, beside none. */
  allowedOrigins: readonly string[];
}

const loopback = ["127.0.0.1", "localhost", "[::1]"];

/**
 * The answer to a request that must not come through. A web page whose name was made to resolve to this machine (DNS
 * rebinding) still names itself in Host, and every page names itself in Origin.
 */
export function refuseRequest(
  request: Request,
  { token, allowedOrigins }: RequestRules,
): Response | undefined {
  const host = (request.headers.get("host") ?? "").replace(/:\d+$/, "").toLowerCase();
  // The target of a request may name a host, too.
  const names = [host, new URL(request.url).hostname];
  if (!names.every((name) => loopback.includes(name))) return refusal(421, "Misdirected request");
  const origin = request.headers.get("origin");
  if (origin !== null && !allowedOrigins.includes(origin))
    return refusal(403, `Origin ${origin} is not allowed`);
  if (token === undefined) return undefined;
  const given = /^Bearer (.+)$/i.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";
  return isSame(given, token)
    ? undefined
    : refusal(401, "A bearer token is needed", { "www-authenticate": "Bearer" });
}

/** In a time that tells nothing of how much of it was right. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

function refusal(status: number, message: string, headers: Record<string, string> = {}): Response {
  const body = { jsonrpc: "2.0", error: { code: -32_000, message }, id: null };
  return Response.json(body, { status, headers });
}
