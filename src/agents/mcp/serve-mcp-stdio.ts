import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import type { NemoConverter } from "../../nemo-converter.js";
import { ToolKit } from "../tool-kit.js";
import type { ToolOptions } from "../tool-options.js";
import { createProtocolServer } from "./protocol-server.js";

export interface McpStdioOptions extends ToolOptions {
  /** Ends the server. */
  signal?: AbortSignal;
  /** Default: standard input. */
  input?: Readable;
  /** Default: standard output, to which nothing else may be written then. */
  output?: Writable;
}

/**
 * Serves one client over standard input and output, as clients start it; resolves when the client has gone or `signal` is
 * aborted. Jobs that still run are ended then, and known as interrupted to the next server. The converter stays open.
 *
 * @throws NemoError `invalid-request` for an option that cannot be used
 */
export async function serveMcpStdio(nemo: NemoConverter, options: McpStdioOptions = {}): Promise<void> {
  const { signal, input = process.stdin, output = process.stdout, ...toolOptions } = options;
  const kit = new ToolKit(nemo, toolOptions);
  const server = createProtocolServer(kit);
  const over = new AbortController();
  const stop = () => over.abort();
  // The transport does not watch for the end of its input.
  const ended = once(over.signal, "abort");
  input.once("end", stop).once("close", stop);
  signal?.addEventListener("abort", stop, { once: true });
  server.onclose = stop;
  if (signal?.aborted) stop();
  try {
    await server.connect(new StdioServerTransport(input, output));
    await ended;
  } finally {
    input.off("end", stop).off("close", stop);
    signal?.removeEventListener("abort", stop);
    await kit.close();
    await server.close();
  }
}
