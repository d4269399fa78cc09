import { NemoError } from "../errors/index.js";

const mostRedirects = 5;

/**
 * Sends to `url` and on to wherever that redirects. `isOwn` holds until the way first leaves `ownUrl`'s origin: what is
 * secret is lost there, and is not found again on a way back.
 */
export async function followRedirects(
  url: string,
  ownUrl: string,
  endpoint: string,
  send: (at: string, isOwn: boolean) => Promise<Response>,
): Promise<Response> {
  let at = url;
  let isOwn = true;
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    isOwn &&= new URL(at).origin === new URL(ownUrl).origin;
    const response = await send(at, isOwn);
    const location = response.status >= 300 && response.status < 400 && response.headers.get("location");
    if (!location) return response;
    await response.body?.cancel();
    const next = webAddress(location, at);
    if (next === undefined) throw lost(endpoint, "to something that is no web address");
    at = next;
  }
  throw lost(endpoint, "in circles");
}

/** An absolute http or https URL; undefined for what is none. */
export function webAddress(url: string, base: string): string | undefined {
  if (!URL.canParse(url, base)) return undefined;
  const { protocol, href } = new URL(url, base);
  return /^https?:$/.test(protocol) ? href : undefined;
}

function lost(endpoint: string, where: string): NemoError {
  return new NemoError("malformed-response", `${endpoint} redirects ${where}.`, { details: { endpoint } });
}
