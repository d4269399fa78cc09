import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { NemoConverter } from "../../src/nemo-converter.js";
import * as answers from "../support/answers.js";
import { cameraAndFilm, mp4Clip, sharedFolder } from "../support/clips.js";
import { cloudConverter, cloudMakes } from "../support/cloud.js";
import { failureOf } from "../support/failure-of.js";
import { eventStream, json, mockBackend } from "../support/mock-backend.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const backend = mockBackend();
const clips = sharedFolder();
const { camera, film } = await cameraAndFilm(clips, 1);

const state = "GET /api/state/nemo_agent/me/sess-1/latest";
const render = "POST /api/render/proxy/lambda";
const message = "POST /run_sse";
const upload = "POST /api/upload-video/nemo_agent/me/sess-1";
const fails = (code: number, status = 200) => json({ code, message: "no" }, { status });

const convert = (nemo: NemoConverter, options: { signal?: AbortSignal } = {}) =>
  nemo.convert(camera, { output: join(temporaryFolder(), "film.mp4"), ...options });

/** A render that fails under each of its ids. */
function everyRenderFails(): void {
  backend.on(render, (request) => {
    const { id } = request.json as { id: string };
    backend.on(`GET /api/render/proxy/lambda/${id}`, { status: "failed", error: "out of memory" });
    return json(answers.renderAccepted);
  });
}

describe("R21 R39 a conversion that fails after its message was taken", () => {
  it.each<[string, string, string, () => unknown]>([
    ["a render that fails", "render-failed", "check-state", () => everyRenderFails()],
    ["a plan that blocks the export", "export-blocked", "upgrade", () => backend.on(render, fails(402, 402))],
    ["a render that is refused", "backend-error", "check-state", () => backend.on(render, fails(500, 500))],
    ["a render that is limited", "rate-limited", "check-state", () => backend.on(render, fails(429, 429))],
    ["a token that is refused", "token-invalid", "report", () => backend.on(render, fails(1001, 401))],
    [
      "a film that cannot be fetched",
      "backend-error",
      "check-state",
      () => backend.on("GET https://cdn.test/film.mp4?sig=s3cr3t", () => new Response("", { status: 500 })),
    ],
  ])("for %s says that it may be charged for, and is not to be repeated", async (_, code, kind, breakIt) => {
    cloudMakes(backend, film);
    breakIt();
    const failure = await failureOf(convert(cloudConverter({ timing: { rateLimitMs: 1 } })));
    expect(failure).toMatchObject({ code, charged: "unknown", isRetryable: false, action: { kind } });
    expect(failure.details["sessionId"]).toBe("sess-1");
    expect(failure.action.message).toContain("nemo-converter export --session sess-1");
    expect(backend.to(message)).toHaveLength(1);
  });

  it("can be brought to its end by an export of that project, which sends no message", async () => {
    cloudMakes(backend, film);
    backend.on(render, fails(402, 402));
    const nemo = cloudConverter();
    const { details } = await failureOf(convert(nemo));
    const output = join(temporaryFolder(), "film.mp4");
    cloudMakes(backend, film);
    backend.on(state, answers.state);
    await nemo.export({ output, session: { id: String(details["sessionId"]), taskId: "" } });
    expect((await stat(output)).size).toBe((await stat(film)).size);
    expect(backend.to(message)).toHaveLength(1);
  });

  it("for an agent that makes nothing says where to go on", async () => {
    cloudMakes(backend, film);
    backend.on(state, { code: 0, data: { state: { draft: null } } });
    const failure = await failureOf(convert(cloudConverter()));
    expect(failure).toMatchObject({ code: "nothing-to-export", charged: "unknown", isRetryable: false });
    expect(failure.action.message).toContain('nemo.ask(text, { session: { id: "sess-1", taskId: "" } })');
  });

  it("for a project that is gone does not send anybody there", async () => {
    cloudMakes(backend, film);
    backend.on(render, fails(1002));
    const failure = await failureOf(convert(cloudConverter()));
    expect(failure).toMatchObject({ code: "session-not-found", charged: "unknown", isRetryable: false });
    expect(failure.action.kind).toBe("check-state");
    expect(failure.action.message).not.toContain("sess-1");
  });

  it("for an abort during the render says so, too", async () => {
    cloudMakes(backend, film);
    const controller = new AbortController();
    backend.on(render, () => {
      controller.abort();
      return json(answers.renderAccepted);
    });
    const failure = await failureOf(convert(cloudConverter(), { signal: controller.signal }));
    expect(failure).toMatchObject({ code: "aborted", charged: "unknown", isRetryable: false });
    expect(failure.action.message).toContain("--session sess-1");
  });

  it("for a result that is not what was asked for says so, too", async () => {
    cloudMakes(backend, await mp4Clip(join(clips, "long.mp4"), 2, "640x360"));
    const failure = await failureOf(convert(cloudConverter()));
    expect(failure).toMatchObject({ code: "verification-failed", charged: "unknown", isRetryable: false });
    expect(failure.details).toMatchObject({ sessionId: "sess-1" });
    expect(failure.details).toHaveProperty("checks");
  });

  it("says it in Chinese to whom it speaks Chinese", async () => {
    cloudMakes(backend, film);
    backend.on(render, fails(402, 402));
    const failure = await failureOf(convert(cloudConverter({ language: "zh" })));
    expect(failure.action.message).toMatch(
      /^请注册或升级套餐以解锁导出。助手已收到消息，.*--session sess-1$/,
    );
  });

  it("names the project where the message itself was cut", async () => {
    cloudMakes(backend, film);
    backend.on(state, { code: 0, data: { state: { draft: null } } });
    backend.on(message, () => eventStream('data: {"con'));
    const failure = await failureOf(convert(cloudConverter()));
    expect(failure).toMatchObject({ code: "outcome-unknown", details: { sessionId: "sess-1" } });
  });
});

describe("R39 a conversion that fails before its message was taken", () => {
  it.each([
    ["the upload", upload, 4001, "unsupported-file"],
    ["the message", message, 2001, "insufficient-credits"],
  ])("because %s was refused was not charged", async (_, endpoint, code, becomes) => {
    cloudMakes(backend, film);
    backend.on(endpoint, fails(code));
    const failure = await failureOf(convert(cloudConverter()));
    expect(failure).toMatchObject({ code: becomes, charged: false });
    expect(failure.details).not.toHaveProperty("sessionId");
  });

  it("was not charged either when an earlier one in the same session was", async () => {
    cloudMakes(backend, film);
    const nemo = cloudConverter();
    const session = { id: "sess-1", taskId: "task-1" };
    const into = () => nemo.convert(camera, { session, output: join(temporaryFolder(), "film.mp4") });
    await into();
    backend.on(upload, fails(4001));
    expect(await failureOf(into())).toMatchObject({ code: "unsupported-file", charged: false });
  });
});

describe("R21 R52 variants of which the first was made", () => {
  const make = (nemo: NemoConverter, output: string) =>
    nemo.variants(
      camera,
      { a: { video: { codec: "h264" } }, b: { video: { height: 360, allowUpscale: true } } },
      { output },
    );

  it.each([
    [2001, "insufficient-credits"],
    [429, "rate-limited"],
    [4001, "unsupported-file"],
  ])("say with %i of the second message that the first may be charged for", async (code, becomes) => {
    cloudMakes(backend, film);
    let sent = 0;
    backend.on(state, () => json(sent > 0 ? answers.state : { code: 0, data: { state: { draft: null } } }));
    backend.on(message, () => ((sent += 1) === 1 ? eventStream(answers.turnStream) : fails(code)));
    const output = temporaryFolder();
    const failure = await failureOf(make(cloudConverter({ timing: { rateLimitMs: 1 } }), output));
    expect(failure).toMatchObject({ code: becomes, charged: "unknown", isRetryable: false });
    expect(failure.details["sessionId"]).toBe("sess-1");
    expect(await readdir(output)).toEqual([]);
  });
});
