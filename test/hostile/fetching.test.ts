import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { readFile } from "node:fs/promises";
import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { createToolbox } from "../../src/agents/tools.js";
import type * as addresses from "../../src/addresses/is-internal-address.js";
import { serve } from "../../src/local/index.js";
import { NemoConverter } from "../../src/nemo-converter.js";
import type { NemoConverterOptions } from "../../src/options/index.js";
import { mp4Clip, sharedFolder } from "../support/clips.js";
import { inProcess } from "../support/converters.js";
import { failureOf } from "../support/failure-of.js";
import { isolateEnvironment } from "../support/isolated-environment.js";
import { loopbackServer } from "../support/loopback-server.js";
import { temporaryFolder } from "../support/temporary-folder.js";

type Addresses = typeof addresses;

// There is no internet here: this loopback address plays it, every other one is what it is.
const publicAddress = "127.0.0.2";
vi.mock("../../src/addresses/is-internal-address.js", async (original) => {
  const { isInternalAddress } = await original<Addresses>();
  return { isInternalAddress: (address: string) => address !== "127.0.0.2" && isInternalAddress(address) };
});

const clips = sharedFolder();
let film: Buffer;
beforeAll(async () => {
  film = await readFile(await mp4Clip(join(clips, "film.mp4"), 1, "160x120"));
});

const answer: RequestListener = (_request, response) => {
  response.writeHead(200, { "content-length": film.length }).end(film);
};

/** A server of the internal network, which must not be asked for anything. */
const secretServer = () => loopbackServer(answer);

/** A server of the internet. */
async function site(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, publicAddress, resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://${publicAddress}:${(server.address() as AddressInfo).port}`;
}

async function onPort(more: NemoConverterOptions = {}): Promise<NemoConverter> {
  isolateEnvironment();
  const server = await serve();
  const nemo = new NemoConverter({
    baseUrl: server.url,
    configDir: temporaryFolder(),
    timing: { renderPollMs: 50 },
    ...more,
  });
  onTestFinished(async () => {
    await nemo.close();
    await server.close();
  });
  return nemo;
}

const works: [string, (nemo: NemoConverter, url: string) => Promise<unknown>][] = [
  ["probe", (nemo, url) => nemo.probe(url)],
  ["check", (nemo, url) => nemo.check(url)],
  ["plan", (nemo, url) => nemo.plan(url)],
  ["convert", (nemo, url) => nemo.convert(url, { output: join(temporaryFolder(), "out.mp4") })],
  ["upload", (nemo, url) => nemo.upload.urls([url])],
];
const backends: [string, (more?: NemoConverterOptions) => Promise<NemoConverter>][] = [
  ["in process", (more) => Promise.resolve(inProcess({}, more))],
  ["on a port", onPort],
];
const leftBehind = () => readdirSync(tmpdir()).filter((name) => /^nemo-converter-[0-9a-f]{8}-/.test(name));

describe.each(backends)("issue 7 the URL of a stranger, %s", (_where, connect) => {
  describe.each(works)("%s", (_work, work) => {
    it("fetches from a public address, and follows it to another", async () => {
      const target = await site(answer);
      const first = await site((_request, response) => {
        response.writeHead(302, { location: `${target}/b.mp4` }).end();
      });
      await work(await connect(), `${first}/a.mp4`);
    });

    it("asks nothing of an internal address, however it is spelled", async () => {
      const secret = await secretServer();
      const { port } = new URL(secret.url);
      const before = leftBehind();
      const nemo = await connect();
      for (const host of ["127.0.0.1", "2130706433", "[::ffff:7f00:1]", "localhost", "films.localhost."]) {
        const failure = await failureOf(work(nemo, `http://${host}:${port}/a.mp4`));
        expect(failure.code, host).toBe("unsupported-file");
        expect(failure.message, host).toContain("internal network");
      }
      const failure = await failureOf(work(nemo, `http://films.example:80@127.0.0.1:${port}/a.mp4`));
      expect(["unsupported-file", "invalid-request"]).toContain(failure.code);
      expect(failure.message).not.toContain("films.example");
      expect(secret.requests).toEqual([]);
      expect(leftBehind()).toEqual(before);
    });

    it("is not led into the internal network, nor to a file", async () => {
      const secret = await secretServer();
      const nemo = await connect();
      for (const location of [`${secret.url}/a.mp4`, "file:///etc/passwd", "ftp://127.0.0.1/a.mp4"]) {
        const url = await site((_request, response) => response.writeHead(302, { location }).end());
        const failure = await failureOf(work(nemo, `${url}/a.mp4`));
        expect(["unsupported-file", "malformed-response"], location).toContain(failure.code);
      }
      expect(secret.requests).toEqual([]);
    });
  });
});

describe("issue 7 internal addresses", () => {
  it("are fetched from where that is allowed", async () => {
    const secret = await secretServer();
    const url = `${secret.url}/a.mp4`;
    expect((await inProcess({ allowPrivateAddresses: true }).probe(url)).video).toHaveLength(1);
    const nemo = await onPort({ allowPrivateAddresses: true });
    expect((await nemo.probe(url)).video).toHaveLength(1);
    expect(secret.requests).toHaveLength(2);
  });

  it("are refused to a fetch that was given, too, and before it is called", async () => {
    const asked: string[] = [];
    const given: typeof fetch = (input, init) => {
      asked.push(new Request(input, init).url);
      return fetch(input, init);
    };
    const secret = await secretServer();
    const nemo = await onPort({ fetch: given });
    const url = `http://localhost:${new URL(secret.url).port}/a.mp4`;
    expect((await failureOf(nemo.probe(url))).code).toBe("unsupported-file");
    expect(asked.filter((each) => each.includes("/a.mp4"))).toEqual([]);
    const target = await site(answer);
    expect((await nemo.probe(`${target}/a.mp4`)).video).toHaveLength(1);
    expect(asked).toContain(`${target}/a.mp4`);
  });

  it("are refused to agents that may use URLs", async () => {
    const secret = await secretServer();
    const folder = temporaryFolder();
    const box = createToolbox(inProcess(), { allowedFolders: [folder], allowUrls: true, stateFolder: false });
    onTestFinished(() => box.close());
    for (const tool of ["probe", "check", "plan"]) {
      const { isError, text } = await box.execute(tool, { input: `${secret.url}/a.mp4` });
      expect([isError, text], tool).toEqual([true, expect.stringContaining("internal network")]);
    }
    expect(secret.requests).toEqual([]);
  });

  it("of the backend itself, which was chosen, are asked, but what it redirects to is not", async () => {
    isolateEnvironment();
    const secret = await secretServer();
    const backend = await loopbackServer((request, response) => {
      if (request.url === "/away.mp4") response.writeHead(302, { location: `${secret.url}/a.mp4` }).end();
      else answer(request, response);
    });
    const nemo = new NemoConverter({ baseUrl: backend.url, token: "own", configDir: temporaryFolder() });
    onTestFinished(() => nemo.close());
    expect((await nemo.probe(`${backend.url}/film.mp4`)).video).toHaveLength(1);
    expect((await failureOf(nemo.probe(`${backend.url}/away.mp4`))).code).toBe("unsupported-file");
    expect(secret.requests).toEqual([]);
  });
});

describe("issue 7 what an address ends in", () => {
  it.each(["a%2F..%2F..%2Fsecret.mp4", "%zz.mp4", "..%5C..%5Csecret.mp4", "%00.mp4"])(
    "%s is a name and no path",
    async (name) => {
      const folder = temporaryFolder();
      const url = `${await site(answer)}/${name}`;
      const nemo = inProcess();
      const [stored] = await nemo.upload.urls([url]);
      expect(stored!.name).not.toMatch(/[/\\\0]/);
      await nemo.convert(url, { output: join(folder, "out.mp4") });
      expect(readdirSync(folder)).toEqual(["out.mp4"]);
    },
  );
});

describe("R39 an address from which nothing comes", () => {
  const convert = (url: string) =>
    failureOf(inProcess().convert(url, { output: join(temporaryFolder(), "out.mp4") }));

  it("that cannot be reached is no kind of file, and may be tried again", async () => {
    const failure = await convert(`http://${publicAddress}:1/a.mp4`);
    expect(failure).toMatchObject({ code: "backend-error", status: 502, isRetryable: true });
    expect(failure.message).toContain(
      `with HTTP 502. The backend said: http://${publicAddress}:1 could not be`,
    );
  });

  it.each([
    [404, "unsupported-file", false],
    [503, "backend-error", true],
  ] as const)("that answers with %s is told as it is", async (status, code, isRetryable) => {
    const url = await site((_request, response) => response.writeHead(status).end());
    const failure = await convert(`${url}/a.mp4`);
    expect(failure).toMatchObject({ code, isRetryable });
    expect(failure.message).toContain(`${url} answered with HTTP ${status}.`);
  });
});
