import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createContext } from "../../src/conversation/index.js";
import { NemoError } from "../../src/errors/index.js";
import { withEither } from "../../src/workflows/auto/with-either.js";
import { cameraAndFilm, sharedFolder } from "../support/clips.js";
import { cloudConverter, cloudMakes } from "../support/cloud.js";
import { failureOf } from "../support/failure-of.js";
import { isolateEnvironment } from "../support/isolated-environment.js";
import { streamsOf } from "../support/look.js";
import { html, json, mockBackend, networkFailure } from "../support/mock-backend.js";
import { readReceipt } from "../support/receipts.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { backendUrl, ownToken } from "../support/test-transport.js";

const backend = mockBackend();
const { camera, film } = await cameraAndFilm(sharedFolder(), 1);

const session = "POST /api/tasks/me/with-session/nemo_agent";
const message = "POST /run_sse";
const render = "POST /api/render/proxy/lambda";
const automatic = () =>
  cloudConverter({ backend: "auto", timing: { rateLimitMs: 1, requestTimeoutMs: 2000 } });

describe('R90 backend: "auto"', () => {
  it("leaves the work to the cloud where that can do it", async () => {
    cloudMakes(backend, film);
    const output = join(temporaryFolder(), "film.mp4");
    const { warnings } = await automatic().convert(camera, { output });
    expect(backend.to(message)).toHaveLength(1);
    expect(warnings.filter((warning) => warning.includes("refused"))).toEqual([]);
  });

  it.each<[string, string, () => Response, string]>([
    ["2001, no credits", session, () => json({ code: 2001, message: "no credits" }), "insufficient-credits"],
    [
      "402, the plan",
      render,
      () => json({ code: 402, message: "upgrade" }, { status: 402 }),
      "export-blocked",
    ],
    ["503, an outage", session, () => html(503), "backend-error"],
    ["a connection that is refused", session, networkFailure, "network"],
    ["429, twice", session, () => json({ code: 429 }, { status: 429 }), "rate-limited"],
  ])("goes on here after %s, with one receipt", async (_, endpoint, answer, code) => {
    cloudMakes(backend, film);
    backend.on(endpoint, answer);
    const folder = temporaryFolder();
    const output = join(folder, "film.mp4");
    const percents: number[] = [];
    const result = await automatic().convert(camera, {
      output,
      request: "180p",
      receipt: true,
      onProgress: ({ percent = 0 }) => percents.push(percent),
    });
    expect(result.path).toBe(output);
    expect(result.spec).toEqual({ video: { height: 180 } });
    expect(result.warnings.filter((warning) => warning.includes("refused"))).toEqual([
      expect.stringContaining(`The cloud refused (${code})`),
    ]);
    expect((await streamsOf(output))[0]).toMatchObject({ codec_type: "video", height: 180 });
    expect(readdirSync(folder).sort()).toEqual([
      "film.mp4",
      "film.mp4.receipt.html",
      "film.mp4.receipt.json",
    ]);
    expect((await readReceipt(result)).receipt.verdict).toEqual({ ok: true, reasons: [] });
    expect(percents).toEqual(percents.toSorted((a, b) => a - b));
    expect(backend.to(message).length).toBeLessThanOrEqual(1);
  });

  it("asks the cloud nothing where the account is empty", async () => {
    backend.on("GET /api/credits/balance/simple", { code: 0, data: { available: 0, frozen: 0, total: 100 } });
    const output = join(temporaryFolder(), "film.mp4");
    await automatic().convert(camera, { output });
    expect(backend.names).toEqual(["GET /api/credits/balance/simple"]);
  });

  it("makes variants here, too", async () => {
    backend.on(session, () => html(503));
    const output = temporaryFolder();
    const { small } = await automatic().variants(camera, { small: { video: { height: 90 } } }, { output });
    expect(small.output.video[0]!.displayHeight).toBe(90);
    expect(small.warnings.at(-1)).toContain("The cloud refused (backend-error)");
  });

  it("does not go on where the file or the wish is at fault", async () => {
    const nemo = automatic();
    expect((await failureOf(nemo.convert("nowhere.mov"))).code).toBe("source-missing");
    expect((await failureOf(nemo.convert(camera, { request: "sparkling" }))).code).toBe("invalid-request");
    expect(backend.to(session)).toEqual([]);
  });

  it("without ffmpeg there is only the cloud, and its refusal is the answer", async () => {
    backend.on(session, { code: 2001, message: "no credits" });
    const missing = { ffmpegPath: "/nowhere/ffmpeg", ffprobePath: "/nowhere/ffprobe" };
    const nemo = cloudConverter({ backend: "auto", ...missing });
    const error = await failureOf(nemo.convert(camera, { output: join(temporaryFolder(), "film.mp4") }));
    expect(error.code).toBe("insufficient-credits");
  });

  it("what the cloud may have charged for is not to be repeated, whatever fails here then", async () => {
    isolateEnvironment();
    const context = createContext({ baseUrl: backendUrl, token: ownToken, backend: "auto" });
    onTestFinished(() => context.close());
    const paid = { charged: "unknown", details: { sessionId: "sess-1" } } as const;
    const failures = [
      new NemoError("export-blocked", "The plan.", paid),
      new NemoError("timeout", "Stalled."),
    ];
    const error = await failureOf(withEither(context, camera, {}, () => Promise.reject(failures.shift()!)));
    expect(error).toMatchObject({ code: "timeout", charged: "unknown", isRetryable: false });
    expect(error.details).toEqual({ sessionId: "sess-1", refusedBefore: "export-blocked" });
  });

  it("an abort is no refusal", async () => {
    const controller = new AbortController();
    backend.on(session, () => {
      controller.abort();
      return json({}, { status: 503 });
    });
    const folder = temporaryFolder();
    const error = await failureOf(
      automatic().convert(camera, { output: join(folder, "film.mp4"), signal: controller.signal }),
    );
    expect(error.code).toBe("aborted");
    expect(readdirSync(folder)).toEqual([]);
  });
});
