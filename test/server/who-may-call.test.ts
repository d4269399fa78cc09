import { networkInterfaces } from "node:os";
import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { localApi } from "../support/local-api.js";
import { rawRequest } from "../support/raw-request.js";

const state = "/api/credits/balance/simple";
const tokenRequest = "/api/auth/anonymous-token";
const clientId = "X-Client-Id: 9b2f5c1e-7a64-4c1d-9f5e-2f5b4c6d7e8f";

describe("R61 the server is reached from this machine only", () => {
  it("listens at loopback and at no other address", async () => {
    const { url } = await localApi();
    const { hostname, port } = new URL(url);
    expect(hostname).toBe("127.0.0.1");
    const others = Object.values(networkInterfaces()).flatMap((addresses = []) =>
      addresses
        .filter(({ internal, family }) => !internal && family === "IPv4")
        .map(({ address }) => address),
    );
    // Another loopback address stands for an interface on a machine that has no network.
    for (const address of [...others, "127.0.0.2"]) {
      expect(await reaches(address, Number(port)), address).toBe(false);
    }
    expect(await reaches("127.0.0.1", Number(port))).toBe(true);
  });
});

describe("R61 DNS rebinding: the name of another host", () => {
  it.each([
    ["a host of the web", `GET ${state} HTTP/1.1`, ["Host: attacker.example"], 421],
    ["a name that begins like ours", `GET ${state} HTTP/1.1`, ["Host: localhost.attacker.example"], 421],
    ["a name that ends like ours", `GET ${state} HTTP/1.1`, ["Host: attacker-localhost"], 421],
    ["our name behind that of a user", `GET ${state} HTTP/1.1`, ["Host: localhost@attacker.example"], 400],
    ["our name before another one", `GET ${state} HTTP/1.1`, ["Host: localhost, attacker.example"], 400],
    ["our name with a dot behind it", `GET ${state} HTTP/1.1`, ["Host: localhost."], 421],
    ["our address as one number", `GET ${state} HTTP/1.1`, ["Host: 2130706433"], 421],
    ["a port that is none", `GET ${state} HTTP/1.1`, ["Host: localhost:80:attacker.example"], 400],
    ["an empty name", `GET ${state} HTTP/1.1`, ["Host: "], 400],
    ["no name", `GET ${state} HTTP/1.1`, [], 400],
    ["no name, in HTTP 1.0", `GET ${state} HTTP/1.0`, [], 400],
    [
      "our own name in the target, another in Host",
      `GET http://localhost${state} HTTP/1.1`,
      ["Host: attacker.example"],
      421,
    ],
    [
      "our own name in Host, another in the target",
      `GET http://attacker.example${state} HTTP/1.1`,
      ["Host: localhost"],
      421,
    ],
    ["a second Host", `GET ${state} HTTP/1.1`, ["Host: attacker.example", "Host: localhost"], 421],
    ["our name", `GET ${state} HTTP/1.1`, ["Host: localhost:1234"], 401],
    ["our name in capitals", `GET ${state} HTTP/1.1`, ["Host: LOCALHOST"], 401],
    ["our address", `GET ${state} HTTP/1.1`, ["Host: 127.0.0.1"], 401],
    ["our address of version 6", `GET ${state} HTTP/1.1`, ["Host: [::1]:1234"], 401],
    ["our name in both", `GET http://localhost${state} HTTP/1.1`, ["Host: localhost"], 401],
  ])("%s", async (_what, line, headers, status) => {
    const { url } = await localApi();
    expect((await rawRequest(url, [line, ...headers])).status).toBe(status);
  });

  it("is refused at another loopback address, too", async () => {
    const { url } = await localApi({ host: "127.0.0.2" });
    expect((await rawRequest(url, [`GET ${state} HTTP/1.1`, "Host: attacker.example"])).status).toBe(421);
    expect((await rawRequest(url, [`GET ${state} HTTP/1.1`, "Host: 127.0.0.2"])).status).toBe(401);
  });

  it("is said in the form of the API", async () => {
    const { url } = await localApi();
    const { body } = await rawRequest(url, [`GET ${state} HTTP/1.1`, "Host: attacker.example"]);
    expect(JSON.parse(body)).toMatchObject({ code: 421, data: null });
  });
});

describe("R61 cross-site requests: pages of the web", () => {
  it.each(["https://evil.example", "http://localhost:3000", "null", "http://127.0.0.1"])(
    "a page of %s gets no token",
    async (origin) => {
      const { url } = await localApi();
      const { status, body } = await rawRequest(url, [
        `POST ${tokenRequest} HTTP/1.1`,
        `Host: ${new URL(url).host}`,
        `Origin: ${origin}`,
        clientId,
        "Content-Length: 0",
      ]);
      expect(status).toBe(403);
      expect(body).not.toContain("nmv_");
    },
  );

  it("a page cannot post what needs no preflight: nothing is done without the bearer", async () => {
    const { ask } = await localApi();
    const headers = { "content-type": "text/plain" };
    const body = JSON.stringify({ task_name: "project" });
    const answer = await ask("POST", "/api/tasks/me/with-session/nemo_agent", { headers, body });
    expect(answer).toMatchObject({ status: 401, body: { code: 1001 } });
  });

  it("a preflight is refused, and no answer allows another origin anything", async () => {
    const { url, ask, newToken } = await localApi();
    const preflight = await rawRequest(url, [
      `OPTIONS ${state} HTTP/1.1`,
      `Host: ${new URL(url).host}`,
      "Origin: https://evil.example",
      "Access-Control-Request-Method: GET",
      "Access-Control-Request-Headers: authorization",
      "Access-Control-Request-Private-Network: true",
    ]);
    expect(preflight.status).toBe(403);
    const answer = await ask("GET", state, { token: await newToken() });
    expect(answer.status).toBe(200);
    for (const head of [preflight.head, ...answer.headers.keys()])
      expect(head.toLowerCase()).not.toContain("access-control-");
  });

  it("no answer is taken for anything else than what it says it is", async () => {
    const { ask } = await localApi();
    const { status, headers } = await ask("GET", "/<script>alert(1)</script>");
    expect(status).toBe(404);
    expect(headers.get("content-type")).toContain("application/json");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });
});

function reaches(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, host);
    const end = (isOpen: boolean) => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once("connect", () => end(true)).once("error", () => end(false));
  });
}
