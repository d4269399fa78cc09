import { NodeConnections } from "./node-request.js";
import { ReusedBuffers } from "./reused-buffers.js";

/** The fetch in use, and how to let go of its connections. */
export interface DefaultFetch {
  readonly fetch: typeof fetch;
  close(): void;
}

/**
 * `fetch` over `node:http`, as far as the transport needs it: no redirects followed, no cookies, no cache, no
 * decompression (none is asked for), no time limit of its own.
 */
export function createNodeFetch(connections = new NodeConnections()): DefaultFetch {
  return {
    fetch: (input, init) => sendBy(connections, input, init),
    close: () => connections.close(),
  };
}

/** The same for an answer of any length, on a connection of its own. Whoever gathers its body makes one memory serve for all. */
export const nodeFetchOfFile: typeof fetch = (input, init) =>
  sendBy(new NodeConnections(), input, init, new ReusedBuffers());

async function sendBy(
  connections: NodeConnections,
  input: string | URL | Request,
  init: RequestInit | undefined,
  buffers?: ReusedBuffers,
): Promise<Response> {
  // What the transport gives is one already, its headers beside it; making another is dear.
  const request = input instanceof Request && isBare(init) ? input : new Request(input, init);
  const body = request.body === null ? undefined : Buffer.from(await request.arrayBuffer());
  return connections.send({
    url: request.url,
    method: request.method,
    headers: {
      ...(isRecord(init?.headers) ? init.headers : Object.fromEntries(request.headers)),
      "accept-encoding": "identity",
      ...(body && { "content-length": String(body.length) }),
    },
    // Not the request's own, which a garbage collection may cut off from it.
    signal: init?.signal ?? undefined,
    ...(buffers && { buffers }),
    writeBody: (outgoing) => {
      outgoing.end(body);
      return Promise.resolve();
    },
  });
}

/** Whether `init` changes nothing of a request but its headers and its signal, which go their own way. */
function isBare({ method, headers, body }: RequestInit = {}): boolean {
  return method === undefined && body === undefined && (headers === undefined || isRecord(headers));
}

/** Headers by their names, as a program writes them down. */
function isRecord(headers: RequestInit["headers"]): headers is Record<string, string> {
  return headers !== undefined && Object.getPrototypeOf(headers) === Object.prototype;
}
