import { once } from "node:events";
import type { Command } from "commander";
import { NemoError } from "../../errors/index.js";
import { readEnvironment } from "../../options/index.js";
import { type ConverterFlags, createConverter } from "../create-converter.js";
import { Terminal } from "../terminal.js";

interface Flags extends ConverterFlags {
  http?: string | true;
  allow?: string[];
  allowUrls?: boolean;
  state?: string;
  json: boolean;
}

const defaultPort = "3923";

export function addMcp(program: Command, signal: AbortSignal): void {
  program
    .command("mcp")
    .description("give an agent the tools, over the Model Context Protocol")
    .option("--http [port]", `at 127.0.0.1 in place of standard input and output (default: ${defaultPort})`)
    .option("--allow <folders...>", "where it may read and write (default: the working directory)")
    .option("--allow-urls", "take https: URLs as inputs, too")
    .option("--state <folder>", "where jobs are remembered (default: ~/.config/ffmpeg-mp4-converter/jobs)")
    .option("--backend <name>", "local or cloud (default: local, or cloud when NEMO_TOKEN is set)")
    .option("--ffmpeg <path>", "which ffmpeg to use")
    .option("--ffprobe <path>", "which ffprobe to use")
    .option("--language <tag>", "of messages: en or zh")
    .option("--json", "with --http: the address as one JSON object", false)
    .addHelpText(
      "after",
      `
Needs the package @modelcontextprotocol/sdk. For clients that start it:
  {"command": "npx", "args": ["-y", "-p", "nemo-converter", "-p", "@modelcontextprotocol/sdk",
    "nemo-converter", "mcp", "--allow", "/home/me/Videos"]}

Over HTTP, clients have to send NEMO_MCP_TOKEN as their bearer token where it is set:
  NEMO_MCP_TOKEN=secret nemo-converter mcp --http --allow ~/Videos`,
    )
    .action((flags: Flags) => serve(flags, signal));
}

async function serve(flags: Flags, signal: AbortSignal): Promise<void> {
  const { http, allow, allowUrls, state } = flags;
  const options = {
    ...(allow !== undefined && { allowedFolders: allow }),
    ...(allowUrls && { allowUrls }),
    ...(state !== undefined && { stateFolder: state }),
  };
  const { serveMcpHttp, serveMcpStdio } = await loadAgents();
  await using nemo = createConverter(flags);
  if (http === undefined) {
    await serveMcpStdio(nemo, { ...options, signal });
    return;
  }
  const port = http === true ? defaultPort : http;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new NemoError("invalid-request", `--http is "${port}"; use a number from 0 to 65535.`);
  }
  const { mcpToken } = readEnvironment();
  const server = await serveMcpHttp(nemo, {
    ...options,
    port: Number(port),
    ...(mcpToken !== undefined && { token: mcpToken }),
  });
  new Terminal({ ...flags, quiet: false }).result(server.url, { type: "serving", url: server.url });
  if (!signal.aborted) await once(signal, "abort");
  await server.close();
}

/** @throws NemoError `invalid-request` where the package for the protocol is not installed */
async function loadAgents() {
  try {
    return await import("../../agents/index.js");
  } catch (error) {
    if ((error as { code?: string }).code !== "ERR_MODULE_NOT_FOUND") throw error;
    const command = "npx -y -p nemo-converter -p @modelcontextprotocol/sdk nemo-converter mcp";
    throw new NemoError("invalid-request", "The package @modelcontextprotocol/sdk is not installed.", {
      action: { kind: "report", message: `npm install @modelcontextprotocol/sdk, or run: ${command}` },
      cause: error,
    });
  }
}
