import type { RequestListener } from "node:http";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type DownloadOptions, Render } from "../../../src/modules/index.js";
import type { Progress } from "../../../src/options/index.js";
import { failureOf } from "../../support/failure-of.js";
import { hurriedClock } from "../../support/hurried-clock.js";
import { loopbackServer } from "../../support/loopback-server.js";
import { temporaryFolder } from "../../support/temporary-folder.js";
import { testTransport } from "../../support/test-transport.js";

const film = Buffer.from(
  Array.from({ length: 3 * 1024 * 1024 }, (_, index) => (index * 31 + (index >> 8)) % 251),
);
const cutAt = 1_000_000;

interface Served {
  etag?: string;
  content?: Buffer;
  cutAt?: number;
  status?: number;
  headers?: Record<string, string | undefined>;
  /** Sent in place of the content. */
  body?: Buffer;
  /** Gives a part of whatever it has by now. */
  ignoresIfRange?: boolean;
}

/** Serves ranges as a good server does, but for what `serve` says of each request. */
async function prepare(serve: (count: number) => Served) {
  const listener: RequestListener = (request, response) => {
    const served = serve(server.requests.length);
    const { etag = '"v1"', content = film, cutAt: at, status, headers, body, ignoresIfRange } = served;
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
    const isPart = start > 0 && (ignoresIfRange || request.headers["if-range"] === etag);
    const bytes = body ?? content.subarray(isPart ? start : 0);
    const own = { "content-length": String(bytes.length), etag, "content-type": "video/mp4" };
    const range = { "content-range": `bytes ${start}-${content.length - 1}/${content.length}` };
    const all = Object.entries({ ...own, ...(isPart && range), ...headers }).filter(
      ([, value]) => value !== undefined,
    );
    response.writeHead(status ?? (isPart ? 206 : 200), Object.fromEntries(all) as Record<string, string>);
    if (at === undefined) response.end(bytes);
    else response.write(bytes.subarray(0, at), () => setTimeout(() => response.socket?.destroy(), 20));
  };
  const server = await loopbackServer(listener);
  const folder = temporaryFolder();
  const path = join(folder, "film.mp4");
  const render = new Render(testTransport({ baseUrl: server.url }, hurriedClock));
  const job = { id: "render_1", status: "completed", url: `${server.url}/film.mp4`, raw: {} };
  const download = (options: DownloadOptions = {}) => render.download(job, path, options);
  return { server, folder, path, download };
}

const rangesOf = ({ requests }: Awaited<ReturnType<typeof prepare>>["server"]) =>
  requests.map(({ headers }) => [headers.range, headers["if-range"]]);

describe("R28 a download that is cut", () => {
  it("ends where it has to begin again each time and never comes further", async () => {
    const served = { etag: 'W/"v1"', cutAt };
    // What arrives of the bytes before a cut is never quite the same.
    const { server, folder, download } = await prepare((count) =>
      count % 2 === 1 ? served : { ...served, cutAt: 0 },
    );
    expect(await failureOf(download())).toMatchObject({ code: "network" });
    expect(server.requests.length).toBeLessThan(10);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("ends where each attempt brings next to nothing", async () => {
    const { server, folder, download } = await prepare(() => ({ cutAt: 100 }));
    expect(await failureOf(download())).toMatchObject({ code: "network" });
    expect(server.requests.length).toBeLessThan(10);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("goes on as long as attempts bring something", async () => {
    const { server, path, download } = await prepare(() => ({ cutAt: 150_000 }));
    expect(await download()).toEqual({ path, bytes: film.length, resumed: true });
    expect(readFileSync(path).equals(film)).toBe(true);
    expect(server.requests.length).toBeGreaterThan(20);
  });

  it("goes on with a file whose length only the part tells", async () => {
    const { server, path, download } = await prepare((count) =>
      count === 1 ? { cutAt, headers: { "content-length": undefined } } : {},
    );
    expect(await download()).toEqual({ path, bytes: film.length, resumed: true });
    expect(readFileSync(path).equals(film)).toBe(true);
    expect(rangesOf(server)).toEqual([
      [undefined, undefined],
      [`bytes=${cutAt}-`, '"v1"'],
    ]);
  });

  it("checks the length also where the part does not tell it", async () => {
    const short = film.subarray(0, film.length - 10);
    const { path, download } = await prepare((count) => {
      if (count === 1) return { cutAt };
      const range = { "content-range": `bytes ${cutAt}-${short.length - 1}/*` };
      return count === 2 ? { content: short, headers: range } : {};
    });
    await download();
    expect(readFileSync(path).equals(film)).toBe(true);
  });

  it("goes on where it stopped, with the same version only", async () => {
    const { server, path, folder, download } = await prepare((count) => (count < 3 ? { cutAt } : {}));
    const progress: Progress[] = [];
    const result = await download({ onProgress: (each) => progress.push(each) });
    expect(result).toEqual({ path, bytes: film.length, resumed: true });
    expect(readFileSync(path).equals(film)).toBe(true);
    expect(rangesOf(server)).toEqual([
      [undefined, undefined],
      [`bytes=${cutAt}-`, '"v1"'],
      [`bytes=${2 * cutAt}-`, '"v1"'],
    ]);
    expect(server.requests.every(({ name }) => name === "GET /film.mp4")).toBe(true);
    const percents = progress.map(({ percent }) => percent!);
    expect(percents).toEqual([...percents].sort((a, b) => a - b));
    expect(percents.at(-1)).toBe(100);
    expect(readdirSync(folder)).toEqual(["film.mp4"]);
  });

  it("starts anew where the server gives the whole again", async () => {
    const whole = {
      status: 200,
      headers: { "content-range": undefined, "content-length": String(film.length) },
      body: film,
    };
    const { server, path, download } = await prepare((count) => (count === 1 ? { cutAt } : whole));
    expect(await download()).toEqual({ path, bytes: film.length, resumed: false });
    expect(readFileSync(path).equals(film)).toBe(true);
    expect(server.requests).toHaveLength(2);
  });

  it("starts anew where the file has changed, which the server says with 200", async () => {
    const changed = Buffer.from(film).reverse();
    const { path, download } = await prepare((count) =>
      count === 1 ? { cutAt } : { etag: '"v2"', content: changed },
    );
    expect(await download()).toMatchObject({ bytes: film.length, resumed: false });
    expect(readFileSync(path).equals(changed)).toBe(true);
  });

  it("starts anew where the file has changed and the server gives a part all the same", async () => {
    const changed = Buffer.from(film).reverse();
    const { server, path, download } = await prepare((count) =>
      count === 1 ? { cutAt } : { content: changed, etag: '"v2"', ignoresIfRange: true },
    );
    expect(await download()).toMatchObject({ bytes: film.length, resumed: false });
    expect(readFileSync(path).equals(changed)).toBe(true);
    expect(rangesOf(server)).toEqual([
      [undefined, undefined],
      [`bytes=${cutAt}-`, '"v1"'],
      [undefined, undefined],
    ]);
  });

  it.each([
    ["no validator", { etag: undefined }],
    ["a weak one", { etag: 'W/"v1"' }],
  ])("starts anew where the server gives %s", async (_, headers) => {
    const { server, path, download } = await prepare((count) => ({ headers, ...(count === 1 && { cutAt }) }));
    expect(await download()).toMatchObject({ bytes: film.length, resumed: false });
    expect(readFileSync(path).equals(film)).toBe(true);
    expect(rangesOf(server)[1]).toEqual([undefined, undefined]);
  });

  it("starts anew where the range is refused", async () => {
    const { path, download } = await prepare((count) => {
      if (count === 1) return { cutAt };
      return count === 2
        ? { status: 416, body: Buffer.alloc(0), headers: { "content-range": "bytes */5" } }
        : {};
    });
    expect(await download()).toMatchObject({ bytes: film.length, resumed: false });
    expect(readFileSync(path).equals(film)).toBe(true);
  });

  it("does not take a part that does not say where it belongs", async () => {
    const part = { status: 206, body: film.subarray(cutAt), headers: { "content-range": undefined } };
    const { folder, download } = await prepare((count) => (count === 1 ? { cutAt } : part));
    const error = await failureOf(download());
    expect(error.code).toBe("malformed-response");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("does not take another part than it asked for, but the whole from the other address", async () => {
    const part = { headers: { "content-range": `bytes 5-${film.length - 1}/${film.length}` } };
    const { server, path, download } = await prepare((count) => {
      if (count === 1) return { cutAt };
      return count === 2 ? part : {};
    });
    expect(await download()).toMatchObject({ bytes: film.length, resumed: false });
    expect(readFileSync(path).equals(film)).toBe(true);
    expect(server.requests[2]!.name).toBe("GET /api/render/proxy/render_1/download");
  });

  it("asks for the rest where the server gives less than it was asked for", async () => {
    const half = 2 * cutAt;
    const part = {
      body: film.subarray(cutAt, half),
      headers: { "content-range": `bytes ${cutAt}-${half - 1}/${film.length}` },
    };
    const { server, path, download } = await prepare((count) => {
      if (count === 1) return { cutAt };
      return count === 2 ? part : {};
    });
    expect(await download()).toMatchObject({ bytes: film.length, resumed: true });
    expect(readFileSync(path).equals(film)).toBe(true);
    expect(rangesOf(server)[2]).toEqual([`bytes=${half}-`, '"v1"']);
  });
});

describe("R28 a download that cannot be finished", () => {
  it("fails after three attempts without a byte, at each address, and leaves nothing", async () => {
    const { server, folder, download } = await prepare((count) => ({ cutAt: count === 1 ? cutAt : 0 }));
    const error = await failureOf(download());
    expect(error.code).toBe("network");
    const names = server.requests.map(({ name }) => name);
    expect(names.filter((name) => name === "GET /film.mp4")).toHaveLength(4);
    expect(names.filter((name) => name === "GET /api/render/proxy/render_1/download")).toHaveLength(3);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("fails for a body that ends before its length", async () => {
    const { folder, download } = await prepare(() => ({ cutAt: 0 }));
    const error = await failureOf(download());
    expect(error.message).toContain(`was cut after 0 of ${film.length} bytes`);
    expect(error.details).toMatchObject({ bytes: 0, totalBytes: film.length });
    expect(readdirSync(folder)).toEqual([]);
  });
});
