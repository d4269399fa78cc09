import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { type AddressInfo, Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { onTestFinished } from "vitest";

export interface LoopbackServer {
  url: string;
  /** What arrived, in order: `GET /path`. */
  requests: { name: string; headers: IncomingMessage["headers"] }[];
  readonly connections: number;
  /** Resolves when the last connection is gone; fails when one stays. */
  untilIdle(): Promise<void>;
}

/** A real server on loopback, for what a mock cannot do: cut, stall, reset, answer early. */
export async function loopbackServer(listener: RequestListener): Promise<LoopbackServer> {
  const sockets = new Set<Socket>();
  const requests: LoopbackServer["requests"] = [];
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    requests.push({ name: `${request.method} ${request.url}`, headers: request.headers });
    listener(request, response);
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.once("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    get connections() {
      return sockets.size;
    },
    async untilIdle() {
      for (let tries = 0; sockets.size > 0; tries += 1) {
        // A socket that is not read does not hear that the other side is gone.
        for (const socket of sockets) socket.resume();
        if (tries > 2000) throw new Error(`${sockets.size} connections are still open.`);
        await pause(1);
      }
    },
  };
}

/** The head of an event stream; the body is the test's. */
export function openStream(response: ServerResponse): ServerResponse {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.flushHeaders();
  return response;
}

export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

export function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

/** How many sockets this process holds open to a server, its own end of each not counted. */
export function openSocketsTo(url: string): number {
  const { port } = new URL(url);
  // The public list of active resources tells the kinds, not which ones.
  const handles = (process as unknown as { _getActiveHandles(): unknown[] })._getActiveHandles();
  return handles.filter((handle) => handle instanceof Socket && handle.remotePort === Number(port)).length;
}
