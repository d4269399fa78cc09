import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { inspect } from "node:util";
import { describe, expect, it, vi } from "vitest";
import { NemoConverter } from "../../src/nemo-converter.js";
import type { Logger, NemoConverterOptions } from "../../src/options/index.js";
import * as answers from "../support/answers.js";
import { cloudMakes } from "../support/cloud.js";
import { cameraAndFilm, sharedFolder } from "../support/clips.js";
import { nemo as commandLine } from "../support/command-line.js";
import { isolateEnvironment } from "../support/isolated-environment.js";
import { loopbackServer, sendJson } from "../support/loopback-server.js";
import { eventStream, html, json, mockBackend } from "../support/mock-backend.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { backendUrl } from "../support/test-transport.js";

// Of no known form: only somebody who knows the token can find it.
const planted = "Q7-planted.secret~of_no/known+form";
const backend = mockBackend();
const { camera, film } = await cameraAndFilm(sharedFolder(), 1);

/** A converter that collects all that it ever shows to anybody. */
function watched(options: NemoConverterOptions) {
  const shown: unknown[] = [];
  const note = (message: string, fields?: object) => shown.push(message, fields);
  const logger: Logger = { debug: note, info: note, warn: note, error: note };
  for (const method of ["log", "info", "warn", "error", "debug"] as const) {
    vi.spyOn(console, method).mockImplementation((...args: unknown[]) => void shown.push(...args));
  }
  const timing = { renderPollMs: 1, recoveryFirstMs: 1, recoveryNextMs: 1, rateLimitMs: 1 };
  const nemo = new NemoConverter({ baseUrl: backendUrl, logger, timing, ...options });
  return { nemo, shown };
}

/** Every way in which a value can be shown. */
function faces(value: unknown): string {
  const deep = { depth: 12, showHidden: true, getters: true, maxArrayLength: null, maxStringLength: null };
  const stack =
    value instanceof Error ? `${value.stack} ${String(value.cause)} ${inspect(value.cause, deep)}` : "";
  return [inspect(value, deep), JSON.stringify(value), String(value), stack].join("\n");
}

/** All that `work` shows: its result or its error, on top of what was collected. */
async function everythingShown(
  options: NemoConverterOptions,
  work: (nemo: NemoConverter, note: (value: unknown) => void) => Promise<unknown>,
) {
  const { nemo, shown } = watched(options);
  try {
    shown.push(await work(nemo, (value) => shown.push(value)));
  } catch (error) {
    shown.push(error);
  }
  shown.push(nemo, nemo.auth, nemo.session, nemo.upload, nemo.sse, nemo.state, nemo.credits, nemo.render);
  await nemo.close();
  return shown.map(faces).join("\n");
}

/** What a backend, a proxy or an agent might say: the token itself, in every place. */
const leaky: [string, () => unknown][] = [
  ["an envelope", () => json({ code: 1001, message: `token ${planted} expired` })],
  ["an unknown code", () => json({ code: 7777, message: planted, data: { token: planted } })],
  ["plain JSON", () => json({ detail: `Bearer ${planted}` }, { status: 500 })],
  ["a page", () => html(502)],
  [
    "a redirect",
    () => new Response(null, { status: 302, headers: { location: `https://x.test/?token=${planted}` } }),
  ],
  ["an answer without its keys", () => json({ code: 0, data: { [planted]: planted } })],
  ["a network failure", () => Response.error()],
];

const work: [string, string, (nemo: NemoConverter) => Promise<unknown>][] = [
  ["credits", "GET /api/credits/balance/simple", (nemo) => nemo.credits.balance()],
  ["session", "POST /api/tasks/me/with-session/nemo_agent", (nemo) => nemo.session.create()],
  ["state", "GET /api/state/nemo_agent/me/sess-1/latest", (nemo) => nemo.state.get()],
  ["upload", "POST /api/upload-video/nemo_agent/me/sess-1", (nemo) => nemo.upload.file(camera)],
  ["render", "POST /api/render/proxy/lambda", (nemo) => nemo.render.submit(answers.draft)],
  ["claim link", "POST /api/auth/claim-token", (nemo) => nemo.auth.claimUrl()],
  ["message", "POST /run_sse", async (nemo) => collect(nemo.sse.send("hello"))],
];

describe("R15 a user's own token is shown nowhere", () => {
  describe.each(work)("%s", (_name, endpoint, run) => {
    it.each(leaky)("when the backend answers with %s", async (_what, answer) => {
      isolateEnvironment({ NEMO_TOKEN: planted });
      backend.on(endpoint, answer as () => Response);
      const shown = await everythingShown({}, run);
      expect(shown).toContain(endpoint);
      expect(shown).not.toContain(planted);
      expect(backend.to(endpoint)[0]?.headers.get("authorization")).toBe(`Bearer ${planted}`);
    });
  });

  it("not in what the agent says of its errors", async () => {
    isolateEnvironment({ NEMO_TOKEN: planted });
    backend.on("POST /run_sse", () => eventStream(`data: {"error": "bad "${planted}" token"}\n\n`));
    expect(await everythingShown({}, (nemo) => collect(nemo.sse.send("hello")))).not.toContain(planted);
  });

  it("not by a whole conversion, its progress and its notices; and in no file", async () => {
    const { home } = isolateEnvironment({ NEMO_TOKEN: planted });
    cloudMakes(backend, film);
    const folder = temporaryFolder();
    const shown = await everythingShown({}, (nemo, note) =>
      nemo.convert(camera, { output: join(folder, "out.mp4"), onProgress: note, onNotice: note }),
    );
    expect(shown).toContain("verification");
    expect(shown).not.toContain(planted);
    for (const where of [home, folder]) {
      for (const file of filesBelow(where)) expect(readFileSync(file).includes(planted), file).toBe(false);
    }
    // The ledger of turns (R85), which holds digests.
    expect(filesBelow(home).map((file) => basename(file))).toEqual(["turns.jsonl"]);
  });

  it("not to another origin", async () => {
    isolateEnvironment({ NEMO_TOKEN: planted });
    cloudMakes(backend, film);
    await everythingShown({}, (nemo) => nemo.convert(camera, { output: join(temporaryFolder(), "out.mp4") }));
    const [download] = backend.to("GET https://cdn.test/film.mp4?sig=s3cr3t");
    expect(JSON.stringify([...download!.headers])).not.toMatch(/Bearer|x-skill/i);
  });
});

describe("R12 an anonymous token is written to its own file, and nowhere else", () => {
  it("which is for its owner alone", async () => {
    const { home } = isolateEnvironment();
    backend.on("POST /api/auth/anonymous-token", { code: 0, data: { token: planted, credits: 100 } });
    backend.on("GET /api/credits/balance/simple", json({ code: 7777, message: planted }));
    expect(await everythingShown({}, (nemo) => nemo.credits.balance())).not.toContain(planted);
    const holding = filesBelow(home).filter((file) => readFileSync(file).includes(planted));
    expect(holding).toHaveLength(1);
    expect(statSync(holding[0]!).mode & 0o777).toBe(0o600);
    expect(statSync(join(holding[0]!, "..")).mode & 0o777).toBe(0o700);
  });
});

describe("R15 the command line shows no token", () => {
  it.each([
    ["refused", 401, { code: 1001, message: `no such token: ${planted}` }],
    ["failing", 500, { detail: `Bearer ${planted}` }],
  ])("when the backend is %s", async (_what, status, body) => {
    const server = await loopbackServer((_request, response) => sendJson(response, body, status));
    const cwd = temporaryFolder();
    const env = { NEMO_TOKEN: planted, NEMO_API_URL: server.url };
    for (const flags of [[], ["--json"]]) {
      const result = await commandLine(["convert", camera, "-o", join(cwd, "out.mp4"), ...flags], {
        cwd,
        env,
      });
      expect(result.code).toBe(1);
      expect(server.requests[0]!.headers.authorization).toBe(`Bearer ${planted}`);
      expect(result.out + result.err).not.toContain(planted);
    }
    expect(filesBelow(cwd)).toEqual([]);
  });
});

async function collect(events: AsyncIterable<unknown>): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const event of events) all.push(event);
  return all;
}

function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
