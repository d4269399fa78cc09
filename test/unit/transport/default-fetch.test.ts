import { describe, expect, it, vi } from "vitest";
import { hasNodeHttp, openDefaultFetch } from "../../../src/transport/default-fetch.js";
import { loopbackServer } from "../../support/loopback-server.js";

describe("R1 the fetch in use", () => {
  it("is the one that was given", async () => {
    const given = vi.fn<typeof fetch>(() => Promise.resolve(new Response("given")));
    const opened = openDefaultFetch(given);
    expect(await (await opened.fetch("https://x.test")).text()).toBe("given");
    opened.close();
    expect(given).toHaveBeenCalledOnce();
  });

  it("is our own on Node, which lets go of its connections", async () => {
    const server = await loopbackServer((_, response) => void response.end("own"));
    const opened = openDefaultFetch(undefined);
    expect(hasNodeHttp()).toBe(true);
    expect(await (await opened.fetch(server.url)).text()).toBe("own");
    expect(server.requests[0]!.headers).not.toHaveProperty("user-agent");
    opened.close();
    await server.untilIdle();
  });

  it("is the platform's own elsewhere", async () => {
    vi.stubGlobal("process", undefined);
    vi.stubGlobal("fetch", () => Promise.resolve(new Response("global")));
    try {
      const opened = openDefaultFetch(undefined);
      expect(await (await opened.fetch("https://x.test")).text()).toBe("global");
      opened.close();
    } finally {
      vi.unstubAllGlobals();
    }
  });

  it("can be closed before it was used", () => {
    expect(() => openDefaultFetch(undefined).close()).not.toThrow();
  });
});
