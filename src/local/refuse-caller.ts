import { ApiError } from "./api-error.js";

const loopback = ["127.0.0.1", "localhost", "[::1]"];

/** The names that a server at `host` answers to; undefined for one that the network reaches under names nobody knows here. */
export function ownNames(host: string): readonly string[] | undefined {
  const name = (host.includes(":") ? `[${host}]` : host).toLowerCase();
  return loopback.includes(name) || name.startsWith("127.") ? [...loopback, name] : undefined;
}

/**
 * Whom no answer is given, whatever is asked. A web page whose name was made to resolve to this machine (DNS rebinding)
 * still names itself in Host, and a page of any site names itself in Origin.
 *
 * @throws ApiError 421, 403
 */
export function refuseCaller(request: Request, names: readonly string[] | undefined): void {
  const asked = [hostOf(request.headers.get("host") ?? ""), new URL(request.url).hostname];
  if (names && !asked.every((name) => names.includes(name))) {
    throw new ApiError(421, 421, "This server answers to the names of its own machine only.");
  }
  if (request.headers.has("origin")) throw new ApiError(403, 403, "Web pages are not answered.");
}

/** Without its port. */
function hostOf(header: string): string {
  return header.replace(/:\d+$/, "").toLowerCase();
}
