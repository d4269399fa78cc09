import type { AddressInfo } from "node:net";
import { createAdaptorServer, type ServerType } from "@hono/node-server";
import { NemoError } from "../errors/index.js";
import { createLocalApp } from "./app.js";
import { type LocalBackendOptions, resolveLocalOptions } from "./options.js";

export interface ServeOptions extends LocalBackendOptions {
  /**
   * 0 takes a free one.
   * @default 0
   */
  port?: number;
  /**
   * The address to listen at. Everybody who reaches it can use this machine's ffmpeg.
   * @default "127.0.0.1"
   */
  host?: string;
}

export interface LocalServer {
  url: string;
  /** Ends renders and connections, and removes what was uploaded. */
  close(): Promise<void>;
}

const loopback = ["127.0.0.1", "localhost", "::1"];

/**
 * The embedded backend on a port. Clients take it for the cloud: `new NemoConverter({ baseUrl: url })`.
 *
 * @throws NemoError `invalid-request` when the port is in use or not allowed
 */
export async function serve(options: ServeOptions = {}): Promise<LocalServer> {
  const { port = 0, host = "127.0.0.1", ...others } = options;
  const app = createLocalApp(resolveLocalOptions(others), false);
  const server = createAdaptorServer({
    fetch: async (request: Request, env: { outgoing: { destroy(): unknown } }) => {
      // A web page whose name was made to resolve to this machine (DNS rebinding) still names itself.
      const isKnown = !loopback.includes(host) || loopback.includes(hostOf(request));
      if (!isKnown) return new Response("Misdirected request", { status: 421 });
      const response = await app.fetch(request, env);
      return others.cutStream ? breakingOff(response, env.outgoing) : response;
    },
  });
  await listen(server, port, host);
  const { port: chosen } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${chosen}`,
    close: async () => {
      await app.close();
      await close(server);
    },
  };
}

/** Where the body breaks off so does the connection. The adaptor would add the error to the body, and print it. */
function breakingOff(response: Response, connection: { destroy(): unknown }): Response {
  const reader = response.body?.getReader();
  if (!reader) return response;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch {
        // What was written before goes out first.
        setImmediate(() => connection.destroy());
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return new Response(body, response);
}

function hostOf(request: Request): string {
  return new URL(request.url).hostname.replace(/^\[|\]$/g, "");
}

function listen(server: ServerType, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: Error) => {
      reject(new NemoError("invalid-request", `Cannot listen at ${host}:${port}: ${error.message}`));
    });
    server.listen(port, host, resolve);
  });
}

function close(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    if ("closeAllConnections" in server) server.closeAllConnections();
  });
}
