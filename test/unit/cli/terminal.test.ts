import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { Terminal } from "../../../src/cli/terminal.js";
import { NemoError } from "../../../src/errors/index.js";

function told(error: unknown): unknown {
  const out = new PassThrough();
  new Terminal({ json: true, quiet: false, out }).error(error, "clip.mov");
  return JSON.parse(String(out.read()));
}

describe("R71 R85 an error in JSON", () => {
  it("says whether it may be repeated, and whether it may have been charged", () => {
    const error = new NemoError("render-failed", "Render 1 failed.", {
      charged: "unknown",
      isRetryable: false,
      details: { sessionId: "sess-1" },
    });
    expect(told(error)).toMatchObject({
      ...{ type: "error", input: "clip.mov", code: "render-failed" },
      ...{ charged: "unknown", isRetryable: false, details: { sessionId: "sess-1" } },
    });
    expect(told(new NemoError("network", "No connection."))).toMatchObject({
      ...{ charged: false, isRetryable: true },
    });
  });

  it("claims neither of what nobody foresaw", () => {
    expect(told(new Error("boom"))).toMatchObject({
      code: "unexpected",
      charged: "unknown",
      isRetryable: false,
    });
  });
});
