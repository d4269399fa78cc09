// The default exports, looked up at each call: that is where a mock such as MSW puts itself.
import http, { type ClientRequest, type IncomingMessage } from "node:http";
import https from "node:https";

export interface NodeRequest {
  url: string;
  method: string;
  headers: Record<string, string>;
  signal: AbortSignal | undefined;
  /** Writes the body and ends the request. Its failure ends the exchange. `isOver` tells it that nobody listens any more. */
  writeBody: (request: ClientRequest, isOver: () => boolean) => Promise<void>;
}

/** Connections over `node:http` and `node:https`. */
export class NodeConnections {
  readonly #http = new http.Agent({ keepAlive: true });
  readonly #https = new https.Agent({ keepAlive: true });

  /**
   * One exchange; resolves with the answer's head, its body still to be read. An answer that comes before the whole
   * body was sent (a 413, say) is given as it is, and the rest of the body is not sent.
   */
  send({ url, method, headers, signal, writeBody }: NodeRequest): Promise<Response> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason as Error);
        return;
      }
      const isSecure = url.startsWith("https:");
      // An idle connection may be closed by the other side just as a request is written to it, and nobody can tell
      // whether it arrived. Harmless for a GET; everything else gets a connection of its own.
      const pool = isSecure ? this.#https : this.#http;
      const agent = method === "GET" || method === "HEAD" ? pool : false;
      const start = isSecure ? https.request : http.request;
      const request = start(url, { method, headers, agent });
      let isOver = false;
      let answer: IncomingMessage | undefined;
      const fail = (error: unknown) => {
        isOver = true;
        signal?.removeEventListener("abort", onAbort);
        // A request that is destroyed drops what was not read of its answer, whose body would then seem to end well.
        answer?.destroy(toError(error));
        request.destroy();
        reject(toError(error));
      };
      const onAbort = () => {
        isOver = true;
        request.destroy(signal?.reason instanceof Error ? signal.reason : new Error("aborted"));
      };
      signal?.addEventListener("abort", onAbort, { once: true });
      request.once("close", () => signal?.removeEventListener("abort", onAbort));
      request.on("error", fail);
      request.once("response", (message) => {
        answer = message;
        const wasWhole = request.writableFinished;
        isOver = true;
        if (!wasWhole) message.once("close", () => request.destroy());
        try {
          resolve(toResponse(message));
        } catch (error) {
          fail(error); // a status that no Response can have
        }
      });
      writeBody(request, () => isOver).catch((error: unknown) => {
        if (!isOver) fail(error);
      });
    });
  }

  close(): void {
    this.#http.destroy();
    this.#https.destroy();
  }
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

const withoutBody = new Set([204, 205, 304]);

function toResponse(message: IncomingMessage): Response {
  const status = message.statusCode ?? 500;
  const headers = new Headers();
  for (let at = 0; at < message.rawHeaders.length; at += 2) {
    headers.append(message.rawHeaders[at]!, message.rawHeaders[at + 1]!);
  }
  const hasBody = !withoutBody.has(status) && message.headers["content-length"] !== "0";
  if (!hasBody) message.resume();
  return new Response(hasBody ? bodyOf(message) : null, { status, headers });
}

/** Reads only when asked to: nothing is buffered beyond what the socket holds. */
function bodyOf(message: IncomingMessage): ReadableStream<Uint8Array> {
  const chunks = message[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await chunks.next();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
      cancel() {
        message.destroy();
      },
    },
    { highWaterMark: 0 },
  );
}
