import { NemoError } from "../../errors/index.js";
import { HttpServer } from "../../local/http-server.js";
import { limitedText } from "../../local/limited-text.js";
import type { NemoConverter } from "../../nemo-converter.js";
import { ToolKit } from "../tool-kit.js";
import type { ToolOptions } from "../tool-options.js";
import { HttpSessions } from "./http-sessions.js";
import { refusal, refuseRequest } from "./refuse-request.js";

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
// Arguments of tools are short; this is far above any.
const mostBytes = 4 * 1024 * 1024;

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
  const server = new HttpServer(async (request) => {
    const refused = refuseRequest(request, { token, allowedOrigins });
    if (refused) return refused;
    if (new URL(request.url).pathname !== path) return new Response("Not found", { status: 404 });
    const text = await limitedText(request, mostBytes);
    if (text === undefined) return refusal(413, `The body is larger than ${mostBytes} bytes`);
    const { method, headers, url, signal } = request;
    return sessions.handle(new Request(url, { method, headers, signal, ...(text !== "" && { body: text }) }));
  });
  const chosen = await server.listen(port, host);
  return {
    url: `http://${host}:${chosen}${path}`,
    close: async () => {
      await kit.close();
      await sessions.close();
      await server.close();
    },
  };
}
