import { hasNodeHttp, openDefaultFetch } from "./default-fetch.js";
import type { DefaultFetch } from "./node-fetch.js";

/**
 * A fetch for URLs that a stranger may have named: it refuses addresses of internal networks, in Node at the moment in
 * which it connects. A `fetch` that was given opens its connections by itself, so that its names are looked up before. A
 * browser looks nothing up, and keeps pages out of such networks by its own rules.
 */
export async function openPublicFetch(given: typeof fetch | undefined): Promise<DefaultFetch> {
  if (!hasNodeHttp()) return openDefaultFetch(given);
  const { lookupPublic, refuseInternalHost, refuseInternalName } = await import("../addresses/index.js");
  if (given) {
    return {
      fetch: async (input, init) => {
        await refuseInternalName(urlOf(input));
        return given(input, init);
      },
      close() {},
    };
  }
  const { createNodeFetch } = await import("./node-fetch.js");
  const { NodeConnections } = await import("./node-request.js");
  const own = createNodeFetch(new NodeConnections(lookupPublic));
  return {
    fetch: async (input, init) => {
      // A host that is an address is not looked up.
      refuseInternalHost(urlOf(input));
      return own.fetch(input, init);
    },
    close: () => own.close(),
  };
}

function urlOf(input: Parameters<typeof fetch>[0]): URL {
  return new URL(input instanceof Request ? input.url : input);
}
