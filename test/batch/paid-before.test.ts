import { copyFile, mkdir, readdir, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { BatchOptions } from "../../src/index.js";
import type { NemoConverter } from "../../src/nemo-converter.js";
import * as answers from "../support/answers.js";
import { cameraAndFilm, sharedFolder } from "../support/clips.js";
import { cloudConverter } from "../support/cloud.js";
import { cloudOfSessions, createSession } from "../support/cloud-of-sessions.js";
import { eventStream, json, mockBackend } from "../support/mock-backend.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const backend = mockBackend();
const { camera, film } = await cameraAndFilm(sharedFolder(), 1);

const message = "POST /run_sse";
const render = "POST /api/render/proxy/lambda";
const upload = "POST /api/upload-video/nemo_agent/me/sess-1";
const latest = "GET /api/state/nemo_agent/me/sess-1/latest";
const nothing = { code: 0, data: { state: { draft: null } } };
const torn = 'data: {"content":{"role":"model","parts":[{"text":"Tri"}]},"partial":true}\n\n';

/** A cloud, a folder with one film in it, and runs of one batch over that. */
async function batchOfOne() {
  cloudOfSessions(backend, () => film);
  const folder = join(temporaryFolder(), "films");
  const output = join(folder, "..", "out");
  await mkdir(folder);
  await copyFile(camera, join(folder, "one.mov"));
  const run = (options: BatchOptions = {}, nemo: NemoConverter = cloudConverter()) =>
    nemo.batch(folder, { output, canary: false, ...options }).summary;
  return { folder, output, run };
}

function everyRenderFails(): void {
  backend.on(render, (request) => {
    const { id } = request.json as { id: string };
    backend.on(`GET /api/render/proxy/lambda/${id}`, { status: "failed", error: "boom" });
    return json(answers.renderAccepted);
  });
}

function rendersAgain(): void {
  backend.on(render, (request) => {
    const { id } = request.json as { id: string };
    backend.on(`GET /api/render/proxy/lambda/${id}`, answers.renderCompleted);
    return json(answers.renderAccepted);
  });
}

describe("R51 R85 a batch that is run again after a file was paid for", () => {
  it("fetches the film of a render that failed: no session, no upload, no message", async () => {
    const { run, output } = await batchOfOne();
    everyRenderFails();
    const first = await run();
    expect(first.failed).toMatchObject([{ error: { code: "render-failed", charged: "unknown" } }]);
    rendersAgain();
    expect(await run()).toMatchObject({ done: 1, failed: [] });
    expect(await readdir(output)).toContain("one.mp4");
    for (const once of [createSession, upload, message]) expect(backend.to(once)).toHaveLength(1);
    expect(await run()).toMatchObject({ skipped: 1 });
  });

  it("does so without credits, also for a file that was renamed", async () => {
    const { run, folder } = await batchOfOne();
    everyRenderFails();
    await run();
    rendersAgain();
    await rename(join(folder, "one.mov"), join(folder, "two.mov"));
    backend.on("GET /api/credits/balance/simple", { code: 0, data: { available: 0, frozen: 0, total: 100 } });
    expect(await run()).toMatchObject({ done: 1, failed: [] });
    expect(backend.to(message)).toHaveLength(1);
  });

  it("fetches what became of a message whose outcome nobody knew", async () => {
    const { run } = await batchOfOne();
    backend.on(message, () => eventStream(torn));
    const first = await run();
    expect(first.failed).toMatchObject([{ error: { code: "outcome-unknown" } }]);
    // It was carried out after all.
    backend.on(latest, answers.state);
    expect(await run()).toMatchObject({ done: 1, failed: [] });
    expect(backend.to(message)).toHaveLength(1);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ["has no film", nothing, "outcome-unknown"],
    ["is gone", { code: 1002 }, "session-not-found"],
  ])("leaves it failed where the project %s, until another journal is named", async (_, state, code) => {
    const { run, folder } = await batchOfOne();
    everyRenderFails();
    await run();
    backend.on(latest, state);
    for (let again = 0; again < 2; again += 1) {
      const { failed } = await run();
      expect(failed).toMatchObject([{ error: { code, charged: "unknown", isRetryable: false } }]);
      expect(failed[0]!.error.details["sessionId"]).toBe("sess-1");
      expect(failed[0]!.error.action.message).toContain("name another journal");
    }
    expect(backend.to(message)).toHaveLength(1);
    cloudOfSessions(backend, () => film);
    expect(await run({ journal: join(folder, "..", "other.jsonl") })).toMatchObject({ done: 1 });
    expect(backend.to(message)).toHaveLength(2);
  });

  it("leaves it failed where its project has the films of others, too", async () => {
    const { run } = await batchOfOne();
    backend.on(latest, answers.state).on(upload, answers.upload);
    backend.on(message, () => eventStream(answers.turnStream));
    everyRenderFails();
    const session = { id: "sess-1", taskId: "task-1" };
    expect((await run({ session })).failed).toMatchObject([{ error: { code: "render-failed" } }]);
    rendersAgain();
    expect((await run({ session })).failed).toMatchObject([{ error: { code: "outcome-unknown" } }]);
    expect(backend.to(message)).toHaveLength(1);
  });

  it("sends a message again that was refused", async () => {
    const { run } = await batchOfOne();
    backend.on(message, json({ code: 2001 }));
    expect((await run()).failed).toMatchObject([{ error: { code: "insufficient-credits" } }]);
    cloudOfSessions(backend, () => film);
    expect(await run()).toMatchObject({ done: 1, failed: [] });
    expect(backend.to(message)).toHaveLength(2);
  });

  it("fetches that of a URL, too, and keeps what its query may hold out of the journal", async () => {
    cloudOfSessions(backend, () => film);
    everyRenderFails();
    const output = temporaryFolder();
    const url = "https://site.test/camera.mov?sig=planted";
    const run = (...inputs: (string | URL)[]) =>
      cloudConverter().batch(inputs, { output, canary: false }).summary;
    expect((await run(url)).failed).toMatchObject([{ error: { code: "render-failed" } }]);
    expect(await readFile(join(output, ".nemo-batch.jsonl"), "utf8")).not.toContain("planted");
    rendersAgain();
    expect(await run(new URL(url))).toMatchObject({ done: 1, failed: [] });
    for (const once of [createSession, upload, message]) expect(backend.to(once)).toHaveLength(1);
  });

  it("pays once for a URL that a list names twice", async () => {
    cloudOfSessions(backend, () => film);
    const url = "https://site.test/camera.mov";
    const options = { output: temporaryFolder(), canary: false };
    const summary = await cloudConverter().batch([url, new URL(url)], options).summary;
    expect(summary).toMatchObject({ done: 1, skipped: 1, failed: [] });
    expect(backend.to(message)).toHaveLength(1);
  });
});
