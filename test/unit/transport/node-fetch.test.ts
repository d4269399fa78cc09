import { getEventListeners } from "node:events";
import { describe, expect, it, onTestFinished } from "vitest";
import { createNodeFetch } from "../../../src/transport/node-fetch.js";
import { bodyOf, loopbackServer, sendJson } from "../../support/loopback-server.js";

function open() {
  const opened = createNodeFetch();
  onTestFinished(() => opened.close());
  return opened.fetch;
}

describe("R17 our own fetch", () => {
  it("sends method, headers and body as given, with their length, and asks for no compression", async () => {
    let body = "";
    const server = await loopbackServer((request, response) => {
      void bodyOf(request).then((bytes) => {
        body = bytes.toString();
        sendJson(response, { ok: true }, 201);
      });
    });
    const init = {
      method: "POST",
      headers: { "x-a": "1", "content-type": "application/json" },
      body: '{"a":"积"}',
    };
    const response = await open()(`${server.url}/x?y=1`, init);
    expect([response.status, await response.json()]).toEqual([201, { ok: true }]);
    expect(body).toBe('{"a":"积"}');
    expect(server.requests[0]!.name).toBe("POST /x?y=1");
    expect(server.requests[0]!.headers).toMatchObject({
      "x-a": "1",
      "content-length": "11",
      "accept-encoding": "identity",
    });
    expect(server.requests[0]!.headers).not.toHaveProperty("transfer-encoding");
  });

  it("follows no redirect and gives repeated headers", async () => {
    const server = await loopbackServer((_, response) => {
      response.writeHead(302, { location: "/other", "set-cookie": ["a=1", "b=2"] });
      response.end();
    });
    const response = await open()(server.url);
    expect(response.status).toBe(302);
    expect(response.headers.get("location")).toBe("/other");
    expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    ["its length", "content-length: 5\r\n\r\nhello and more"],
    ["its last chunk", "transfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\nand more"],
  ])("does not take an answer that goes on behind %s for an empty one", async (_, rest) => {
    const server = await loopbackServer((_request, response) => {
      response.socket?.write(`HTTP/1.1 200 OK\r\n${rest}`);
    });
    for (const method of ["GET", "POST"]) {
      const reading = open()(server.url, { method }).then((response) => response.text());
      await expect(reading).rejects.toThrow(/Parse Error/);
    }
  });

  it.each([204, 205, 304])("gives no body for HTTP %i", async (status) => {
    const server = await loopbackServer((_, response) => void response.writeHead(status).end());
    const response = await open()(server.url);
    expect([response.status, response.body]).toEqual([status, null]);
  });

  it.each([600, 999])("fails, and the process lives on, for the impossible status %i", async (status) => {
    const server = await loopbackServer((request) => {
      request.socket.end(`HTTP/1.1 ${status} Odd\r\nContent-Length: 2\r\n\r\nno`);
    });
    await expect(open()(server.url)).rejects.toThrow(/status/);
    await server.untilIdle();
  });

  it.each<[string, (response: Response) => Promise<unknown>]>([
    ["json()", (response) => response.json()],
    ["text()", async (response) => JSON.parse(await response.text()) as unknown],
    [
      "arrayBuffer()",
      async (response) => JSON.parse(new TextDecoder().decode(await response.arrayBuffer())) as unknown,
    ],
    ["blob()", async (response) => JSON.parse(await (await response.blob()).text()) as unknown],
    ["clone()", (response) => response.clone().json()],
    ["body", (response) => new Response(response.body).json()],
  ])("can be read by %s, once", async (name, read) => {
    const server = await loopbackServer((_, response) => sendJson(response, { ok: "积" }, 202));
    const response = await open()(server.url);
    expect([response.ok, response.status, response.bodyUsed]).toEqual([true, 202, false]);
    expect(await read(response)).toEqual({ ok: "积" });
    const isRead = name !== "clone()";
    expect(response.bodyUsed).toBe(isRead);
    await (isRead ? expect(response.text()).rejects.toThrow() : response.text());
  });

  it("has no body where the status or the length says so", async () => {
    const server = await loopbackServer((request, response) => {
      response.writeHead(request.url === "/204" ? 204 : 200, { "content-length": 0 }).end();
    });
    for (const path of ["/204", "/empty"]) {
      const response = await open()(server.url + path);
      expect([response.body, await response.text()]).toEqual([null, ""]);
    }
  });

  it("reads only as much as it is asked for", async () => {
    let sent = 0;
    const chunk = Buffer.alloc(1024 * 1024);
    const server = await loopbackServer((_, response) => {
      const more = (): void => {
        while (sent < 200 && response.write(chunk)) sent += 1;
        sent += 1;
      };
      response.on("drain", more);
      more();
    });
    const response = await open()(server.url);
    const reader = response.body!.getReader();
    await reader.read();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(sent).toBeLessThan(50);
    await reader.cancel();
  });
});

describe("R21 R28 our own fetch, cut", () => {
  it("fails for a body shorter than announced", async () => {
    const server = await loopbackServer((_, response) => {
      response.writeHead(200, { "content-length": "10" });
      response.write("abc", () => response.socket?.destroy());
    });
    const response = await open()(server.url);
    await expect(response.text()).rejects.toThrow();
  });

  it("fails for a chunked body without its end", async () => {
    const server = await loopbackServer((_, response) => {
      response.writeHead(200);
      response.write("abc", () => response.socket?.destroy());
    });
    const response = await open()(server.url);
    await expect(response.text()).rejects.toThrow();
  });

  it("fails with the system's code where nobody listens", async () => {
    await expect(open()("http://127.0.0.1:1/")).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });

  it("leaves no listener on a signal, however the exchange ends", async () => {
    const server = await loopbackServer((request, response) => {
      if (request.url === "/well") response.end("well");
      else response.socket?.destroy();
    });
    const { signal } = new AbortController();
    const fetch = open();
    expect(await (await fetch(`${server.url}/well`, { method: "POST", signal })).text()).toBe("well");
    await expect(fetch(`${server.url}/cut`, { method: "POST", signal })).rejects.toThrow();
    // Those of \`new Request\`, which hang on it by weak references only, are the platform's own.
    const listeners = () => getEventListeners(signal, "abort").filter(({ name }) => name === "onAbort");
    await expect.poll(() => listeners().length).toBe(0);
  });

  it("sends nothing for a signal that is aborted already", async () => {
    const server = await loopbackServer((_, response) => void response.end());
    await expect(open()(server.url, { signal: AbortSignal.abort() })).rejects.toThrow();
    expect(server.requests).toEqual([]);
  });

  it("ends at once when its signal aborts, before and within the answer", async () => {
    const server = await loopbackServer((request, response) => {
      if (request.url === "/within") response.writeHead(200).write("abc");
    });
    for (const path of ["/before", "/within"]) {
      const controller = new AbortController();
      const answer = open()(server.url + path, { signal: controller.signal });
      if (path === "/within") {
        const response = await answer;
        controller.abort();
        await expect(response.text()).rejects.toThrow();
      } else {
        controller.abort();
        await expect(answer).rejects.toThrow();
      }
      await server.untilIdle();
    }
  });
});
