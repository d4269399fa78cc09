import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import type { ToolKit } from "../tool-kit.js";
import { createProtocolServer } from "./protocol-server.js";

// Clients that do not say goodbye must not fill the memory.
const mostSessions = 50;

/** The clients of a server over HTTP, each with a session of its own; the jobs are shared. */
export class HttpSessions {
  readonly #kit: ToolKit;
  /** The one that was used last stands last. */
  readonly #transports = new Map<string, WebStandardStreamableHTTPServerTransport>();

  constructor(kit: ToolKit) {
    this.#kit = kit;
  }

  async handle(request: Request): Promise<Response> {
    const id = request.headers.get("mcp-session-id");
    const known = id === null ? undefined : this.#transports.get(id);
    if (id !== null && known) {
      this.#transports.delete(id);
      this.#transports.set(id, known);
      return known.handleRequest(request);
    }
    // A client that names a session of an earlier server is told so by 404, and begins a new one.
    if (id !== null) {
      const body = { jsonrpc: "2.0", error: { code: -32_001, message: "Session not found" }, id: null };
      return Response.json(body, { status: 404 });
    }
    return (await this.#begin()).handleRequest(request);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#transports.values()].map((transport) => transport.close()));
  }

  async #begin(): Promise<WebStandardStreamableHTTPServerTransport> {
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: () => crypto.randomUUID(),
      onsessioninitialized: async (id) => {
        this.#transports.set(id, transport);
        const [oldest] = this.#transports;
        if (this.#transports.size > mostSessions && oldest) await oldest[1].close();
      },
    });
    const server = createProtocolServer(this.#kit);
    server.onclose = () => {
      if (transport.sessionId !== undefined) this.#transports.delete(transport.sessionId);
    };
    await server.connect(transport);
    return transport;
  }
}
