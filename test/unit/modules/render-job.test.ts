import { describe, expect, it } from "vitest";
import { toRenderJob } from "../../../src/modules/render/render-job.js";

const read = (value: unknown) => toRenderJob("render_1", value, "GET /api/render/proxy/lambda/render_1");

describe("R27 what a render's status says", () => {
  it.each([
    [{ status: "pending" }, { status: "pending" }],
    [
      { status: "PROCESSING", progress: 42.5 },
      { status: "processing", percent: 42.5 },
    ],
    [
      { status: "processing", progress: "42" },
      { status: "processing", percent: 42 },
    ],
    [
      { status: "processing", progress: 140 },
      { status: "processing", percent: 100 },
    ],
    [
      { status: "processing", progress: -1 },
      { status: "processing", percent: 0 },
    ],
    [
      { status: "completed", output: { url: "https://x.test/a" } },
      { status: "completed", url: "https://x.test/a" },
    ],
    [
      { status: "completed", outputUrl: "https://x.test/b" },
      { status: "completed", url: "https://x.test/b" },
    ],
    [
      { status: "completed", output: { url: "https://x.test/a" }, outputUrl: "https://x.test/b" },
      { status: "completed", url: "https://x.test/a" },
    ],
    [
      { status: "failed", error: "no fonts" },
      { status: "failed", error: "no fonts" },
    ],
    [
      { status: "failed", error: { message: "no fonts" } },
      { status: "failed", error: "no fonts" },
    ],
    [{ status: "failed", error: null }, { status: "failed" }],
    [{ status: "queued" }, { status: "queued" }],
  ])("%j", (raw, expected) => {
    const job = read(raw);
    expect(job).toEqual({ id: "render_1", ...expected });
    expect(job.raw).toEqual(raw);
  });
});
