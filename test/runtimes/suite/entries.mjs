// Every entry as ESM and as CommonJS, and that their errors know each other.
import { strict as assert } from "node:assert";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { check, checkIf, runChecks } from "./checks.mjs";

const { fetch } = globalThis;
const require = createRequire(import.meta.url);
const names = {
  "nemo-converter": ["NemoConverter", "NemoError", "createTransport", "parseRequest"],
  "nemo-converter/local": ["localBackend", "serve"],
  "nemo-converter/tools": ["createToolbox", "toolDefinitions"],
  "nemo-converter/mcp": ["serveMcpHttp", "serveMcpStdio"],
  "nemo-converter/bullmq": ["createWorker", "enqueueBatch"],
};
const peers = {
  "nemo-converter/mcp": ["@modelcontextprotocol/sdk/server/index.js"],
  "nemo-converter/bullmq": ["bullmq", "ioredis"],
};

const hasPeersOf = (entry) =>
  (peers[entry] ?? []).every((name) => {
    try {
      return require.resolve(name) !== "";
    } catch {
      return false;
    }
  });

for (const [entry, expected] of Object.entries(names)) {
  const reason = `${peers[entry]} not installed`;
  checkIf(hasPeersOf(entry), reason, `${entry} is imported`, async () => {
    const found = await import(entry);
    for (const name of expected) assert.ok(found[name], name);
    assert.equal(found.default, undefined);
  });
  checkIf(hasPeersOf(entry), reason, `${entry} is required`, () => {
    assert.match(require.resolve(entry), /\.cjs$/);
    const found = require(entry);
    for (const name of expected) assert.ok(found[name], name);
  });
}

async function errorOfLocal({ serve }) {
  const server = await serve();
  try {
    await serve({ port: Number(new URL(server.url).port) });
  } catch (error) {
    return error;
  } finally {
    await server.close();
  }
  throw new assert.AssertionError({ message: "The port was taken." });
}

check("an error of one entry is one of the other's class, imported and required", async () => {
  const esm = await import("nemo-converter");
  const cjs = require("nemo-converter");
  const imported = await errorOfLocal(await import("nemo-converter/local"));
  const required = await errorOfLocal(require("nemo-converter/local"));
  for (const [error, own, other] of [
    [imported, esm, cjs],
    [required, cjs, esm],
  ]) {
    assert.equal(error.code, "invalid-request");
    assert.ok(error instanceof own.NemoError && error instanceof Error);
    assert.ok(own.NemoError.isInstance(error) && other.NemoError.isInstance(error));
  }
  assert.equal(esm.NemoError.isInstance(new Error("another")), false);
});

check("the converter of one build talks with the backend of the other", async () => {
  const { NemoConverter } = require("nemo-converter");
  const { localBackend } = await import("nemo-converter/local");
  const nemo = new NemoConverter({ backend: localBackend() });
  assert.deepEqual(await nemo.credits.balance(), { available: 100, frozen: 0, total: 100 });
  await nemo.close();
});

check("the version is told as the package has it", async () => {
  const { version } = JSON.parse(await readFile(require.resolve("nemo-converter/package.json"), "utf8"));
  const { NemoConverter } = await import("nemo-converter");
  let told;
  const answer = globalThis.Response.json({ code: 0, data: { available: 1, frozen: 0, total: 1 } });
  const nemo = new NemoConverter({
    token: "nmv_usr_own",
    fetch: async (request, init) => {
      told = new globalThis.Request(request, init).headers.get("x-skill-version");
      return answer;
    },
  });
  await nemo.credits.balance();
  assert.equal(told, version);
});

check("words become a spec", async () => {
  const { parseRequest, describeSpec } = await import("nemo-converter");
  const { spec } = parseRequest("转换成 1080p 的 MP4");
  assert.equal(spec.video.height, 1080);
  assert.match(describeSpec(spec, "en"), /1080p/);
});

check("the tools answer", async () => {
  const { NemoConverter } = await import("nemo-converter");
  const { localBackend } = await import("nemo-converter/local");
  const { createToolbox } = await import("nemo-converter/tools");
  const nemo = new NemoConverter({ backend: localBackend() });
  const box = createToolbox(nemo, { stateFolder: false, allowedFolders: [tmpdir()] });
  assert.match((await box.execute("parse_request", { request: "1080p" })).text, /1080p/);
  await box.close();
  await nemo.close();
});

checkIf(hasPeersOf("nemo-converter/mcp"), "no MCP SDK", "the MCP server listens, and ends", async () => {
  const { NemoConverter } = await import("nemo-converter");
  const { localBackend } = await import("nemo-converter/local");
  const { serveMcpHttp } = await import("nemo-converter/mcp");
  const nemo = new NemoConverter({ backend: localBackend() });
  const server = await serveMcpHttp(nemo, { stateFolder: false });
  const message = {
    jsonrpc: "2.0",
    id: 1,
    method: "initialize",
    params: { protocolVersion: "2025-03-26", capabilities: {}, clientInfo: { name: "check", version: "1" } },
  };
  const answer = await fetch(server.url, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json, text/event-stream" },
    body: JSON.stringify(message),
  });
  assert.equal(answer.status, 200);
  assert.match(await answer.text(), /"serverInfo"/);
  await server.close();
  await nemo.close();
});

await runChecks();
