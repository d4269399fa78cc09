import type { ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import { gatherBody } from "../../../src/transport/gather-body.js";
import { nodeFetchOfFile } from "../../../src/transport/node-fetch.js";
import { loopbackServer } from "../../support/loopback-server.js";

// A prime, so that no two buffers of a round size look alike.
const film = Buffer.from(Array.from({ length: 5_000_011 }, (_, index) => index % 251));

async function open(begin: (response: ServerResponse) => void) {
  const server = await loopbackServer((_, response) => begin(response));
  return { server, response: await nodeFetchOfFile(server.url) };
}

/** Every byte, as it was when its batch was given; and the memory that the batches lay in. */
async function gather(response: Response, pause?: () => Promise<void>) {
  const batches: Buffer[] = [];
  const memory = new Set<ArrayBufferLike>();
  for await (const batch of gatherBody(response, 2_000_000)) {
    await pause?.();
    for (const { buffer } of batch) memory.add(buffer);
    batches.push(Buffer.concat(batch));
  }
  return { whole: Buffer.concat(batches), memory };
}

const ways: [string, (response: ServerResponse) => void][] = [
  ["of a known length", (response) => response.end(film)],
  [
    "of a known length, its head alone",
    (response) => {
      response.writeHead(200, { "content-length": film.length }).flushHeaders();
      setTimeout(() => response.end(film), 20);
    },
  ],
  [
    "in chunks",
    (response) => {
      for (let at = 0; at < film.length; at += 70_001) response.write(film.subarray(at, at + 70_001));
      response.end();
    },
  ],
  [
    "that ends with its connection",
    (response) => {
      response.useChunkedEncodingByDefault = false;
      response.removeHeader("transfer-encoding");
      response.shouldKeepAlive = false;
      response.end(film);
    },
  ],
];

describe.each(ways)("R28 a file %s, read into memory that is used again", (_, begin) => {
  it("comes whole and in order", async () => {
    const { server, response } = await open(begin);
    const { whole } = await gather(response);
    expect(whole.equals(film)).toBe(true);
    await server.untilIdle();
  });

  it("is not written over while somebody works on it", async () => {
    const { response } = await open(begin);
    const { whole } = await gather(response, () => new Promise((resolve) => setTimeout(resolve, 10)));
    expect(whole.equals(film)).toBe(true);
  });

  it("can be read as any body", async () => {
    const { response } = await open(begin);
    expect(Buffer.from(await response.arrayBuffer()).equals(film)).toBe(true);
  });
});

describe("R28 memory that is used again", () => {
  it("is all that a file of a known length takes, but for its beginning", async () => {
    const { response } = await open((answer) => {
      answer.writeHead(200, { "content-length": film.length }).flushHeaders();
      setTimeout(() => answer.end(film), 20);
    });
    const { memory } = await gather(response);
    const large = [...memory].filter(({ byteLength }) => byteLength > 64 * 1024);
    expect(large).toHaveLength(2);
    expect(memory.size).toBeLessThan(5);
  });

  it("gives what came before a cut, then fails", async () => {
    const { server, response } = await open((answer) => {
      answer.writeHead(200, { "content-length": film.length });
      answer.write(film.subarray(0, 3_000_000), () => answer.socket?.end());
    });
    let bytes = 0;
    const reading = async () => {
      for await (const batch of gatherBody(response, 2_000_000)) bytes += Buffer.concat(batch).length;
    };
    await expect(reading()).rejects.toThrow();
    expect(bytes).toBe(3_000_000);
    await server.untilIdle();
  });

  it("closes the connection when it is left in the middle", async () => {
    const { server, response } = await open((answer) => {
      answer.writeHead(200, { "content-length": film.length * 2 });
      answer.write(film);
    });
    for await (const batch of gatherBody(response, 1000)) {
      expect(batch.length).toBeGreaterThan(0);
      break;
    }
    await server.untilIdle();
  });

  it("takes no more than the length that was said", async () => {
    const { server, response } = await open((answer) => {
      answer.socket?.write("HTTP/1.1 200 OK\r\ncontent-length: 4000000\r\n\r\n");
      setTimeout(() => answer.socket?.write(film), 20);
    });
    const { whole } = await gather(response);
    expect(whole.equals(film.subarray(0, 4_000_000))).toBe(true);
    await server.untilIdle();
  });
});
