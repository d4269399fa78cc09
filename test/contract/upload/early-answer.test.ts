import { truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { MediaInput } from "../../../src/options/index.js";
import { failureOf } from "../../support/failure-of.js";
import { ManualClock } from "../../support/manual-clock.js";
import { temporaryFolder } from "../../support/temporary-folder.js";
import { openSocketsTo } from "../../support/loopback-server.js";
import { session, uploadServer } from "../../support/upload-server.js";

// Far more than the buffers between the two ends can hold.
const size = 64 * 1024 * 1024;

function sparse(): string {
  const path = join(temporaryFolder(), "clip.mp4");
  writeFileSync(path, "");
  truncateSync(path, size);
  return path;
}

function endless() {
  const state = { isClosed: false };
  const source = {
    name: "clip.mp4",
    // eslint-disable-next-line @typescript-eslint/require-await
    async *open() {
      try {
        for (;;) yield Buffer.alloc(64 * 1024);
      } finally {
        state.isClosed = true;
      }
    },
  };
  return { source, state };
}

const refusal = JSON.stringify({ code: 4002, message: "at most 500 MB" });
const head = (connection: string) =>
  `HTTP/1.1 413 Payload Too Large\r\nContent-Type: application/json\r\n` +
  `Content-Length: ${refusal.length}\r\nConnection: ${connection}\r\n\r\n`;

const inputs: [string, () => MediaInput][] = [
  ["a file", sparse],
  ["a stream", () => endless().source],
];

describe.each(inputs)("R35 %s that is refused while it is still being sent", (_, input) => {
  it("is told why: the answer is read, the rest is not sent", async () => {
    let received = 0;
    const { server, upload } = await uploadServer({}, (request) => {
      request.on("data", (chunk: Buffer) => (received += chunk.length));
      request.once("data", () => request.socket.write(head("close") + refusal));
    });
    const error = await failureOf(upload.file(input(), { session }));
    expect(error).toMatchObject({ code: "file-too-large", backendCode: 4002, status: 413, charged: false });
    expect(error.details["backendMessage"]).toBe("at most 500 MB");
    await server.untilIdle();
    expect(received).toBeLessThan(size);
    expect(server.requests).toHaveLength(1);
  });

  it("is told why by a server that reads no more, and keeps the connection", async () => {
    const { server, upload } = await uploadServer({}, (request) => {
      request.pause();
      request.socket.write(head("keep-alive") + refusal);
    });
    expect((await failureOf(upload.file(input(), { session }))).code).toBe("file-too-large");
    // Our end is gone, though theirs, which does not listen, is still there.
    await expect.poll(() => openSocketsTo(server.url)).toBe(0);
    await server.untilIdle();
  });

  it("is told why by a server that closes its side behind the answer", async () => {
    const { server, upload } = await uploadServer({}, (request) => {
      request.resume();
      request.socket.end(head("close") + refusal);
    });
    expect((await failureOf(upload.file(input(), { session }))).code).toBe("file-too-large");
    await server.untilIdle();
  });
});

describe("R24 a source that is not needed any more", () => {
  it("is closed after an early answer", async () => {
    const { source, state } = endless();
    const { upload } = await uploadServer({}, (request) => {
      request.resume();
      request.socket.end(head("close") + refusal);
    });
    await failureOf(upload.file(source, { session }));
    await expect.poll(() => state.isClosed).toBe(true);
  });
});

describe("R24 an upload that is stopped in its middle", () => {
  it.each(["aborted", "closed"])("ends at once with %s", async (code) => {
    const { source, state } = endless();
    const clock = new ManualClock();
    let received = 0;
    const count = (request: NodeJS.ReadableStream) => {
      request.on("data", (chunk: Buffer) => (received += chunk.length));
    };
    const { server, transport, upload } = await uploadServer({}, count, clock);
    const controller = new AbortController();
    const failing = failureOf(upload.file(source, { session, signal: controller.signal }));
    await expect.poll(() => received).toBeGreaterThan(1024 * 1024);
    if (code === "aborted") controller.abort();
    else transport.close();
    expect((await failing).code).toBe(code);
    await expect.poll(() => state.isClosed).toBe(true);
    expect(clock.pending).toEqual([]);
    await server.untilIdle();
  });

  it("also while nobody takes the bytes", async () => {
    const { server, upload } = await uploadServer({}, (request) => void request.pause());
    const controller = new AbortController();
    const failing = failureOf(upload.file(sparse(), { session, signal: controller.signal }));
    await expect.poll(() => server.requests.length).toBe(1);
    controller.abort();
    expect((await failing).code).toBe("aborted");
    await server.untilIdle();
  });

  it("ends with a timeout when no byte is taken for long", async () => {
    const clock = new ManualClock();
    const { server, upload } = await uploadServer({}, (request) => void request.pause(), clock);
    const failing = failureOf(upload.file(sparse(), { session }));
    await expect.poll(() => server.requests.length).toBe(1);
    let last = -1;
    // Until the buffers between the two ends are full.
    await expect
      .poll(() => last === (last = Math.max(...clock.pending)) && last, { interval: 100 })
      .toBe(120_000);
    await clock.advance(120_000);
    expect((await failing).code).toBe("timeout");
    expect(clock.pending).toEqual([]);
    await server.untilIdle();
  });
});
