import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { Upload } from "../../../src/modules/index.js";
import { failureOf } from "../../support/failure-of.js";
import { ManualClock } from "../../support/manual-clock.js";
import { mockBackend } from "../../support/mock-backend.js";
import { temporaryFolder } from "../../support/temporary-folder.js";
import { backendUrl, testTransport } from "../../support/test-transport.js";
import { session } from "../../support/upload-server.js";

const backend = mockBackend();
const endpoint = "POST /api/upload-video/nemo_agent/me/sess-1";

describe("R24 an upload by URL", () => {
  it.each(["https://x.test/a%20b.mp4?sig=1", new URL("https://x.test/a%20b.mp4?sig=1")])(
    "of %s lets the backend fetch it",
    async (url) => {
      backend.on(endpoint, { code: 0 });
      const stored = await new Upload(testTransport()).file(url, { session });
      expect(stored).toMatchObject({ name: "a b.mp4", url: "https://x.test/a%20b.mp4?sig=1" });
      expect(backend.requests[0]!.json).toEqual({
        urls: ["https://x.test/a%20b.mp4?sig=1"],
        source_type: "url",
      });
    },
  );

  it("refuses an empty list before it asks", async () => {
    expect((await failureOf(new Upload(testTransport()).urls([], { session }))).code).toBe("invalid-request");
    expect(backend.requests).toEqual([]);
  });

  it("may take the backend longer than a request, but not for ever", async () => {
    const clock = new ManualClock();
    backend.on(endpoint, () => new Promise<Response>(() => undefined));
    const failing = failureOf(
      new Upload(testTransport({}, clock)).urls(["https://x.test/a.mp4"], { session }),
    );
    await clock.untilWaitingFor(300_000);
    await clock.advance(300_000);
    expect(await failing).toMatchObject({ code: "timeout", details: { ms: 300_000 } });
    expect(clock.pending).toEqual([]);
  });

  it("ends at once on abort", async () => {
    backend.on(endpoint, () => new Promise<Response>(() => undefined));
    const controller = new AbortController();
    const upload = new Upload(testTransport());
    const failing = failureOf(upload.urls(["https://x.test/a.mp4"], { session, signal: controller.signal }));
    await expect.poll(() => backend.requests.length).toBe(1);
    controller.abort();
    expect((await failing).code).toBe("aborted");
  });
});

describe("R64 an embedded backend", () => {
  it("is told where a file is, and gets no bytes of it", async () => {
    backend.on(endpoint, { code: 0, data: { files: [{ name: "clip.mts" }] } });
    const path = join(temporaryFolder(), "clip é.mts");
    writeFileSync(path, "x");
    const embedded = { baseUrl: backendUrl, fetch: globalThis.fetch, localFiles: true };
    await new Upload(testTransport({ backend: embedded })).file(path, { session });
    expect(backend.requests[0]!.json).toEqual({ urls: [pathToFileURL(path).href], source_type: "url" });
  });

  it("says itself what it takes", async () => {
    backend.on(endpoint, { code: 0 });
    const embedded = { baseUrl: backendUrl, fetch: globalThis.fetch, localFiles: true };
    await new Upload(testTransport({ backend: embedded })).file(new File(["x"], "clip.mxf"), { session });
    expect(backend.requests).toHaveLength(1);
    expect(backend.requests[0]!.headers.get("content-type")).toMatch(/^multipart/);
  });
});
