import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { Render } from "../../../src/modules/index.js";
import { failureOf } from "../../support/failure-of.js";
import { mockBackend } from "../../support/mock-backend.js";
import { temporaryFolder } from "../../support/temporary-folder.js";
import { backendUrl, testTransport } from "../../support/test-transport.js";

const backend = mockBackend();

function prepare(localFiles: boolean) {
  const folder = temporaryFolder();
  const rendered = join(folder, "rendered.mp4");
  writeFileSync(rendered, "the film");
  const embedded = { baseUrl: backendUrl, fetch: globalThis.fetch, localFiles };
  const render = new Render(testTransport({ backend: embedded }));
  const job = (url = pathToFileURL(rendered).href) => ({ id: "render_1", status: "completed", url, raw: {} });
  return { folder, rendered, render, job, path: join(folder, "film.mp4") };
}

describe("R64 a file: URL of an embedded backend", () => {
  it("is renamed into place: no copy, no request", async () => {
    const { folder, rendered, render, job, path } = prepare(true);
    const { ino } = statSync(rendered);
    expect(await render.download(job(), path)).toEqual({ path, bytes: 8, resumed: false });
    expect(statSync(path).ino).toBe(ino);
    expect(readdirSync(folder)).toEqual(["film.mp4"]);
    expect(backend.requests).toEqual([]);
  });

  it("keeps to what is said of a file that is there", async () => {
    const { render, job, path } = prepare(true);
    writeFileSync(path, "mine");
    expect((await failureOf(render.download(job(), path))).code).toBe("output-exists");
    expect(readFileSync(path, "utf8")).toBe("mine");
    await render.download(job(), path, { onExists: "overwrite" });
    expect(readFileSync(path, "utf8")).toBe("the film");
  });

  it.each(["file:///nowhere/film.mp4", "file://elsewhere/film.mp4"])(
    "that leads nowhere, %s, is its fault",
    async (url) => {
      const { folder, render, job, path } = prepare(true);
      const error = await failureOf(render.download(job(url), path));
      expect(error).toMatchObject({ code: "malformed-response", details: { key: "output.url" } });
      expect(readdirSync(folder)).toEqual(["rendered.mp4"]);
    },
  );
});

describe("R27 R64 a file: URL of a backend over the network", () => {
  const own = "GET /api/render/proxy/render_1/download";

  it.each(["file:", "FILE:", " file:"])(
    "(%s) is not read, for it must not name files of this machine: its own address is asked",
    async (scheme) => {
      const { folder, rendered, render, job, path } = prepare(false);
      backend.on(own, new Response("from the backend", { headers: { "content-type": "video/mp4" } }));
      expect((await render.download(job(`${scheme}//${rendered}`), path)).bytes).toBe(16);
      expect(readFileSync(path, "utf8")).toBe("from the backend");
      expect(readdirSync(folder).sort()).toEqual(["film.mp4", "rendered.mp4"]);
      expect(backend.names).toEqual([own]);
    },
  );
});
