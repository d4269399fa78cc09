import { copyFile } from "node:fs/promises";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createToolbox } from "../../src/agents/tools.js";
import { untilJob } from "../support/agents.js";
import * as answers from "../support/answers.js";
import { cameraAndFilm, sharedFolder } from "../support/clips.js";
import { cloudConverter, cloudMakes } from "../support/cloud.js";
import { eventStream, json, mockBackend } from "../support/mock-backend.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const backend = mockBackend();
const { camera, film } = await cameraAndFilm(sharedFolder(), 1);

const message = "POST /run_sse";
const render = "POST /api/render/proxy/lambda";

/** Every render ends, or goes on, like this. */
function renders(status: Record<string, unknown>): void {
  backend.on(render, (request) => {
    backend.on(`GET /api/render/proxy/lambda/${(request.json as { id: string }).id}`, status);
    return json(answers.renderAccepted);
  });
}

const torn = 'data: {"content":{"role":"model","parts":[{"text":"Tri"}]},"partial":true}\n\n';

/** Tools on the mocked cloud, and a film that they may convert. */
async function tools() {
  cloudMakes(backend, film);
  const folder = temporaryFolder();
  const input = join(folder, "camera.mov");
  await copyFile(camera, input);
  const open = () => {
    const stateFolder = join(folder, "state");
    const box = createToolbox(cloudConverter({ ledger: false }), { allowedFolders: [folder], stateFolder });
    onTestFinished(() => box.close());
    return box;
  };
  return { box: open(), open, input, folder };
}

describe("R85 R89 a job that may have been charged", () => {
  it.each<[string, () => unknown]>([
    ["a render that fails", () => renders({ status: "failed", error: "boom" })],
    [
      "a message whose outcome nobody knows",
      () =>
        backend
          .on("GET /api/state/nemo_agent/me/sess-1/latest", { code: 0, data: { state: { draft: null } } })
          .on(message, () => eventStream(torn)),
    ],
  ])("and failed with %s is not done again, and nobody is told to", async (_, breakIt) => {
    const { box, input } = await tools();
    breakIt();
    const { content, text } = await box.execute("convert", { input });
    expect(content).toMatchObject({ state: "failed", error: { charged: "unknown" } });
    expect(text).toContain("nemo-converter export --session sess-1");
    expect(text).not.toMatch(/restart_job with|start another conversion/);
    const again = await box.execute("restart_job", { job: content["job"] });
    expect(again).toMatchObject({ isError: true, content: { error: { action: { kind: "check-state" } } } });
    expect(again.text).toContain("export --session sess-1");
    expect(backend.to(message)).toHaveLength(1);
  });

  it("and was cancelled after its message says so, and is not done again", async () => {
    const { box, input } = await tools();
    renders({ status: "processing", progress: 10 });
    const { content } = await box.execute("start_conversion", { input });
    const job = content["job"];
    await untilJob(
      () => box.execute("job_result", { job }),
      ({ stage }) => stage === "render",
    );
    const cancelled = await box.execute("cancel_job", { job });
    expect(cancelled.content["state"]).toBe("cancelled");
    expect(cancelled.text).toMatch(/may have been charged.*export --session sess-1/s);
    expect((await box.execute("restart_job", { job })).isError).toBe(true);
    expect(backend.to(message)).toHaveLength(1);
  });

  it("and whose process was killed during its message is not done again by the next one", async () => {
    const { box, open, input, folder } = await tools();
    let say: (() => void) | undefined;
    const said = new Promise<void>((resolve) => (say = resolve));
    backend.on(message, async () => said.then(() => eventStream(answers.turnStream)));
    const { content } = await box.execute("start_conversion", { input });
    const job = content["job"];
    await untilJob(
      () => box.execute("job_result", { job }),
      () => backend.to(message).length === 1,
    );
    const state = join(folder, "state");
    const name = readdirSync(state).find((each) => each.startsWith(String(job)))!;
    // It is written beside the message, not before it: the ledger is what knows of the message in any case.
    const record = await vi.waitFor(() => {
      const written = readFileSync(join(state, name), "utf8");
      expect(written).toContain('"stage":"message"');
      return JSON.parse(written) as Record<string, unknown>;
    });
    say!();
    await box.close();
    // As the file was at that moment, its process gone.
    writeFileSync(join(state, name), JSON.stringify({ ...record, owner: { pid: 4_000_000 } }));
    const next = open();
    const told = await next.execute("job_result", { job });
    expect(told.content["state"]).toBe("interrupted");
    expect(told.text).toContain("may have been charged");
    expect((await next.execute("restart_job", { job })).isError).toBe(true);
    expect(backend.to(message)).toHaveLength(1);
  });

  it("is one only since its message: a refused upload is done again", async () => {
    const { box, input } = await tools();
    backend.on("POST /api/upload-video/nemo_agent/me/sess-1", json({ code: 4001 }), answers.upload);
    const { content, text } = await box.execute("convert", { input });
    expect(text).toContain("restart_job with");
    const again = await box.execute("restart_job", { job: content["job"] });
    const done = await box.execute("job_progress", { job: again.content["job"] });
    expect(done.content["state"]).toBe("done");
  });
});
