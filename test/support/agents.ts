import { join } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import type { Progress } from "@modelcontextprotocol/sdk/types.js";
import { onTestFinished } from "vitest";
import { createToolbox, type Toolbox, type ToolOptions } from "../../src/agents/tools.js";
import { builtFile } from "./built-package.js";
import { makeClip } from "./clips.js";
import { inProcess } from "./converters.js";
import { processesNaming } from "./processes.js";

/** Tools on a converter of their own, which may use `folder` and remember jobs in it; closed after the test. */
export function toolbox(folder: string, options: ToolOptions = {}): Toolbox {
  const box = createToolbox(inProcess(), {
    allowedFolders: [folder],
    stateFolder: join(folder, "state"),
    ...options,
  });
  onTestFinished(() => box.close());
  return box;
}

/** What makes the encoder so slow that a job is still running when it is asked after. */
export const slowly = {
  reencode: true,
  video: { preset: "veryslow", width: 1920, height: 1080, allowUpscale: true },
};

/** A picture that is worth a slow encode. */
export const slowClip = (path: string): Promise<string> =>
  makeClip(
    path,
    ...["-f", "lavfi", "-i", "testsrc2=size=640x360:rate=30:duration=6,noise=alls=40:allf=t"],
    ...["-c:v", "mpeg4", "-q:v", "8", "-an"],
  );

/** The official client, connected, and closed after the test. */
export async function mcpClient(transport: Transport): Promise<McpCaller> {
  const client = new Client({ name: "test", version: "1.0.0" });
  await client.connect(transport);
  onTestFinished(() => client.close());
  // The client holds answers against the schemas of those that it has listed.
  await client.listTools();
  return {
    client,
    call: async (name, input = {}, options = {}) => {
      const result = await client.callTool({ name, arguments: input }, undefined, options);
      const [content] = result.content as { type: string; text: string }[];
      return {
        isError: result.isError === true,
        text: content?.text ?? "",
        content: result.structuredContent as Record<string, unknown>,
      };
    },
  };
}

export interface McpCaller {
  client: Client;
  call(
    name: string,
    input?: Record<string, unknown>,
    options?: { onprogress?: (progress: Progress) => void; signal?: AbortSignal },
  ): Promise<{ isError: boolean; text: string; content: Record<string, unknown> }>;
}

/** The built command line as a client starts it, with `folder` as its home and working directory. */
export function stdioServer(folder: string, args: string[] = []): StdioClientTransport {
  return new StdioClientTransport({
    command: process.execPath,
    args: [builtFile("cli.js"), "mcp", ...args],
    cwd: folder,
    env: { PATH: process.env["PATH"] ?? "", HOME: folder },
    stderr: "inherit",
  });
}

/** Waits until ffmpeg encodes `source` slowly. */
export async function untilEncoding(source: string): Promise<void> {
  const isEncoding = () => processesNaming(source).some((line) => line.includes("veryslow"));
  for (const until = Date.now() + 60_000; !isEncoding();) {
    if (Date.now() > until) throw new Error(`${source} is not being encoded.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Asks until `isEnough` holds for an answer; fails when the job ends without it. */
export async function untilJob(
  ask: () => Promise<{ content: Record<string, unknown> }>,
  isEnough: (content: Record<string, unknown>) => boolean,
): Promise<Record<string, unknown>> {
  for (;;) {
    const { content } = await ask();
    if (isEnough(content)) return content;
    if (content["state"] !== "running") throw new Error(`The job ended: ${JSON.stringify(content)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
