import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../support/temporary-folder.js";
import { installPackage } from "./installed-package.js";
import { runScript } from "./run-script.js";

const alone = installPackage();
const withSdk = installPackage(["@modelcontextprotocol/sdk"]);

const importing = (name: "tools" | "mcp") =>
  ({
    mjs: `import { NemoConverter } from "nemo-converter"; import { localBackend } from "nemo-converter/local"; import * as ${name} from "nemo-converter/${name}";`,
    cjs: `const { NemoConverter } = require("nemo-converter"); const { localBackend } = require("nemo-converter/local"); const ${name} = require("nemo-converter/${name}");`,
  }) as const;
const types = ["mjs", "cjs"] as const;

describe("R72 the packed package", () => {
  it.each(types)("gives the tools as %s, without the AI SDK or the MCP SDK", async (type) => {
    const result = await runScript(
      alone,
      type,
      `${importing("tools")[type]}
      const nemo = new NemoConverter({ backend: localBackend() });
      const box = tools.createToolbox(nemo, { stateFolder: false });
      box.execute("parse_request", { request: "1080p" }).then(async ({ text }) => {
        await box.close();
        await nemo.close();
        const names = Object.keys(tools.nemoTools(box));
        console.log(JSON.stringify([text, names.length === tools.toolDefinitions.length]));
      });`,
    );
    expect(result).toEqual(["Convert to MP4: 1080p.", true]);
  });

  it.each(types)("serves over HTTP as %s, with the user's MCP SDK", async (type) => {
    const result = await runScript(
      withSdk,
      type,
      `${importing("mcp")[type]}
      (async () => {
        const nemo = new NemoConverter({ backend: localBackend() });
        const server = await mcp.serveMcpHttp(nemo, { stateFolder: false });
        const { status } = await fetch(server.url, { method: "POST" });
        await server.close();
        await nemo.close();
        console.log(JSON.stringify(status));
      })();`,
    );
    expect(result).toBe(406);
  });

  it("says on the command line what to install, and converts without it", async () => {
    const cli = join(alone.packageFolder, "dist/cli.js");
    const folder = temporaryFolder();
    const options = { cwd: folder, env: { PATH: process.env["PATH"] ?? "", HOME: folder } };
    const error: unknown = await promisify(execFile)(process.execPath, [cli, "mcp"], options).then(
      () => undefined,
      (failure: unknown) => failure,
    );
    expect(error).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining("npm install @modelcontextprotocol/sdk") as string,
    });
    const { stdout } = await promisify(execFile)(process.execPath, [cli, "presets"], options);
    expect(stdout).toContain("youtube");
  });
});
