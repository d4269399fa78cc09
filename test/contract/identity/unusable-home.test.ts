import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { Auth, createTransport } from "../../../src/modules/index.js";
import type { Logger } from "../../../src/options/index.js";
import { isolateEnvironment } from "../../support/isolated-environment.js";
import { mockBackend } from "../../support/mock-backend.js";
import { temporaryFolder } from "../../support/temporary-folder.js";
import { backendUrl, testTransport } from "../../support/test-transport.js";

const backend = mockBackend();

function recordingLogger() {
  const warn = vi.fn<Logger["warn"]>();
  return { warn, logger: { debug() {}, info() {}, warn, error() {} } satisfies Logger };
}

async function works(auth: Auth) {
  expect(await auth.token()).toBe("nmv_usr_anonymous_1");
  expect(await auth.token()).toBe("nmv_usr_anonymous_1");
  const id = await auth.clientId();
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
  expect(backend.names).toEqual(["POST /api/auth/anonymous-token"]);
  expect(backend.requests[0]!.headers.get("x-client-id")).toBe(id);
}

describe("R11 R12 a home that cannot be used: it works from memory, and says so", () => {
  it("below a file (nobody may make a folder there, root neither)", async () => {
    const file = join(temporaryFolder(), "file");
    writeFileSync(file, "");
    const { warn, logger } = recordingLogger();
    await works(new Auth(testTransport({ token: undefined, configDir: join(file, "nemo"), logger })));
    expect(warn.mock.calls).toEqual([
      ["The client id could not be saved; it ends with this process.", { systemCode: "ENOTDIR" }],
      ["The anonymous token could not be saved; it ends with this process.", { systemCode: "ENOTDIR" }],
    ]);
  });

  it("with a folder in the place of the client id", async () => {
    const configDir = temporaryFolder();
    mkdirSync(join(configDir, "client_id"));
    const { warn, logger } = recordingLogger();
    await works(new Auth(testTransport({ token: undefined, configDir, logger })));
    expect(warn.mock.calls.map(([message]) => message)).toEqual([
      "The client id could not be saved; it ends with this process.",
    ]);
  });

  it("with a folder in the place of the token", async () => {
    const configDir = temporaryFolder();
    const clientId = "3f2b0c1e-9a4d-4c6b-8f1e-2d3c4b5a6978";
    await new Auth(testTransport({ token: undefined, configDir, clientId })).token();
    const name = readdirSync(configDir)[0]!;
    rmSync(join(configDir, name));
    mkdirSync(join(configDir, name));
    backend.requests.length = 0;
    const { warn, logger } = recordingLogger();
    const auth = new Auth(testTransport({ token: undefined, configDir, clientId, logger }));
    expect(await auth.token()).toBe("nmv_usr_anonymous_1");
    expect(warn).toHaveBeenCalledExactlyOnceWith(
      "The anonymous token could not be saved; it ends with this process.",
      { systemCode: "EISDIR" },
    );
    expect(readdirSync(configDir)).toEqual([name]);
  });

  it("and no home at all", async () => {
    isolateEnvironment();
    vi.stubEnv("HOME", undefined);
    const transport = createTransport({ baseUrl: backendUrl });
    onTestFinished(() => transport.close());
    expect(transport.options.configDir).toBeUndefined();
    await works(new Auth(transport));
  });
});
