import { describe, expect, it } from "vitest";
import { Credits, Render, State } from "../../../src/modules/index.js";
import { mockBackend } from "../../support/mock-backend.js";
import { backendUrl, testTransport } from "../../support/test-transport.js";

const backend = mockBackend();

describe("R15 ids in paths", () => {
  it("cannot leave their place", async () => {
    backend.on("GET /api/state/nemo_agent/me/..%2F..%2Fx%3Fy/latest", { state: {} });
    await new State(testTransport()).get({ session: { id: "../../x?y", taskId: "t" } });
    backend.on("GET /api/render/proxy/lambda/a%2Fb", { status: "pending" });
    await new Render(testTransport()).status("a/b");
    expect(backend.requests).toHaveLength(2);
  });
});

describe("R10 the base URL", () => {
  it.each([`${backendUrl}/`, `${backendUrl}//`])("%s goes without its last slash", async (baseUrl) => {
    await new Credits(testTransport({ baseUrl })).balance();
    expect(backend.requests[0]!.url).toBe(`${backendUrl}/api/credits/balance/simple`);
  });

  it("may have a path of its own", async () => {
    backend.on("GET /gateway/v1/api/credits/balance/simple", { available: 1 });
    const { available } = await new Credits(
      testTransport({ baseUrl: `${backendUrl}/gateway/v1/` }),
    ).balance();
    expect(available).toBe(1);
  });
});
