import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { NemoError } from "../errors/index.js";

/** What the answering side is told of the connection. */
export interface Connection {
  incoming: IncomingMessage;
  outgoing: ServerResponse;
}

export interface HttpLimits {
  /** How long a request's head may take, in milliseconds. */
  headMs: number;
  /** How long a request's body may bring nothing, in milliseconds; uploads may last as long as they like otherwise. */
  bodyIdleMs: number;
  /** More connections at the same time are closed at once. */
  connections: number;
}

export const httpLimits: HttpLimits = { headMs: 30_000, bodyIdleMs: 60_000, connections: 512 };

/** A server that no slow or greedy client can hold up. */
export class HttpServer {
  readonly #server: Server;

  constructor(
    answer: (request: Request, connection: Connection) => Response | Promise<Response>,
    { headMs, bodyIdleMs, connections }: HttpLimits = httpLimits,
  ) {
    const serverOptions = {
      headersTimeout: headMs,
      // It would end long uploads, however well they go on.
      requestTimeout: 0,
      connectionsCheckingInterval: Math.min(headMs, 30_000),
    };
    const fetch = (request: Request, connection: unknown) => answer(request, connection as Connection);
    this.#server = createAdaptorServer({ fetch, serverOptions }) as Server;
    this.#server.maxConnections = connections;
    this.#server.prependListener("request", (incoming: IncomingMessage, outgoing: ServerResponse) =>
      watchBody(incoming, outgoing, bodyIdleMs),
    );
  }

  /**
   * @returns the port, chosen where `port` is 0
   * @throws NemoError `invalid-request` when the port is in use or not allowed
   */
  listen(port: number, host: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once("error", (error: Error) => {
        reject(new NemoError("invalid-request", `Cannot listen at ${host}:${port}: ${error.message}`));
      });
      this.#server.listen(port, host, () => resolve((this.#server.address() as AddressInfo).port));
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }
}

/** A socket's timer counts the time without a byte; nobody listens to it, so that it ends the connection. */
function watchBody(incoming: IncomingMessage, outgoing: ServerResponse, idleMs: number): void {
  const { headers, socket } = incoming;
  const length = headers["content-length"] ?? "0";
  if (headers["transfer-encoding"] === undefined && Number(length) === 0) return;
  socket.setTimeout(idleMs);
  incoming.once("end", () => {
    // Behind an early answer the timer is that of an idle connection already.
    if (!outgoing.writableFinished) socket.setTimeout(0);
  });
}
