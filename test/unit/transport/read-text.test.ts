import { describe, expect, it } from "vitest";
import { readText } from "../../../src/transport/read-text.js";
import { streamOf } from "../../support/event-streams.js";
import { failureOf } from "../../support/failure-of.js";

const bytes = new TextEncoder().encode("积分 👋");

describe("R39 readText", () => {
  it("reads a body whose characters are cut anywhere", async () => {
    const single = Array.from(bytes, (byte) => Uint8Array.of(byte));
    expect(await readText(streamOf(...single), "GET /api/x")).toBe("积分 👋");
    expect(await readText(new Response(null), "GET /api/x")).toBe("");
  });

  it("refuses a body that grows beyond reason, and lets go of it", async () => {
    let isCancelled = false;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(bytes),
      cancel: () => void (isCancelled = true),
    });
    const error = await failureOf(readText(new Response(body), "GET /api/x", 20));
    expect(error).toMatchObject({
      code: "malformed-response",
      details: { endpoint: "GET /api/x", limit: 20 },
    });
    expect(isCancelled).toBe(true);
  });
});
