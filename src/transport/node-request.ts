// The default exports, looked up at each call: that is where a mock such as MSW puts itself.
import http, { type ClientRequest, type IncomingMessage } from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";
import { toResponse } from "./node-response.js";
import { isGone, readBeforeFailing } from "./read-before-failing.js";
import type { ReusedBuffers } from "./reused-buffers.js";

export interface NodeRequest {
  url: string;
  method: string;
  headers: Record<string, string>;
  signal: AbortSignal | undefined;
  /** What the answer is read into; the connection is then its own. */
  buffers?: ReusedBuffers;
  /** Writes the body and ends the request. Its failure ends the exchange. `isOver` tells it that nobody listens any more. */
  writeBody: (request: ClientRequest, isOver: () => boolean) => Promise<void>;
}

/** Connections over `node:http` and `node:https`. */
export class NodeConnections {
  readonly #http = new http.Agent({ keepAlive: true });
  readonly #https = new https.Agent({ keepAlive: true });
  readonly #lookup: LookupFunction | undefined;

  /** @param lookup finds the address of a name; default: the system's */
  constructor(lookup?: LookupFunction) {
    this.#lookup = lookup;
  }

  /**
   * One exchange; resolves with the answer's head, its body still to be read. An answer that comes before the whole
   * body was sent (a 413, say) is given as it is, and the rest of the body is not sent.
   */
  send({ url, method, headers, signal, buffers, writeBody }: NodeRequest): Promise<Response> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason as Error);
        return;
      }
      const isSecure = url.startsWith("https:");
      // An idle connection may be closed by the other side just as a request is written to it, and nobody can tell
      // whether it arrived. Harmless for a GET; everything else gets a connection of its own.
      const pool = isSecure ? this.#https : this.#http;
      const agent = (method === "GET" || method === "HEAD") && !buffers ? pool : false;
      const start = isSecure ? https.request : http.request;
      const lookup = this.#lookup;
      const reading = buffers && { onread: buffers.onread };
      const request = start(url, { method, headers, agent, ...(lookup && { lookup }), ...reading });
      if (!agent) request.once("socket", readBeforeFailing);
      let isOver = false;
      let answer: IncomingMessage | undefined;
      const fail = (error: unknown) => {
        isOver = true;
        signal?.removeEventListener("abort", onAbort);
        // A request that is destroyed drops what was not read of its answer, whose body would then seem to end well. An
        // answer that is whole outlives its connection: a refusal, say, whose sender took no more of the body.
        if (!answer?.complete || !isGone(error) || signal?.aborted) answer?.destroy(toError(error));
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
          resolve(toResponse(message, buffers));
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
