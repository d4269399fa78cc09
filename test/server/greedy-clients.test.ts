import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { HttpServer, httpLimits, type HttpLimits } from "../../src/local/http-server.js";
import { localApi } from "../support/local-api.js";
import { rawConnection, rawRequest } from "../support/raw-request.js";

const mebibyte = 1024 * 1024;

async function served(limits: Partial<HttpLimits>): Promise<string> {
  const server = new HttpServer(async (request) => new Response(await request.text()), {
    ...httpLimits,
    ...limits,
  });
  onTestFinished(() => server.close());
  return `http://127.0.0.1:${await server.listen(0, "127.0.0.1")}`;
}

describe("R61 slow loris: clients that never come to an end", () => {
  it("a head that never ends is cut off", async () => {
    const url = await served({ headMs: 200 });
    const { socket, answer } = rawConnection(url);
    socket.write("GET / HTTP/1.1\r\nHost: localhost\r\n");
    const dripping = setInterval(() => socket.write("X-Slow: 1\r\n"), 50);
    onTestFinished(() => clearInterval(dripping));
    expect((await answer).status).toBe(408);
  });

  it("a body that brings nothing any more is cut off", async () => {
    const url = await served({ bodyIdleMs: 200 });
    const { socket, answer } = rawConnection(url);
    socket.write("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf of it");
    expect((await answer).status).toBeUndefined();
  });

  it("a body that comes slowly, but comes, may take longer than either limit", async () => {
    const url = await served({ headMs: 300, bodyIdleMs: 2000 });
    const { socket, answer } = rawConnection(url);
    socket.write("POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 10\r\n\r\n");
    for (let sent = 0; sent < 10; sent += 1) {
      await pause(80);
      socket.write("a");
    }
    expect(await answer).toMatchObject({
      status: 200,
      body: expect.stringContaining("aaaaaaaaaa") as string,
    });
  });

  it("a request without a body, and an answer that takes long, are not cut off by it", async () => {
    const server = new HttpServer(
      async (request) => {
        await request.text();
        await pause(400);
        return new Response("late");
      },
      { ...httpLimits, bodyIdleMs: 100 },
    );
    onTestFinished(() => server.close());
    const url = `http://127.0.0.1:${await server.listen(0, "127.0.0.1")}`;
    expect(await (await fetch(url)).text()).toBe("late");
    expect(await (await fetch(url, { method: "POST", body: "all of it" })).text()).toBe("late");
  });

  it("connections beyond the limit are closed, and the others are served", async () => {
    const url = await served({ connections: 2 });
    const held = [rawConnection(url), rawConnection(url)];
    for (const { socket } of held) socket.write("GET / HTTP/1.1\r\n");
    // The server has seen both when it has closed a third one.
    expect((await rawRequest(url, ["GET / HTTP/1.1", "Host: localhost"])).status).toBeUndefined();
    held[0]!.socket.write("Host: localhost\r\nConnection: close\r\n\r\n");
    expect((await held[0]!.answer).status).toBe(200);
    held[1]!.socket.destroy();
  });
});

describe("R61 requests beyond reason", () => {
  it.each([
    "/api/auth/claim-token",
    "/api/tasks/me/with-session/nemo_agent",
    "/run_sse",
    "/api/render/proxy/lambda",
  ])("413 for a body of 17 MiB to %s, in the form of the API", async (path) => {
    const { post, newToken } = await localApi();
    const body = JSON.stringify({ task_name: "a".repeat(17 * mebibyte) });
    const answer = await post(path, body, await newToken());
    expect(answer).toMatchObject({ status: 413, body: { code: 413, data: null } });
  });

  it("413 for a list of addresses of 17 MiB in the place of an upload", async () => {
    const { post, newToken, newSession } = await localApi();
    const token = await newToken();
    const path = `/api/upload-video/nemo_agent/me/${await newSession(token)}`;
    const answer = await post(path, { urls: ["a".repeat(17 * mebibyte)], source_type: "url" }, token);
    expect(answer).toMatchObject({ status: 413, body: { code: 413 } });
  });

  it("a body without end is not read to the end", async () => {
    const { url, newToken } = await localApi();
    const token = await newToken();
    const { socket, answer } = rawConnection(url);
    socket.write(
      `POST /run_sse HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\nTransfer-Encoding: chunked\r\n\r\n`,
    );
    const piece = `100000\r\n${"a".repeat(mebibyte)}\r\n`;
    let sent = 0;
    const more = () => {
      // Were all of it taken, this would never end.
      while (!socket.destroyed && socket.write(piece)) sent += 1;
      sent += 1;
    };
    socket.on("drain", more);
    more();
    expect((await answer).status).toBe(413);
    expect(sent).toBeLessThan(512);
  });

  it("nothing of a body is read for a bearer that is wrong", async () => {
    const { post } = await localApi();
    expect(await post("/run_sse", "{", "nmv_usr_wrong")).toMatchObject({ status: 401, body: { code: 1001 } });
  });

  it.each([
    ["a head of 100 kB", ["GET / HTTP/1.1", "Host: localhost", `X-Long: ${"a".repeat(100_000)}`]],
    ["an address of 100 kB", [`GET /${"a".repeat(100_000)} HTTP/1.1`, "Host: localhost"]],
    ["10,000 headers", ["GET / HTTP/1.1", "Host: localhost", ...Array<string>(10_000).fill("X-A: b")]],
  ])("431 for %s", async (_what, lines) => {
    const { url } = await localApi();
    expect((await rawRequest(url, lines)).status).toBe(431);
  });

  it.each([
    ["a method nobody knows", ["BREW /api/credits/balance/simple HTTP/1.1", "Host: localhost"], 400],
    [
      "two lengths",
      ["POST /run_sse HTTP/1.1", "Host: localhost", "Content-Length: 1", "Content-Length: 2"],
      400,
    ],
    [
      "a length and chunks",
      ["POST /run_sse HTTP/1.1", "Host: localhost", "Content-Length: 5", "Transfer-Encoding: chunked"],
      400,
    ],
    ["a header with a line break in it", ["GET / HTTP/1.1", "Host: localhost", "X-A: b\nX-B: c\r d"], 400],
  ])("400 for %s", async (_what, lines, status) => {
    const { url } = await localApi();
    expect((await rawRequest(url, lines)).status).toBe(status);
  });

  it("404 for known paths by other methods", async () => {
    const { ask, newToken } = await localApi();
    const token = await newToken();
    for (const method of ["PUT", "PATCH", "DELETE", "OPTIONS"]) {
      const answer = await ask(method, "/api/credits/balance/simple", { token });
      expect(answer, method).toMatchObject({ status: 404, body: { code: 404 } });
    }
  });

  it("a message longer than 100,000 characters is refused", async () => {
    const { say, newToken, newSession } = await localApi();
    const token = await newToken();
    const answer = await say(token, await newSession(token), "a".repeat(100_001));
    expect(answer).toMatchObject({ status: 400, body: { code: 400 } });
  });

  it("JSON of any depth is answered, and the server goes on", async () => {
    const { post, newToken, newSession } = await localApi();
    const token = await newToken();
    const session = await newSession(token);
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    const spec = `{"a":`.repeat(100_000) + "1" + "}".repeat(100_000);
    for (const m of [deep, spec, `{"spec":${deep}}`, `{"spec":${spec}}`, `{"variants":${spec}}`]) {
      const draft = `{"t":[{"tt":0,"sg":[],"m":${m}}]}`;
      const body = `{"id":"render_1","sessionId":"${session}","draft":${draft},"output":{"format":"mp4"}}`;
      const answer = await post("/api/render/proxy/lambda", body, token);
      expect(answer.status).toBe(400);
      expect(answer.body.code).toBe(400);
    }
  });
});
