import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { Auth, createTransport, Credits, Sessions } from "../../../src/modules/index.js";
import type { NemoConverterOptions } from "../../../src/options/index.js";
import { failureOf } from "../../support/failure-of.js";
import { isolateEnvironment } from "../../support/isolated-environment.js";
import { mockBackend } from "../../support/mock-backend.js";
import { backendUrl } from "../../support/test-transport.js";

const backend = mockBackend();

function connect(variables: Record<string, string>, options: NemoConverterOptions = {}) {
  const { home } = isolateEnvironment({ NEMO_API_URL: backendUrl, ...variables });
  const transport = createTransport(options);
  onTestFinished(() => transport.close());
  return { transport, home };
}

const bearers = () => backend.requests.map(({ headers }) => headers.get("authorization"));

describe("R10 a token of one's own", () => {
  it("comes from NEMO_TOKEN; none is requested, and nothing is written", async () => {
    const { transport, home } = connect({ NEMO_TOKEN: "my-own-token" });
    await new Credits(transport).balance();
    await new Sessions(transport).create();
    expect(await new Auth(transport).token()).toBe("my-own-token");
    expect(bearers()).toEqual(["Bearer my-own-token", "Bearer my-own-token"]);
    expect(existsSync(join(home, ".config"))).toBe(false);
  });

  it("comes from the option before the environment", async () => {
    const { transport } = connect({ NEMO_TOKEN: "of-the-environment" }, { token: "of-the-option" });
    await new Credits(transport).balance();
    expect(bearers()).toEqual(["Bearer of-the-option"]);
  });

  it("comes from a backend before the environment, and touches no folder", async () => {
    const fetch = globalThis.fetch;
    const embedded = { baseUrl: backendUrl, fetch, token: "of-the-backend" };
    const { transport, home } = connect({ NEMO_TOKEN: "of-the-environment" }, { backend: embedded });
    await new Credits(transport).balance();
    expect(bearers()).toEqual(["Bearer of-the-backend"]);
    expect(existsSync(join(home, ".config"))).toBe(false);
  });

  it("is none when it is blank: then an anonymous one is requested", async () => {
    const { transport } = connect({ NEMO_TOKEN: "  " });
    await new Credits(transport).balance();
    expect(backend.names).toEqual(["POST /api/auth/anonymous-token", "GET /api/credits/balance/simple"]);
    expect(bearers()).toEqual([null, "Bearer nmv_usr_anonymous_1"]);
  });

  it("cannot be renewed by the library", async () => {
    const { transport } = connect({ NEMO_TOKEN: "my-own-token" });
    const error = await failureOf(new Auth(transport).refresh());
    expect(error.code).toBe("token-invalid");
    expect(error.message).not.toContain("my-own-token");
    expect(backend.requests).toEqual([]);
  });
});

describe("R11 the client id", () => {
  it("is that of NEMO_CLIENT_ID, which is written nowhere", async () => {
    const { transport, home } = connect({ NEMO_CLIENT_ID: "of-the-environment" }, { persistToken: false });
    expect(await new Auth(transport).clientId()).toBe("of-the-environment");
    await new Auth(transport).token();
    expect(backend.requests[0]!.headers.get("x-client-id")).toBe("of-the-environment");
    expect(existsSync(join(home, ".config"))).toBe(false);
  });

  it("is that of the option first", async () => {
    const { transport } = connect({ NEMO_CLIENT_ID: "of-the-environment" }, { clientId: "of-the-option" });
    expect(await new Auth(transport).clientId()).toBe("of-the-option");
  });
});
