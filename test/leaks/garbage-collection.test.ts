import type { RequestListener } from "node:http";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Credits, Render, Sse, Upload } from "../../src/modules/index.js";
import type { Transport } from "../../src/transport/index.js";
import { session } from "../support/agent-server.js";
import { collectGarbage } from "../support/collect-garbage.js";
import { failureOf } from "../support/failure-of.js";
import { loopbackServer } from "../support/loopback-server.js";
import { ManualClock } from "../support/manual-clock.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { testTransport } from "../support/test-transport.js";

type Call = (transport: Transport, signal: AbortSignal) => Promise<unknown>;
const job = { id: "render_1", status: "completed", raw: {} };
const endless = {
  name: "clip.mp4",
  // eslint-disable-next-line @typescript-eslint/require-await
  async *open() {
    for (;;) yield Buffer.alloc(64 * 1024);
  },
};

const calls: [string, Call][] = [
  ["a request", (transport, signal) => new Credits(transport).balance({ signal })],
  [
    "a message",
    async (transport, signal) => {
      for await (const event of new Sse(transport).send("x", { session, signal }))
        expect(event).toBeDefined();
    },
  ],
  ["an upload", (transport, signal) => new Upload(transport).file(endless, { session, signal })],
  [
    "a download",
    (transport, signal) => new Render(transport).download(job, join(temporaryFolder(), "f.mp4"), { signal }),
  ],
];

const servers: [string, RequestListener][] = [
  ["no answer", (request) => void request.on("data", () => undefined)],
  [
    "half an answer",
    (request, response) => {
      request.on("data", () => undefined);
      const type = request.url === "/run_sse" ? "text/event-stream" : "application/octet-stream";
      response.writeHead(200, { "content-type": type }).write(": ping\n\n");
    },
  ],
];

const fetches: [string, typeof fetch | undefined][] = [
  ["our own fetch", undefined],
  ["a given fetch", (...args) => globalThis.fetch(...args)],
];

// A signal that was derived by `new Request()` hangs on its parent by a weak reference only.
describe.each(fetches)("R17 R24 R28 R39 after a garbage collection, by %s", (_, fetch) => {
  describe.each(servers)("with %s", (__, listener) => {
    it.each(calls)("%s still hears the caller's abort", async (___, call) => {
      const server = await loopbackServer(listener);
      const controller = new AbortController();
      const failing = failureOf(call(testTransport({ baseUrl: server.url, fetch }), controller.signal));
      await expect.poll(() => server.requests.length, { interval: 1 }).toBe(1);
      await collectGarbage();
      controller.abort();
      expect((await failing).code).toBe("aborted");
      // Node's fetch connects anew behind an abort, for requests to come.
      if (!fetch) await server.untilIdle();
    });

    it.each(calls)("%s still hears that it is closed", async (___, call) => {
      const server = await loopbackServer(listener);
      const clock = new ManualClock();
      const transport = testTransport({ baseUrl: server.url, fetch }, clock);
      const failing = failureOf(call(transport, new AbortController().signal));
      await expect.poll(() => server.requests.length, { interval: 1 }).toBe(1);
      await collectGarbage();
      transport.close();
      expect((await failing).code).toBe("closed");
      expect(clock.pending).toEqual([]);
      if (!fetch) await server.untilIdle();
    });
  });
});
