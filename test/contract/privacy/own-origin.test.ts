import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Render, type RenderJob } from "../../../src/modules/index.js";
import { hurriedClock } from "../../support/hurried-clock.js";
import { mockBackend, type RecordedRequest } from "../../support/mock-backend.js";
import { temporaryFolder } from "../../support/temporary-folder.js";
import { backendUrl, ownToken, testTransport } from "../../support/test-transport.js";

const backend = mockBackend();
const video = () =>
  new Response("the film", { headers: { "content-type": "video/mp4", "content-length": "8" } });
const redirectTo = (location: string) => new Response(null, { status: 302, headers: { location } });
const own = "/api/render/proxy/render_1/download";

async function download(job: Partial<RenderJob>) {
  const render = new Render(testTransport({}, hurriedClock));
  const path = join(temporaryFolder(), "film.mp4");
  return render.download({ id: "render_1", status: "completed", raw: {}, ...job }, path);
}

const ours = [
  "authorization",
  "x-skill-source",
  "x-skill-version",
  "x-skill-platform",
  "x-client-id",
  "cookie",
];
const oursIn = ({ headers }: RecordedRequest) => ours.filter((name) => headers.has(name));
const all = ["authorization", "x-skill-source", "x-skill-version", "x-skill-platform"];

describe("R14 bearer and attribution go to the backend's own origin only", () => {
  it("not to a signed link on another host", async () => {
    backend.on("GET https://cdn.test/film.mp4?sig=1", video());
    expect((await download({ url: "https://cdn.test/film.mp4?sig=1" })).bytes).toBe(8);
    expect(backend.requests.map(oursIn)).toEqual([[]]);
  });

  it.each([
    "http://backend.test/film.mp4",
    "https://backend.test:8443/film.mp4",
    "https://backend.test.evil.test/f",
  ])("not to %s, which is another origin", async (url) => {
    backend.on(`GET ${url}`, video());
    await download({ url });
    expect(oursIn(backend.requests[0]!)).toEqual([]);
  });

  it("to a link on its own", async () => {
    backend.on("GET /files/film.mp4", video());
    await download({ url: `${backendUrl}/files/film.mp4` });
    await download({ url: "/files/film.mp4" });
    expect(backend.requests.map(oursIn)).toEqual([all, all]);
    expect(backend.requests[0]!.headers.get("authorization")).toBe(`Bearer ${ownToken}`);
  });

  it("and are lost on a redirect to another origin", async () => {
    backend.on(`GET ${own}`, redirectTo("https://cdn.test/film.mp4?sig=1"));
    backend.on("GET https://cdn.test/film.mp4?sig=1", redirectTo("https://edge.test/film.mp4"));
    backend.on("GET https://edge.test/film.mp4", video());
    await download({});
    expect(backend.requests.map(oursIn)).toEqual([all, [], []]);
  });

  it("and are not found again on the way back", async () => {
    backend.on("GET https://cdn.test/film.mp4", redirectTo(`${backendUrl}/files/film.mp4`));
    backend.on("GET /files/film.mp4", video());
    await download({ url: "https://cdn.test/film.mp4" });
    expect(backend.requests.map(oursIn)).toEqual([[], []]);
  });

  it("and are kept on a redirect within it", async () => {
    backend.on(`GET ${own}`, redirectTo("../../files/film.mp4"));
    backend.on("GET /api/render/files/film.mp4", video());
    await download({});
    expect(backend.requests.map(oursIn)).toEqual([all, all]);
  });
});

describe("R28 redirects of a download", () => {
  it("end somewhere", async () => {
    backend.on("GET https://cdn.test/a", redirectTo("https://cdn.test/a"));
    backend.on(`GET ${own}`, redirectTo(own));
    await expect(download({ url: "https://cdn.test/a" })).rejects.toMatchObject({
      code: "malformed-response",
    });
    expect(backend.requests).toHaveLength(12);
  });

  it.each(["http://", "file:///etc/passwd", "ftp://x.test/a"])("to %s are refused", async (location) => {
    backend.on("GET https://cdn.test/a", redirectTo(location));
    backend.on(`GET ${own}`, video());
    expect((await download({ url: "https://cdn.test/a" })).bytes).toBe(8);
  });
});

describe("R27 a link that is none", () => {
  it.each(["http://", "https://[", "ftp://x.test/a", "data:video/mp4,x"])(
    "%s is passed over",
    async (url) => {
      backend.on(`GET ${own}`, video());
      expect((await download({ url })).bytes).toBe(8);
    },
  );
});
