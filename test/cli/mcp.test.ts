import { spawn } from "node:child_process";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { describe, expect, it, onTestFinished } from "vitest";
import { mcpClient } from "../support/agents.js";
import { builtFile } from "../support/built-package.js";
import { nemo } from "../support/command-line.js";
import { temporaryFolder } from "../support/temporary-folder.js";

describe("R71 nemo-converter mcp", () => {
  it("has help with a configuration for clients", async () => {
    const { code, out } = await nemo(["mcp", "--help"]);
    expect(code).toBe(0);
    expect(out).toContain("Usage: nemo-converter mcp");
    expect(out).toContain('"nemo-converter", "mcp", "--allow"');
  });

  it.each([
    [["--http", "many"], '--http is "many"'],
    [["--backend", "moon"], '--backend is "moon"'],
    [["--allow", ""], "`allowedFolders` needs at least one folder"],
  ])("ends with 2 for %j", async (args, message) => {
    const { code, out, err } = await nemo(["mcp", ...args]);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(message);
  });

  it("ends with 0 when its input ends, and has written nothing but answers", async () => {
    expect(await nemo(["mcp"])).toEqual({ code: 0, out: "", err: "" });
  });

  it("serves over HTTP with a token of the environment, and ends at Ctrl-C", async () => {
    const folder = temporaryFolder();
    const token = "a-secret-of-this-test";
    const child = spawn(process.execPath, [builtFile("cli.js"), "mcp", "--http", "0", "--json"], {
      cwd: folder,
      env: { PATH: process.env["PATH"], HOME: folder, NEMO_MCP_TOKEN: token },
      stdio: ["ignore", "pipe", "inherit"],
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    const line = await new Promise<string>((resolve) =>
      child.stdout.setEncoding("utf8").once("data", resolve),
    );
    const { url } = JSON.parse(line) as { url: string };
    expect((await fetch(url, { method: "POST" })).status).toBe(401);
    const headers = { authorization: `Bearer ${token}` };
    const mcp = await mcpClient(
      new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }),
    );
    expect((await mcp.call("list_jobs")).text).toBe("There are no jobs.");
    const ended = new Promise((resolve) => child.once("exit", (code) => resolve(code)));
    child.kill("SIGINT");
    expect(await ended).toBe(0);
  });
});
