import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import type { ServerResponse } from "node:http";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { says } from "../support/adk-events.js";
import { frame } from "../support/agent-server.js";
import * as answers from "../support/answers.js";
import { browser } from "../support/browser.js";
import { bodyOf, loopbackServer, openStream, sendJson } from "../support/loopback-server.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { partsOf, type ReceivedUpload } from "../support/upload-server.js";
import { installPackage } from "./installed-package.js";

const installed = installPackage();

const size = 3_000_000;
const bytes = Buffer.from(Uint8Array.from({ length: size }, (_, at) => (at * 7 + (at >> 8)) & 255));

// What every script in the page may use.
const common = `
  import { NemoConverter } from "nemo-converter";
  const bytes = Uint8Array.from({ length: ${size} }, (_, at) => (at * 7 + (at >> 8)) & 255);
  const own = (options) => new NemoConverter({ token: "nmv_usr_own", ledger: false, baseUrl: backend, ...options });
  const percents = [];
  const onProgress = ({ percent }) => percents.push(percent);
  const codeOf = (promise) => promise.then(() => "none", ({ code, message }) => code ?? message);
`;

/** Runs the body of an async function in a page on an origin of its own; resolves with what it returns. */
async function inPage(script: string, backend: string): Promise<unknown> {
  const contents = `${common}
    const backend = ${JSON.stringify(backend)};
    const run = async () => { ${script} };
    const said = await run().catch((error) => ({ error: String(error?.stack ?? error) }));
    await fetch("/said", { method: "POST", body: JSON.stringify(said) });`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: installed.folder },
    bundle: true,
    write: false,
    platform: "browser",
    format: "esm",
    target: "es2022",
    logLevel: "silent",
  });
  let tell: (said: unknown) => void;
  const said = new Promise((resolve) => (tell = resolve));
  const page = await loopbackServer((request, response) => {
    if (request.url === "/said") void bodyOf(request).then((body) => tell(JSON.parse(body.toString())));
    const isScript = request.url === "/page.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
    response.end(isScript ? outputFiles[0]!.contents : '<script type="module" src="/page.js"></script>');
  });
  const profile = join(temporaryFolder(), "profile");
  const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0"];
  const child: ChildProcess = spawn(browser!, [...flags, `--user-data-dir=${profile}`, page.url], {
    stdio: "ignore",
  });
  try {
    return await said;
  } finally {
    const gone = new Promise((resolve) => child.once("close", resolve));
    child.kill();
    await gone;
  }
}

/** The contract's answers to a page of any origin. */
async function cloud() {
  const uploads: ReceivedUpload[] = [];
  const server = await loopbackServer((request, response) => {
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("access-control-allow-headers", "*, authorization");
    if (request.method === "OPTIONS") {
      response.end();
      return;
    }
    void bodyOf(request).then((body) => answer(request.url!, { headers: request.headers, body }, response));
  });
  const answer = (url: string, received: ReceivedUpload, response: ServerResponse) => {
    if (url.startsWith("/api/upload-video/")) uploads.push(received);
    if (url.endsWith("/refused")) sendJson(response, { code: 4002, message: "at most 500 MB" }, 413);
    else if (url.endsWith("/moved")) response.writeHead(307, { location: "/api/upload-video/x/me/y" }).end();
    else if (url.startsWith("/api/upload-video/")) sendJson(response, answers.upload);
    else if (url === "/run_sse") openStream(response).end(frame(says("One.")));
    else sendJson(response, answers.session);
  };
  return { uploads, server };
}

/** What arrived: how many parts, under which names, whether with the right bytes. */
async function partsSeen(upload: ReceivedUpload | undefined) {
  const parts = await partsOf(upload!);
  return Promise.all(
    parts.map(async ([field, file]) => ({
      field,
      name: file.name,
      isSame: Buffer.from(await file.arrayBuffer()).equals(bytes),
    })),
  );
}

describe.skipIf(!browser)("R1 the packed client in Chromium", { timeout: 60_000 }, () => {
  it("makes a session, uploads a Blob with progress and reads a turn, from another origin", async () => {
    const { uploads, server } = await cloud();
    const said = await inPage(
      `const nemo = own();
       const session = await nemo.session.create();
       const file = new File([bytes], 'Bär "1".mp4', { type: "video/mp4" });
       const stored = await nemo.upload.file(file, { session, onProgress });
       const events = [];
       for await (const event of nemo.sse.send("Trim it", { session })) events.push(event.type);
       await nemo.close();
       return { stored: stored.name, last: percents.at(-1), type: events.at(-1)};`,
      server.url,
    );
    expect(said).toEqual({ stored: "clip.mp4", last: 100, type: "end" });
    expect(uploads).toHaveLength(1);
    expect(await partsSeen(uploads[0])).toEqual([{ field: "files", name: 'Bär "1".mp4', isSame: true }]);
    expect(uploads[0]!.headers).toMatchObject({
      authorization: "Bearer nmv_usr_own",
      "x-skill-source": "ffmpeg-mp4-converter",
      "content-length": String(uploads[0]!.body.length),
    });
  });

  it("uploads through a fetch that was given, and a stream gathered into a Blob", async () => {
    const { uploads, server } = await cloud();
    const said = await inPage(
      `const asked = [];
       const nemo = own({ fetch: (url, init) => { asked.push(init.body?.constructor.name); return fetch(url, init); } });
       const session = { id: "s", taskId: "t" };
       await nemo.upload.file(new Blob([bytes], { type: "video/mp4" }), { session, onProgress });
       async function* open() { yield bytes.subarray(0, 1000); yield bytes.subarray(1000); }
       await own().upload.file({ name: "clip.mp4", open }, { session });
       const short = await codeOf(own().upload.file({ name: "clip.mp4", size: 5, open }, { session }));
       return { asked, last: percents.at(-1), short };`,
      server.url,
    );
    expect(said).toEqual({ asked: ["Blob"], last: 100, short: "source-damaged" });
    expect(uploads).toHaveLength(2);
    expect(await partsSeen(uploads[0])).toEqual([{ field: "files", name: "video.mp4", isSame: true }]);
    expect(await partsSeen(uploads[1])).toEqual([{ field: "files", name: "clip.mp4", isSame: true }]);
  });

  it("says why an upload failed", async () => {
    const { server } = await cloud();
    const said = await inPage(
      `const send = (id, options, more = {}) =>
         codeOf(own(options).upload.file(new Blob([bytes]), { session: { id, taskId: "t" }, ...more }));
       const stop = new AbortController();
       const onStop = () => stop.abort();
       return [
         await send("refused"),
         await send("moved"),
         await send("s", { baseUrl: "http://127.0.0.1:1" }),
         await send("s", {}, { signal: stop.signal, onProgress: onStop }),
         await send("s", {}, { signal: AbortSignal.abort() }),
       ];`,
      server.url,
    );
    expect(said).toEqual(["file-too-large", "network", "network", "aborted", "aborted"]);
  });
});
