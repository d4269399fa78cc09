import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { failureOf } from "../../support/failure-of.js";
import { sendJson } from "../../support/loopback-server.js";
import { ManualClock } from "../../support/manual-clock.js";
import { session, uploadServer } from "../../support/upload-server.js";

const given: typeof fetch = (...args) => globalThis.fetch(...args);

function endless() {
  const state = { isClosed: false, given: 0 };
  const source = {
    name: "clip.mp4",
    async *open() {
      try {
        for (;;) {
          await turn();
          state.given += 1;
          yield Buffer.alloc(64 * 1024);
        }
      } finally {
        state.isClosed = true;
      }
    },
  };
  return { source, state };
}

describe("R24 an upload by a given fetch", () => {
  it("is a stream, and follows no redirect: Node's fetch would keep the whole body for one", async () => {
    const fetch = vi.fn(given);
    const { upload } = await uploadServer({ fetch });
    await upload.file(new File(["x"], "a.mp4"), { session });
    const [url, init] = fetch.mock.calls[0]!;
    expect(url).toMatch(/^http:.*\/api\/upload-video\/nemo_agent\/me\/sess-1$/);
    expect(init).toMatchObject({ method: "POST", redirect: "error", duplex: "half" });
    expect(init!.body).toBeInstanceOf(ReadableStream);
  });

  it("reads no more of its source after an abort", async () => {
    const { source, state } = endless();
    const { upload } = await uploadServer({ fetch: given }, (request) => void request.resume());
    const controller = new AbortController();
    const failing = failureOf(upload.file(source, { session, signal: controller.signal }));
    await expect.poll(() => state.given).toBeGreaterThan(20);
    controller.abort();
    expect((await failing).code).toBe("aborted");
    await expect.poll(() => state.isClosed).toBe(true);
  });

  it("reads no more of its source after an early refusal, and tells why", async () => {
    const { source, state } = endless();
    const { upload } = await uploadServer({ fetch: given }, (request, response) => {
      request.resume();
      sendJson(response, { code: 4002, message: "at most 500 MB" }, 413);
    });
    const error = await failureOf(upload.file(source, { session }));
    expect(error).toMatchObject({ code: "file-too-large", details: { backendMessage: "at most 500 MB" } });
    await expect.poll(() => state.isClosed).toBe(true);
  });
});

describe("R24 the time allowed for an upload", () => {
  it.each([
    ["our own fetch", undefined],
    ["a given fetch", given],
  ])("is longer by %s once all is sent: the backend looks at the whole file", async (_, fetch) => {
    const clock = new ManualClock();
    const { upload } = await uploadServer({ fetch }, (request) => void request.resume(), clock);
    const failing = failureOf(upload.file(new File(["0123456789"], "a.mp4"), { session }));
    await clock.untilWaitingFor(300_000);
    await clock.advance(299_999);
    expect(clock.pending).toEqual([1]);
    await clock.advance(1);
    expect((await failing).code).toBe("timeout");
    expect(clock.pending).toEqual([]);
  });
});
