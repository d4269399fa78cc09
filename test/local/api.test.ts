import { readFile } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { serve, type ServeOptions } from "../../src/local/index.js";
import { isolateEnvironment } from "../support/isolated-environment.js";
import { loopbackServer } from "../support/loopback-server.js";
import { mp4Clip, sharedFolder } from "../support/clips.js";

const clips = sharedFolder();
let clip: string;
beforeAll(async () => {
  clip = await mp4Clip(join(clips, "clip.mp4"), 1);
});

const attribution = { "x-skill-source": "test", "x-skill-version": "1", "x-skill-platform": "test" };
const clientId = "6b1f0f0e-3c39-4a4c-9a6c-0a4a3a4e8d11";

interface Answer {
  status: number;
  headers: Headers;
  body: { code?: number; message?: string; data: Record<string, unknown> } & Record<string, unknown>;
}

/** The API as any program sees it, past our own client. */
async function start(options: ServeOptions = {}) {
  isolateEnvironment();
  const server = await serve(options);
  onTestFinished(() => server.close());
  const ask = async (
    method: string,
    path: string,
    init: RequestInit & { token?: string } = {},
  ): Promise<Answer> => {
    const { token, ...rest } = init;
    const headers = {
      ...attribution,
      ...(token && { authorization: `Bearer ${token}` }),
      ...(rest.headers as object),
    };
    const response = await fetch(server.url + path, { ...rest, method, headers });
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as Answer["body"],
    };
  };
  const post = (path: string, json: unknown, init: RequestInit & { token?: string } = {}) =>
    ask("POST", path, {
      ...init,
      body: JSON.stringify(json),
      headers: { "content-type": "application/json", ...(init.headers as object) },
    });
  const newToken = async (id: string = clientId) =>
    (await ask("POST", "/api/auth/anonymous-token", { headers: { "x-client-id": id } })).body.data[
      "token"
    ] as string;
  const newSession = async (token: string) =>
    (await post("/api/tasks/me/with-session/nemo_agent", { task_name: "project" }, { token })).body.data[
      "session_id"
    ] as string;
  return { url: server.url, ask, post, newToken, newSession };
}

describe("R61 every error code for its real cause", () => {
  it("400 for a token request without a client id", async () => {
    const { ask } = await start();
    const answer = await ask("POST", "/api/auth/anonymous-token");
    expect(answer).toMatchObject({ status: 400, body: { code: 400 } });
  });

  it("429 for a second token of one client, where limits are on, and says for how long", async () => {
    const { ask, newToken } = await start({ limits: true });
    expect(await newToken()).toMatch(/^nmv_usr_/);
    const again = await ask("POST", "/api/auth/anonymous-token", { headers: { "x-client-id": clientId } });
    expect(again).toMatchObject({ status: 429, body: { code: 429 } });
    expect(Number(again.headers.get("retry-after"))).toBeGreaterThan(604_000);
  });

  it("429 for the eleventh token of one address", async () => {
    const { ask, newToken } = await start({ limits: true });
    for (let client = 10; client < 20; client += 1) await newToken(clientId.replace(/..$/, String(client)));
    const answer = await ask("POST", "/api/auth/anonymous-token", { headers: { "x-client-id": clientId } });
    expect(answer.status).toBe(429);
  });

  it.each([undefined, "nmv_usr_made_up"])("1001 for the bearer %s", async (token) => {
    const { ask } = await start();
    expect(await ask("GET", "/api/credits/balance/simple", { token })).toMatchObject({
      status: 401,
      body: { code: 1001 },
    });
  });

  it("1002 for another account's session: it is as if there were none", async () => {
    const { ask, newToken, newSession } = await start();
    const session = await newSession(await newToken());
    const answer = await ask("GET", `/api/state/nemo_agent/me/${session}/latest`, {
      token: await newToken(),
    });
    expect(answer).toMatchObject({ status: 404, body: { code: 1002 } });
  });

  it("402 for a render without attribution", async () => {
    const { url, newToken, newSession } = await start();
    const token = await newToken();
    const sessionId = await newSession(token);
    const body = JSON.stringify({
      id: "render_1",
      sessionId,
      draft: {},
      output: { format: "mp4", quality: "high" },
    });
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const response = await fetch(`${url}/api/render/proxy/lambda`, { method: "POST", headers, body });
    expect(response.status).toBe(402);
    expect(await response.json()).toMatchObject({ code: 402 });
  });

  it("400 for a body that is no JSON, and for one that lacks a key, which it names", async () => {
    const { ask, post, newToken } = await start();
    const token = await newToken();
    const broken = await ask("POST", "/run_sse", {
      token,
      body: "{",
      headers: { "content-type": "application/json" },
    });
    expect(broken).toMatchObject({ status: 400, body: { code: 400 } });
    const lacking = await post(
      "/run_sse",
      { app_name: "nemo_agent", user_id: "me", session_id: "x" },
      { token },
    );
    expect(lacking.body).toMatchObject({
      code: 400,
      message: expect.stringContaining("new_message") as string,
    });
  });

  it("4001 for a file: URL and for addresses of internal networks", async () => {
    const inner = await loopbackServer((_request, response) => response.end("secret"));
    const { post, newToken, newSession } = await start();
    const token = await newToken();
    const path = `/api/upload-video/nemo_agent/me/${await newSession(token)}`;
    const local = inner.url.replace("127.0.0.1", "localhost");
    const urls = [
      pathToFileURL(clip).href,
      inner.url,
      local,
      "http://169.254.169.254/latest",
      "http://[::1]:1/",
      "ftp://a.b/c",
    ];
    for (const url of urls) {
      const answer = await post(path, { urls: [url], source_type: "url" }, { token });
      expect(answer, url).toMatchObject({ status: 415, body: { code: 4001 } });
    }
    expect(inner.requests).toEqual([]);
  });

  it("404 for what there is not", async () => {
    const { ask } = await start();
    expect((await ask("GET", "/api/nothing")).status).toBe(404);
  });
});

describe("R61 the server on a port", () => {
  it("answers to its own names only, whatever a web page resolves to this machine", async () => {
    const { url } = await start();
    const statusFor = (host: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const request = httpRequest(
          `${url}/api/credits/balance/simple`,
          { headers: { host } },
          (response) => {
            response.resume();
            resolve(response.statusCode);
          },
        );
        request.on("error", reject).end();
      });
    expect(await statusFor("attacker.example")).toBe(421);
    expect(await statusFor("localhost:1")).toBe(401);
  });

  it("lets no web page read its answers", async () => {
    const { ask, newToken } = await start();
    const answer = await ask("GET", "/api/credits/balance/simple", {
      token: await newToken(),
      headers: { origin: "https://evil.example" },
    });
    expect(answer.headers.get("access-control-allow-origin")).toBeNull();
  });

  it("says when its port is taken", async () => {
    const { url } = await start();
    await expect(serve({ port: Number(new URL(url).port) })).rejects.toMatchObject({
      code: "invalid-request",
    });
  });
});

describe("R61 signed links", () => {
  async function rendered(options: ServeOptions = {}) {
    const api = await start(options);
    const token = await api.newToken();
    const session = await api.newSession(token);
    const form = new FormData();
    form.append("files", new Blob([await readFile(clip)]), "clip.mp4");
    const stored = await api.ask("POST", `/api/upload-video/nemo_agent/me/${session}`, { token, body: form });
    const [{ id: media }] = stored.body.data["files"] as [{ id: string }];
    const draft = { t: [{ tt: 0, sg: [{ media }], m: { spec: {} } }] };
    await api.post(
      "/api/render/proxy/lambda",
      { id: "render_1", sessionId: session, draft, output: { format: "mp4" } },
      { token },
    );
    for (;;) {
      const { body } = await api.ask("GET", "/api/render/proxy/lambda/render_1", { token });
      const status = body["status"];
      if (status === "completed") return { ...api, token, link: (body["output"] as { url: string }).url };
      if (status === "failed") throw new Error(JSON.stringify(body));
    }
  }

  it("give the file without a token, whole or in part", async () => {
    const { link } = await rendered();
    const whole = Buffer.from(await (await fetch(link)).arrayBuffer());
    expect(whole.toString("latin1", 4, 8)).toBe("ftyp");
    const part = await fetch(link, { headers: { range: "bytes=4-7" } });
    expect(part.status).toBe(206);
    expect(part.headers.get("content-range")).toBe(`bytes 4-7/${whole.length}`);
    expect(await part.text()).toBe("ftyp");
    const beyond = await fetch(link, { headers: { range: `bytes=${whole.length}-` } });
    expect(beyond.status).toBe(416);
    const other = await fetch(link, { headers: { range: "bytes=4-7", "if-range": '"another"' } });
    expect(other.status).toBe(200);
    await other.body?.cancel();
  });

  it("cannot be changed", async () => {
    const { link } = await rendered();
    const later = link.replace(/expires=(\d+)/, (_all, expires: string) => `expires=${Number(expires) + 1}`);
    const forged = link.replace(/signature=.{3}/, "signature=aaa");
    for (const url of [later, forged, link.replace(/\?.*/, "")]) expect((await fetch(url)).status).toBe(403);
  });

  it("expire, while the download by token goes on working", async () => {
    const { link, url, token } = await rendered({ linkLifetimeMs: 0 });
    expect((await fetch(link)).status).toBe(403);
    const download = `${url}/api/render/proxy/render_1/download`;
    const response = await fetch(download, { headers: { authorization: `Bearer ${token}` } });
    expect(response.status).toBe(200);
    await response.body?.cancel();
    expect((await fetch(download)).status).toBe(401);
  });
});
