import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loopbackServer, sendJson } from "../../support/loopback-server.js";
import { bundleScript } from "../../support/script-bundle.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

const script = `
  import { Auth, createTransport } from "./src/modules/index.js";
  const transport = createTransport();
  const auth = new Auth(transport);
  const token = await auth.token();
  console.log(JSON.stringify({ token, clientId: await auth.clientId() }));
  transport.close();
`;

interface Identity {
  token: string;
  clientId: string;
}

async function run(path: string, home: string, url: string): Promise<Identity> {
  const env = { PATH: process.env["PATH"], HOME: home, NEMO_API_URL: url };
  const child = spawn(process.execPath, [path], { env, stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  expect(code).toBe(0);
  return JSON.parse(output) as Identity;
}

/** Gives each client a token of its own, and every further request a 429: one token per client in 7 days. */
async function strictBackend() {
  let given = 0;
  return loopbackServer((_, response) => {
    given += 1;
    const answer = { code: 0, data: { token: `nmv_usr_token_${given}`, credits: 100 } };
    setTimeout(() => sendJson(response, given > 1 ? { code: 429, message: "one per week" } : answer), 50);
  });
}

describe("R11 R12 several processes at once", () => {
  it("agree on one client id and make one token request", async () => {
    const path = await bundleScript(script);
    const home = temporaryFolder();
    const server = await strictBackend();
    const identities = await Promise.all([1, 2, 3, 4, 5].map(() => run(path, home, server.url)));
    expect(new Set(identities.map(({ clientId }) => clientId)).size).toBe(1);
    expect(new Set(identities.map(({ token }) => token))).toEqual(new Set(["nmv_usr_token_1"]));
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]!.headers["x-client-id"]).toBe(identities[0]!.clientId);
    const folder = join(home, ".config", "ffmpeg-mp4-converter");
    expect(readFileSync(join(folder, "client_id"), "utf8")).toBe(identities[0]!.clientId);
    expect(readdirSync(folder)).toHaveLength(2);
  }, 60_000);

  it("are not held up by one that was killed while it asked", async () => {
    const path = await bundleScript(script);
    const home = temporaryFolder();
    const server = await strictBackend();
    const first = await run(path, home, server.url);
    const folder = join(home, ".config", "ffmpeg-mp4-converter");
    const dead = spawn(process.execPath, ["-e", ""]);
    await once(dead, "close");
    for (const name of ["client_id.lock", "token.lock"]) {
      writeFileSync(join(folder, name), `${dead.pid} ${hostname()}`);
    }
    expect(await run(path, home, server.url)).toEqual(first);
    const fresh = await strictBackend();
    expect((await run(path, home, fresh.url)).clientId).toBe(first.clientId);
    expect(fresh.requests).toHaveLength(1);
  }, 60_000);
});
