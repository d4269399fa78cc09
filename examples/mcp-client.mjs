// A program that speaks the Model Context Protocol starts nemo-converter as its server, and converts a video with it.
//
//   node examples/mcp-client.mjs clip.mov "under 5MB"
//
// Needs the package @modelcontextprotocol/sdk. There is no model in it: this is what an agent's host does when its model
// calls a tool. To give the tools to an agent that you have (Claude, Cursor, VS Code …), write this into its settings:
//
//   { "mcpServers": { "nemo-converter": { "command": "npx", "args": ["-y", "-p", "nemo-converter",
//     "-p", "@modelcontextprotocol/sdk", "nemo-converter", "mcp", "--allow", "/home/me/Videos"] } } }
import { dirname, resolve } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";

const [video, request] = process.argv.slice(2);
if (!video) {
  console.error('usage: node examples/mcp-client.mjs <video> ["<what is wanted>"]');
  process.exit(2);
}
const input = resolve(video);

const command = new URL("dist/cli.js", import.meta.resolve("nemo-converter/package.json"));
const client = new Client({ name: "mcp-client", version: "1.0.0" });
await client.connect(
  new StdioClientTransport({
    command: process.execPath,
    args: [fileURLToPath(command), "mcp", "--allow", dirname(input)],
    env: process.env, // so that the server finds ffmpeg
  }),
);
try {
  const { tools } = await client.listTools();
  console.log(`tools: ${tools.map(({ name }) => name).join(", ")}`);

  // Waits for a short video; for a long one the answer has a handle, with which job_progress goes on waiting.
  let result = await client.callTool(
    { name: "convert", arguments: { input, onExists: "rename", ...(request && { request }) } },
    undefined,
    { onprogress: ({ progress, message }) => console.log(`${message} ${progress.toFixed(0)} %`) },
  );
  while (result.structuredContent.state === "running") {
    const { job } = result.structuredContent;
    result = await client.callTool({ name: "job_progress", arguments: { job, waitSeconds: 15 } });
    console.log(result.content[0].text);
  }

  // Words for a model, data for a program. A failure has an error with a code, and what to do about it.
  console.log(result.content[0].text);
  const { files, error } = result.structuredContent;
  for (const { path, bytes, verification } of files ?? []) {
    console.log(JSON.stringify({ path, bytes, verified: verification.ok }));
  }
  if (error) console.log(JSON.stringify({ code: error.code, next: error.action.message }));
  process.exitCode = files ? 0 : 1;
} finally {
  await client.close(); // ends the server
}
