import type { AddressInfo } from "node:net";
import { createAdaptorServer, type ServerType } from "@hono/node-server";
import { NemoError } from "../../errors/index.js";
import type { NemoConverter } from "../../nemo-converter.js";
import { ToolKit } from "../tool-kit.js";
import type { ToolOptions } from "../tool-options.js";
import { HttpSessions } from "./http-sessions.js";
import { refuseRequest } from "./refuse-request.js";

export interface McpHttpOptions extends ToolOptions {
  /**
   * 0 takes a free one.
   * @default 0
   */
  port?: number;
  /** Clients have to send it as `Authorization: Bearer …`. Default: none, and every program of this machine can call. */
  token?: string;
  /**
   * Origins of web pages that may call.
   * @default none
   */
  allowedOrigins?: readonly string[];
}

/** A server that runs. */
export interface McpHttpServer {
  /** For example `http://127.0.0.1:3923/mcp`. */
  url: string;
  /** Ends connections and jobs; those are known as interrupted to the next server. The converter stays open. */
  close(): Promise<void>;
}

const host = "127.0.0.1";
const path = "/mcp";

/**
 * Serves clients over streamable HTTP, on this machine only: it listens at 127.0.0.1, and answers neither other host names
 * nor web pages of other origins.
 *
 * @throws NemoError `invalid-request` for an option that cannot be used, or a port that is in use
 */
export async function serveMcpHttp(
  nemo: NemoConverter,
  options: McpHttpOptions = {},
): Promise<McpHttpServer> {
  const { port = 0, token, allowedOrigins = [], ...toolOptions } = options;
  if (token === "") throw new NemoError("invalid-request", "`token` is empty; leave it out to need none.");
  const kit = new ToolKit(nemo, toolOptions);
  const sessions = new HttpSessions(kit);
  const server = createAdaptorServer({
    fetch: (request: Request) => {
      const refused = refuseRequest(request, { token, allowedOrigins });
      if (refused) return refused;
      if (new URL(request.url).pathname !== path) return new Response("Not found", { status: 404 });
      return sessions.handle(request);
    },
  });
  await listen(server, port);
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}${path}`,
    close: async () => {
      await kit.close();
      await sessions.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ("closeAllConnections" in server) server.closeAllConnections();
      });
    },
  };
}

function listen(server: ServerType, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: Error) => {
      reject(new NemoError("invalid-request", `Cannot listen at ${host}:${port}: ${error.message}`));
    });
    server.listen(port, host, resolve);
  });
}
