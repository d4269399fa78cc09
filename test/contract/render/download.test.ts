import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type DownloadOptions, Render, type RenderJob } from "../../../src/modules/index.js";
import type { NemoConverterOptions, Progress } from "../../../src/options/index.js";
import { failureOf } from "../../support/failure-of.js";
import { hurriedClock } from "../../support/hurried-clock.js";
import { html, json, mockBackend, networkFailure } from "../../support/mock-backend.js";
import { temporaryFolder } from "../../support/temporary-folder.js";
import { testTransport } from "../../support/test-transport.js";

const backend = mockBackend();
const link = "https://cdn.test/film.mp4?sig=s3cr3t";
const own = "GET /api/render/proxy/render_1/download";
const video = (text = "the film", type = "video/mp4") =>
  new Response(text, { headers: { "content-type": type, "content-length": String(text.length) } });

function prepare(options: NemoConverterOptions = {}) {
  const folder = temporaryFolder();
  const path = join(folder, "film.mp4");
  const render = new Render(testTransport(options, hurriedClock));
  const download = (job: Partial<RenderJob> = { url: link }, more: DownloadOptions = {}) =>
    render.download({ id: "render_1", status: "completed", raw: {}, ...job }, path, more);
  return { folder, path, download };
}

describe("R28 a download", () => {
  it("is written under a hidden name, then gets its own", async () => {
    backend.on(`GET ${link}`, video());
    const { folder, path, download } = prepare();
    const seen: string[][] = [];
    const progress: Progress[] = [];
    const onProgress = (each: Progress) => {
      progress.push(each);
      seen.push(readdirSync(folder));
    };
    expect(await download({ url: link }, { onProgress })).toEqual({ path, bytes: 8, resumed: false });
    expect(readFileSync(path, "utf8")).toBe("the film");
    expect(seen).toEqual([[expect.stringMatching(/^\.film\.mp4\.[0-9a-f]{8}-[0-9a-f]{8}\.part$/)]]);
    expect(readdirSync(folder)).toEqual(["film.mp4"]);
    expect(progress).toEqual([{ stage: "download", bytes: 8, totalBytes: 8, percent: 100 }]);
  });

  it.each(["application/octet-stream", "binary/octet-stream", "", "video/quicktime"])(
    "takes a file of type %j",
    async (type) => {
      backend.on(`GET ${link}`, video("the film", type));
      expect((await prepare().download()).bytes).toBe(8);
    },
  );

  it("refuses before it asks for anything where the file exists", async () => {
    const { path, download } = prepare();
    writeFileSync(path, "mine");
    const error = await failureOf(download());
    expect(error).toMatchObject({
      code: "output-exists",
      details: { path },
      action: { kind: "choose-output" },
    });
    expect(readFileSync(path, "utf8")).toBe("mine");
    expect(backend.requests).toEqual([]);
  });

  it("does not overwrite a file that came up meanwhile", async () => {
    const { folder, path, download } = prepare();
    backend.on(`GET ${link}`, () => {
      writeFileSync(path, "mine");
      return video();
    });
    expect((await failureOf(download())).code).toBe("output-exists");
    expect(readFileSync(path, "utf8")).toBe("mine");
    expect(readdirSync(folder)).toEqual(["film.mp4"]);
  });

  it("overwrites when told to, and only once it is whole", async () => {
    const { folder, path, download } = prepare();
    writeFileSync(path, "mine");
    backend.on(`GET ${link}`, networkFailure()).on(own, networkFailure());
    await failureOf(download({ url: link }, { onExists: "overwrite" }));
    expect(readFileSync(path, "utf8")).toBe("mine");
    backend.on(`GET ${link}`, video());
    await download({ url: link }, { onExists: "overwrite" });
    expect(readFileSync(path, "utf8")).toBe("the film");
    expect(readdirSync(folder)).toEqual(["film.mp4"]);
  });

  it("says what is wrong with a folder that is not there", async () => {
    const render = new Render(testTransport());
    const job = { id: "render_1", status: "completed", url: link, raw: {} };
    const error = await failureOf(render.download(job, join(temporaryFolder(), "no", "film.mp4")));
    expect(error).toMatchObject({ code: "invalid-request", action: { kind: "choose-output" } });
    expect(backend.requests).toEqual([]);
  });
});

describe("R27 the backend's own address is the fallback", () => {
  it.each([
    ["is forbidden by now", () => new Response("<Error/>", { status: 403 })],
    ["is gone", () => new Response(null, { status: 404 })],
    ["does not answer", networkFailure],
    ["answers with a page", () => html(200)],
    ["answers with nothing", () => video("")],
    ["answers with a store's refusal", () => video("<Error>AccessDenied</Error>", "application/xml")],
    ["answers with a fault", () => html(503)],
    ["answers with JSON", () => json({ code: 0, message: "expired" })],
  ])("where the link %s", async (_, answer) => {
    backend.on(`GET ${link}`, answer()).on(own, video());
    const { folder, path, download } = prepare();
    expect(await download()).toMatchObject({ bytes: 8, resumed: false });
    expect(readFileSync(path, "utf8")).toBe("the film");
    expect(readdirSync(folder)).toEqual(["film.mp4"]);
    expect(backend.to(own)).toHaveLength(1);
  });

  it.each(["file:///etc/passwd", "FILE:///etc/passwd", " file:///etc/passwd", "javascript:1", "https://"])(
    "where the link, %s, leads to nothing that may be fetched",
    async (url) => {
      backend.on(own, video());
      const { path, download } = prepare();
      expect((await download({ url })).bytes).toBe(8);
      expect(readFileSync(path, "utf8")).toBe("the film");
    },
  );

  it("where there is no link", async () => {
    backend.on(own, video());
    expect((await prepare().download({})).bytes).toBe(8);
  });

  it.each([
    ["1002 under HTTP 200", () => json({ code: 1002, message: "gone" }), "session-not-found"],
    ["402", () => json({ code: 402 }, { status: 402 }), "export-blocked"],
    ["HTTP 404", () => json({ detail: "no such render" }, { status: 404 }), "backend-error"],
    ["a page", () => html(200), "malformed-response"],
    ["no connection", networkFailure, "network"],
  ])("which may fail with %s: nothing is left behind", async (_, answer, code) => {
    backend.on(`GET ${link}`, networkFailure()).on(own, answer());
    const { folder, download } = prepare();
    const error = await failureOf(download());
    expect(error).toMatchObject({
      code,
      details: { endpoint: "GET https://backend.test/api/render/proxy/render_1/download" },
    });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe("R12 R31 a link that is refused", () => {
  const tokens = "POST /api/auth/anonymous-token";
  const here = "/files/film.mp4?sig=s3cr3t";

  it.each([
    ["1001 under HTTP 401", () => json({ code: 1001, message: "expired" }, { status: 401 })],
    ["HTTP 401", () => new Response(null, { status: 401 })],
    ["1001 under HTTP 403", () => json({ code: 1001 }, { status: 403 })],
    ["1001 under HTTP 200", () => json({ code: 1001 })],
    ["402", () => json({ code: 402 }, { status: 402 })],
    ["1002", () => json({ code: 1002 }, { status: 404 })],
  ])("with %s renews no token: the own address is asked with the present one", async (_, refusal) => {
    for (const url of [link, `https://backend.test${here}`]) {
      backend.reset();
      backend.on(tokens, { data: { token: "nmv_usr_1" } }, { data: { token: "nmv_usr_2" } });
      backend.on(`GET ${link}`, refusal()).on(`GET ${here}`, refusal()).on(own, video());
      expect((await prepare({ token: undefined }).download({ url })).bytes).toBe(8);
      expect(backend.to(tokens)).toHaveLength(1);
      expect(backend.to(own).map(({ headers }) => headers.get("authorization"))).toEqual([
        "Bearer nmv_usr_1",
      ]);
    }
  });

  it("to which the own address redirects renews none either", async () => {
    backend.on(tokens, { data: { token: "nmv_usr_1" } }, { data: { token: "nmv_usr_2" } });
    backend.on(own, new Response(null, { status: 302, headers: { location: link } }));
    backend.on(`GET ${link}`, new Response(null, { status: 401 }));
    const error = await failureOf(prepare({ token: undefined }).download({}));
    expect(error).toMatchObject({ code: "backend-error", status: 401 });
    expect(backend.to(tokens)).toHaveLength(1);
  });
});

describe("R31 R38 the backend's own address", () => {
  it("gets a new token where the old one is refused", async () => {
    backend.on(
      "POST /api/auth/anonymous-token",
      { data: { token: "nmv_usr_1" } },
      { data: { token: "nmv_usr_2" } },
    );
    backend.on(own, json({ code: 1001 }, { status: 401 }), video());
    expect((await prepare({ token: undefined }).download({})).bytes).toBe(8);
    expect(backend.to(own).map(({ headers }) => headers.get("authorization"))).toEqual([
      "Bearer nmv_usr_1",
      "Bearer nmv_usr_2",
    ]);
  });

  it("is waited for where it limits the rate, once", async () => {
    backend.on(own, json({ code: 429 }, { status: 429, headers: { "retry-after": "1" } }), video());
    expect((await prepare().download({})).bytes).toBe(8);
    backend.on(own, json({ code: 429 }, { status: 429, headers: { "retry-after": "1" } }));
    expect((await failureOf(prepare().download({}))).code).toBe("rate-limited");
    expect(backend.to(own)).toHaveLength(4);
  });
});
