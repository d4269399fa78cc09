import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import type { ConvertOptions } from "../../src/index.js";
import * as answers from "../support/answers.js";
import { cameraAndFilm, sharedFolder } from "../support/clips.js";
import { cloudConverter } from "../support/cloud.js";
import { cloudOfSessions, createSession } from "../support/cloud-of-sessions.js";
import { failureOf } from "../support/failure-of.js";
import { json, mockBackend } from "../support/mock-backend.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const backend = mockBackend();
const { camera, film } = await cameraAndFilm(sharedFolder(), 1);

const message = "POST /run_sse";
const render = "POST /api/render/proxy/lambda";
const upload = "POST /api/upload-video/nemo_agent/me/sess-1";
const latest = "GET /api/state/nemo_agent/me/sess-1/latest";
const nothing = { code: 0, data: { state: { draft: null } } };

/** A cloud, and calls for one result, each by a converter of its own with the same ledger. */
function calls() {
  cloudOfSessions(backend, () => film);
  const folder = temporaryFolder();
  const ledger = join(folder, "turns.jsonl");
  const output = join(folder, "film.mp4");
  const call = (options: ConvertOptions = {}, messageTimeoutMs = 900_000) =>
    cloudConverter({ ledger, timing: { messageTimeoutMs } }).convert(camera, { output, ...options });
  return { call, ledger, output };
}

function renders(status: Record<string, unknown>, onAsked: () => unknown = () => undefined): void {
  backend.on(render, async (request) => {
    const { id } = request.json as { id: string };
    backend.on(`GET /api/render/proxy/lambda/${id}`, status);
    await onAsked();
    return json(answers.renderAccepted);
  });
}

function expectPaidOnce(): void {
  for (const once of [createSession, upload, message]) expect(backend.to(once)).toHaveLength(1);
}

describe("R21 R85 a conversion that is called again after it was paid for", () => {
  it("fetches the film of a render that failed, and of one that was aborted", async () => {
    const { call, output } = calls();
    const controller = new AbortController();
    renders({ status: "processing" }, () => controller.abort());
    expect((await failureOf(call({ signal: controller.signal }))).code).toBe("aborted");
    renders({ status: "failed", error: "boom" });
    expect(await failureOf(call())).toMatchObject({ code: "render-failed", charged: "unknown" });
    renders(answers.renderCompleted);
    expect((await call()).path).toBe(output);
    expectPaidOnce();
    await call({ onExists: "overwrite" });
    expect(backend.to(message)).toHaveLength(2);
  });

  it("fetches what a process paid for that was killed, and leaves alone what one is still at", async () => {
    const { call, ledger, output } = calls();
    const controller = new AbortController();
    renders({ status: "processing" });
    const first = failureOf(call({ signal: controller.signal }));
    await vi.waitFor(() => expect(backend.to(render)).toHaveLength(1));
    const living = await readFile(ledger, "utf8");
    controller.abort();
    await first;
    // As it was at that moment.
    await writeFile(ledger, living);
    renders(answers.renderCompleted);
    await call({ output: `${output}.other.mp4` });
    expect(backend.to(message)).toHaveLength(2);
    await writeFile(ledger, living.replaceAll(/"process":"\d+/g, '"process":"4000000'));
    await call();
    expect((await stat(output)).size).toBeGreaterThan(0);
    expect(backend.to(message)).toHaveLength(2);
  });

  it("pays for another wish, for a project that is named, and after a message that was refused", async () => {
    const { call } = calls();
    backend.on(message, json({ code: 2001 }));
    expect((await failureOf(call())).code).toBe("insufficient-credits");
    cloudOfSessions(backend, () => film);
    renders({ status: "failed", error: "boom" });
    await failureOf(call());
    await failureOf(call({ spec: { audio: false } }));
    await failureOf(call({ session: { id: "sess-1", taskId: "task-1" } }));
    expect(backend.to(message)).toHaveLength(4);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ["has no film", nothing, "outcome-unknown"],
    ["is gone", { code: 1002 }, "session-not-found"],
  ])("says of a project that %s that the next call pays anew, and then does", async (_, state, code) => {
    const { call } = calls();
    renders({ status: "failed", error: "boom" });
    await failureOf(call());
    backend.on(latest, state);
    const failure = await failureOf(call({}, 0));
    expect(failure).toMatchObject({ code, charged: "unknown", isRetryable: false });
    expect(failure.details["sessionId"]).toBe("sess-1");
    expect(failure.action.message).toContain(
      "The same call once more converts it anew, and is charged again.",
    );
    expectPaidOnce();
    cloudOfSessions(backend, () => film);
    await call();
    expect(backend.to(message)).toHaveLength(2);
  });

  it("waits with that while the agent may be at work", async () => {
    const { call } = calls();
    renders({ status: "failed", error: "boom" });
    await failureOf(call());
    backend.on(latest, nothing, nothing, answers.state);
    renders(answers.renderCompleted);
    for (let again = 0; again < 2; again += 1) {
      const { action } = await failureOf(call());
      expect(action.message).toContain("the same call later fetches the film");
    }
    await call();
    expectPaidOnce();
  });
});
