import { request } from "node:http";
import { join } from "node:path";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { describe, expect, it, onTestFinished } from "vitest";
import { type McpHttpOptions, serveMcpHttp } from "../../src/agents/mcp.js";
import { mcpClient } from "../support/agents.js";
import { inProcess } from "../support/converters.js";
import { failureOf } from "../support/failure-of.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { mcpSuite } from "./mcp-suite.js";

async function served(folder: string, options: McpHttpOptions = {}) {
  const server = await serveMcpHttp(inProcess(), {
    allowedFolders: [folder],
    stateFolder: join(folder, "state"),
    ...options,
  });
  onTestFinished(() => server.close());
  return server;
}

mcpSuite("over HTTP", async (folder) => {
  const { url } = await served(folder);
  return mcpClient(new StreamableHTTPClientTransport(new URL(url)));
});

const greeting = {
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "raw", version: "1" } },
};

/** The status of an answer to a request with `headers`, which fetch would not let us set. */
function statusOf(
  url: string,
  headers: Record<string, string> = {},
  body: object = greeting,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const accept = "application/json, text/event-stream";
    const sent = request(
      url,
      { method: "POST", headers: { accept, "content-type": "application/json", ...headers } },
      (response) => {
        response.resume();
        resolve(response.statusCode!);
      },
    );
    sent.once("error", reject);
    sent.end(JSON.stringify(body));
  });
}

describe("R89 the HTTP server", () => {
  it("listens on this machine only", async () => {
    const { url } = await served(temporaryFolder());
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/mcp$/);
    expect(await statusOf(url)).toBe(200);
    expect(await statusOf(url.replace("/mcp", "/other"))).toBe(404);
  });

  it.each([
    ["another host name", { host: "evil.test" }, 421],
    ["a host name that only begins like ours", { host: "localhost.evil.test:80" }, 421],
    ["a web page", { origin: "https://evil.test" }, 403],
    ["a web page of this machine", { origin: "http://localhost:3000" }, 403],
    ["a file", { origin: "null" }, 403],
  ])("refuses %s", async (_what, headers, status) => {
    const { url } = await served(temporaryFolder());
    expect(await statusOf(url, headers)).toBe(status);
  });

  it("lets a page through whose origin was named", async () => {
    const { url } = await served(temporaryFolder(), { allowedOrigins: ["http://localhost:3000"] });
    expect(await statusOf(url, { origin: "http://localhost:3000", host: "localhost" })).toBe(200);
  });

  it.each([
    ["says how long it is", (body: string) => ({ "content-length": String(body.length) })],
    ["comes in pieces", () => ({ "transfer-encoding": "chunked" })],
  ])("takes no body of more than 4 MiB that %s", async (_what, headersOf) => {
    const { url } = await served(temporaryFolder());
    const padded = (bytes: number) => ({
      ...greeting,
      params: { ...greeting.params, clientInfo: { name: "raw", version: "x".repeat(bytes) } },
    });
    const [small, large] = [padded(3_000_000), padded(4_200_000)];
    expect(await statusOf(url, headersOf(JSON.stringify(small)), small)).toBe(200);
    expect(await statusOf(url, headersOf(JSON.stringify(large)), large)).toBe(413);
  });

  it("asks for its token where it has one", async () => {
    const token = "a-long-enough-secret";
    const { url } = await served(temporaryFolder(), { token });
    expect(await statusOf(url)).toBe(401);
    expect(await statusOf(url, { authorization: "Bearer wrong" })).toBe(401);
    expect(await statusOf(url, { authorization: `Bearer ${token}` })).toBe(200);
    const headers = { authorization: `Bearer ${token}` };
    const mcp = await mcpClient(
      new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }),
    );
    expect((await mcp.call("list_presets")).isError).toBe(false);
  });

  it("shares jobs among its clients, and forgets none that are gone", async () => {
    const { url } = await served(temporaryFolder());
    const first = await mcpClient(new StreamableHTTPClientTransport(new URL(url)));
    const second = await mcpClient(new StreamableHTTPClientTransport(new URL(url)));
    await first.client.close();
    expect((await second.call("list_jobs")).text).toBe("There are no jobs.");
  });

  it("tells a client of an earlier server to begin anew", async () => {
    const { url } = await served(temporaryFolder());
    const body = { jsonrpc: "2.0", id: 2, method: "tools/list" };
    expect(await statusOf(url, { "mcp-session-id": crypto.randomUUID() }, body)).toBe(404);
    expect(await statusOf(url, {}, body)).toBe(400);
  });

  it("keeps the sessions that were used last when there are too many", async () => {
    const { url } = await served(temporaryFolder());
    const mcp = await mcpClient(new StreamableHTTPClientTransport(new URL(url)));
    for (let number = 0; number < 60; number += 1) {
      expect(await statusOf(url)).toBe(200);
      if (number % 20 === 0) await mcp.call("list_presets");
    }
    expect((await mcp.call("list_presets")).isError).toBe(false);
  });

  it("says when its port is taken or its options make no sense", async () => {
    const folder = temporaryFolder();
    const { url } = await served(folder);
    const port = Number(new URL(url).port);
    expect((await failureOf(served(folder, { port }))).message).toContain(`127.0.0.1:${port}`);
    expect((await failureOf(served(folder, { token: "" }))).code).toBe("invalid-request");
    expect((await failureOf(served(folder, { heartbeatMs: 16_000 }))).message).toContain(
      "heartbeatMs is 16000",
    );
    expect((await failureOf(served(folder, { allowedFolders: [] }))).code).toBe("invalid-request");
  });
});
