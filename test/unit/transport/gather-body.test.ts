import type { ServerResponse } from "node:http";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { gatherBody } from "../../../src/transport/gather-body.js";
import { createNodeFetch } from "../../../src/transport/node-fetch.js";
import { loopbackServer } from "../../support/loopback-server.js";

function ownFetch(): typeof fetch {
  const opened = createNodeFetch();
  onTestFinished(() => opened.close());
  return opened.fetch;
}

const ways: [string, () => typeof fetch][] = [
  ["our own fetch", ownFetch],
  ["a given fetch", () => globalThis.fetch],
];

async function open(way: () => typeof fetch, begin: (response: ServerResponse) => void) {
  let answer!: ServerResponse;
  const server = await loopbackServer((_, response) => {
    answer = response;
    begin(response);
  });
  const controller = new AbortController();
  const response = await way()(server.url, { signal: controller.signal });
  return { server, controller, response, answer };
}

const sizeOf = (chunks: Uint8Array[]) => chunks.reduce((sum, { byteLength }) => sum + byteLength, 0);

describe.each(ways)("R28 a body gathered, by %s", (_, way) => {
  it("comes whole and in order, in batches of enough bytes but for the last", async () => {
    const film = Buffer.from(Array.from({ length: 700_001 }, (__, index) => index % 251));
    const { response } = await open(way, (answer) => answer.end(film));
    const batches: Uint8Array[][] = [];
    for await (const batch of gatherBody(response, 100_000)) {
      batches.push(batch);
      // Slower than the connection, which has to wait then.
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    expect(Buffer.concat(batches.flat()).equals(film)).toBe(true);
    expect(batches.slice(0, -1).every((batch) => sizeOf(batch) >= 100_000)).toBe(true);
  });

  it("gives what came before a cut, then fails", async () => {
    const { response, answer } = await open(way, (begun) => {
      begun.writeHead(200, { "content-length": "10" });
      begun.write("abc");
    });
    const gathered = gatherBody(response, 100);
    setTimeout(() => answer.socket?.destroy(), 20);
    const first = await gathered.next();
    expect(Buffer.concat(first.value as Uint8Array[]).toString()).toBe("abc");
    await expect(gathered.next()).rejects.toThrow();
  });

  it("gives what a slow connection brings though it is not enough", async () => {
    const { response, answer } = await open(way, (begun) => void begun.write("abc"));
    const gathered = gatherBody(response, 1_000_000);
    const pending = gathered.next();
    const now = performance.now();
    vi.spyOn(performance, "now").mockReturnValue(now + 5000);
    answer.write("def");
    expect(sizeOf((await pending).value as Uint8Array[])).toBeGreaterThan(0);
    await gathered.return();
  });
});

describe("R28 a body gathered, by our own fetch", () => {
  it("fails at once where the connection has ended before anybody reads", async () => {
    const { server, controller, response } = await open(ownFetch, (begun) => void begun.write("abc"));
    controller.abort();
    await server.untilIdle();
    await expect(gatherBody(response, 100).next()).rejects.toThrow();
  });

  it("closes the connection when it is left in the middle", async () => {
    const { server, response } = await open(ownFetch, (begun) => void begun.write(Buffer.alloc(1000)));
    for await (const batch of gatherBody(response, 100)) {
      expect(sizeOf(batch)).toBeGreaterThan(0);
      break;
    }
    await server.untilIdle();
  });
});
