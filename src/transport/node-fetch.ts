import type { DefaultFetch } from "./default-fetch.js";
import { NodeConnections } from "./node-request.js";

/**
 * `fetch` over `node:http`, as far as the transport needs it: no redirects followed, no cookies, no cache, no
 * decompression (none is asked for), no time limit of its own.
 */
export function createNodeFetch(connections = new NodeConnections()): DefaultFetch {
  return {
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const body = request.body === null ? undefined : Buffer.from(await request.arrayBuffer());
      return connections.send({
        url: request.url,
        method: request.method,
        headers: {
          ...Object.fromEntries(request.headers),
          "accept-encoding": "identity",
          ...(body && { "content-length": String(body.length) }),
        },
        signal: request.signal,
        writeBody: (outgoing) => {
          outgoing.end(body);
          return Promise.resolve();
        },
      });
    },
    close: () => connections.close(),
  };
}
