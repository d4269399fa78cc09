import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { createToolbox, type ToolProgress } from "../../src/agents/tools.js";
import { drafts, messageEndpoint, project, says, silence } from "../ask/mocked-project.js";
import { slowClip, slowly, toolbox, untilEncoding, untilJob } from "../support/agents.js";
import * as answers from "../support/answers.js";
import { cameraClip, ffprobeJson, sharedFolder } from "../support/clips.js";
import { cloudConverter } from "../support/cloud.js";
import { json, mockBackend } from "../support/mock-backend.js";
import { untilNoProcessNames } from "../support/processes.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const backend = mockBackend();
const clips = sharedFolder();
let camera: string;
let slow: string;
beforeAll(async () => {
  camera = await cameraClip(join(clips, "camera.mov"), 1);
  slow = await slowClip(join(clips, "slow.avi"));
});

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => !/^(state|\.)/.test(name))
    .sort();

/** Tools of a registered user on the mocked cloud. */
function onCloud(options = {}) {
  const folder = temporaryFolder();
  const box = createToolbox(cloudConverter({ ledger: false }), {
    allowedFolders: [folder],
    stateFolder: join(folder, "state"),
    ...options,
  });
  onTestFinished(() => box.close());
  return { folder, box };
}

describe("R72 ask", () => {
  it("is one turn: what was said, what changed, the timeline, the outcome", async () => {
    project(backend, { before: drafts.clip, after: drafts.titled, stream: says("I added the title.") });
    const { box } = onCloud();
    const { isError, text, content } = await box.execute("ask", { text: "add the title Urban Dreams" });
    expect(isError).toBe(false);
    expect(content).toMatchObject({
      ...{ state: "done", tool: "ask", action: "message", text: "I added the title." },
      ...{ outcome: "applied", changes: [expect.stringContaining("Urban Dreams")] },
      timeline: expect.stringMatching(/^Timeline \(2 tracks\)/) as string,
    });
    expect(text).toContain("I added the title.");
    expect(text).toContain("Changed: ");
    expect(text).toContain("Timeline (2 tracks)");
  });

  it("is never silent, and goes on in the same project", async () => {
    project(backend, { before: drafts.clip, after: drafts.titled, stream: silence });
    const { box } = onCloud();
    expect((await box.execute("ask", { text: "do it" })).text).toContain("Done. Title added");
    await box.execute("ask", { text: "show tracks" });
    expect(backend.to("POST /api/tasks/me/with-session/nemo_agent")).toHaveLength(1);
    expect(backend.to(messageEndpoint)).toHaveLength(1);
  });

  it("tells the credits and a refusal with what to do", async () => {
    const { box } = onCloud();
    const balance = await box.execute("ask", { text: "credits" });
    expect(balance.content).toMatchObject({ action: "credits", credits: { available: 80 }, outcome: "none" });
    backend.on(messageEndpoint, () => json({ code: 2001, message: "no credits" }));
    const refused = await box.execute("ask", { text: "add music" });
    expect(refused).toMatchObject({
      isError: true,
      content: { state: "failed", error: { code: "insufficient-credits", action: { kind: "top-up" } } },
    });
    expect(refused.content["next"]).toBe("Do what the error says.");
  });

  it("is not said again by restart_job", async () => {
    backend.on(messageEndpoint, () => json({ code: 2001, message: "no credits" }));
    const { box } = onCloud();
    const { content } = await box.execute("ask", { text: "add music" });
    const again = await box.execute("restart_job", { job: content["job"] });
    expect(again).toMatchObject({ isError: true, content: { error: { action: { kind: "check-state" } } } });
    expect(backend.to(messageEndpoint)).toHaveLength(1);
  });

  it("goes on when nobody waits, and is found by its handle", async () => {
    let answer: (() => void) | undefined;
    project(backend, { before: drafts.clip, after: drafts.titled, stream: says("I added the title.") });
    const open = new Promise<void>((resolve) => (answer = resolve));
    backend.on("POST /api/tasks/me/with-session/nemo_agent", async () => {
      await open;
      return json(answers.session);
    });
    const { box } = onCloud({ heartbeatMs: 20 });
    const told: ToolProgress[] = [];
    const controller = new AbortController();
    const waiting = box.execute(
      "ask",
      { text: "add the title" },
      {
        signal: controller.signal,
        onProgress: (each) => {
          told.push(each);
          if (told.length > 3) controller.abort();
        },
      },
    );
    expect((await waiting).content["error"]).toMatchObject({ code: "aborted" });
    const [job] = (await box.execute("list_jobs", {})).content["jobs"] as { job: string; state: string }[];
    expect(job!.state).toBe("running");
    answer!();
    const done = await untilJob(
      () => box.execute("job_progress", { job: job!.job }),
      ({ state }) => state === "done",
    );
    expect(done).toMatchObject({ text: "I added the title.", outcome: "applied" });
    expect((await box.execute("list_jobs", {})).text).toContain("done: add the title");
  });

  it("tells of an edit also when its film cannot be exported", async () => {
    project(backend, { before: drafts.clip, after: drafts.titled, stream: says("I added the title.") });
    backend.on("POST /api/render/proxy/lambda", () =>
      json({ code: 402, message: "upgrade" }, { status: 402 }),
    );
    const { box, folder } = onCloud();
    const output = join(folder, "film.mp4");
    const { text, content } = await box.execute("ask", { text: "add the title", output });
    expect(content).toMatchObject({
      ...{ state: "done", outcome: "applied", text: "I added the title." },
      exportError: { code: "export-blocked", action: { kind: "upgrade" } },
    });
    expect(text).toContain("The edit stands, but was not exported: export-blocked:");
    expect(existsSync(output)).toBe(false);
  });

  it("uploads its files and exports the film on this machine", async () => {
    const folder = temporaryFolder();
    const clip = join(folder, "clip.mov");
    await copyFile(camera, clip);
    const box = toolbox(folder);
    const output = join(folder, "film.mp4");
    const { text, content } = await box.execute("ask", { text: "180p", files: [clip], output });
    expect(content).toMatchObject({ outcome: "applied", uploads: ["clip.mov"], export: { path: output } });
    expect(text).toContain(`Wrote ${output}.`);
    expect((await ffprobeJson(output)).streams[0]).toMatchObject({ height: 180 });
  });

  it.each([
    ["a file", (folder: string) => ({ text: "look", files: [join(folder, "..", "clip.mov")] }), "outside"],
    ["an output", (folder: string) => ({ text: "export", output: join(folder, "..", "a.mp4") }), "outside"],
    ["a link in the text", () => ({ text: "upload https://films.test/a.mp4" }), "URLs are not allowed"],
    [
      "a link as a file",
      () => ({ text: "look", files: ["https://films.test/a.mp4"] }),
      "URLs are not allowed",
    ],
    [
      "a source as its output",
      (folder: string) => ({ text: "180p", files: [join(folder, "a.mov")], output: join(folder, "a.mov") }),
      "never written to",
    ],
  ])("refuses %s that is not allowed, before anything is sent", async (_what, input, said) => {
    const { box, folder } = onCloud();
    const { isError, text } = await box.execute("ask", { ...input(folder), onExists: "overwrite" });
    expect([isError, text]).toEqual([true, expect.stringContaining(said)]);
    expect(backend.names).toEqual([]);
  });
});

describe("R89 start_batch", () => {
  /** A folder `in` with two clips, one of them below another folder, and a file that is no video. */
  async function workplace() {
    const folder = temporaryFolder();
    const source = join(folder, "in");
    mkdirSync(join(source, "deep"), { recursive: true });
    await copyFile(camera, join(source, "one.mov"));
    await copyFile(camera, join(source, "deep", "two.mov"));
    writeFileSync(join(source, "text.mkv"), "no film");
    return { folder, source, output: join(folder, "out"), box: toolbox(folder) };
  }
  const finish = async (box: ReturnType<typeof toolbox>, input: Record<string, unknown>) => {
    const { content } = await box.execute("start_batch", input);
    const ask = () => box.execute("job_progress", { job: content["job"] });
    await untilJob(ask, ({ state }) => state !== "running");
    return box.execute("job_result", { job: content["job"] });
  };

  it("converts a folder with its tree, and tells of each failure what to do", async () => {
    const { box, source, output } = await workplace();
    const outcome = await finish(box, { inputs: [source], output, request: "180p" });
    expect(outcome).toMatchObject({
      isError: false,
      content: {
        ...{ state: "done", total: 3, done: 2, skipped: 0, failed: 1 },
        failures: [
          {
            input: join(source, "text.mkv"),
            error: { code: "not-media", action: { message: "Choose a video file." } },
          },
        ],
        reportPath: join(output, "nemo-report.html"),
      },
    });
    expect((outcome.content["outputs"] as string[]).toSorted()).toEqual([
      join(output, "deep", "two.mp4"),
      join(output, "one.mp4"),
    ]);
    expect(outcome.text).toContain("3 files: 2 done (");
    expect(outcome.text).toMatch(/Failed: .*text\.mkv: not-media: .* Next: Choose a video file\./);
    expect(filesIn(output)).toEqual([
      ...["deep", "deep/two.mp4", "nemo-report.html", "nemo-report.json", "one.mp4"],
    ]);
    expect((await ffprobeJson(join(output, "one.mp4"))).streams[0]).toMatchObject({ height: 180 });
    const again = await finish(box, { inputs: [source], output, request: "180p" });
    expect(again.content).toMatchObject({ done: 0, skipped: 2, failed: 1 });
  });

  it("writes nothing but beside the sources where no output is given", async () => {
    const { box, source, folder } = await workplace();
    const inputs = [join(source, "one.mov"), join(source, "deep", "two.mov")];
    const outcome = await finish(box, { inputs, preset: "preview", report: false });
    expect(outcome.content).toMatchObject({ done: 2, failed: 0 });
    expect(filesIn(folder)).toEqual([
      ...["in", "in/.nemo-batch.jsonl", "in/deep", "in/deep/two.mov", "in/deep/two.mp4"],
      ...["in/one.mov", "in/one.mp4", "in/text.mkv"],
    ]);
    expect(existsSync(".nemo-batch.jsonl")).toBe(false);
  });

  it("tells how far the whole is, keeps what was finished when it is cancelled, and goes on with the rest", async () => {
    const { box, source, output } = await workplace();
    const clip = join(source, "slow.avi");
    await copyFile(slow, clip);
    const { content } = await box.execute("start_batch", {
      inputs: [source],
      output,
      canary: false,
      spec: slowly,
    });
    const { job } = content;
    await untilEncoding(clip);
    const ask = () => box.execute("job_progress", { job, waitSeconds: 0 });
    const seen = await untilJob(ask, ({ stage }) => /^[1-9]\d* of 4 files$/.test(String(stage)));
    expect(seen["percent"]).toBeGreaterThan(0);
    const cancelled = await box.execute("cancel_job", { job });
    expect(cancelled.text).toContain(`What was finished stays; restart_job with ${String(job)} goes on`);
    await untilNoProcessNames(clip, 10_000);
    expect(filesIn(output).filter((name) => name.startsWith("slow"))).toEqual([]);
    const again = await box.execute("restart_job", { job });
    expect(again.content).toMatchObject({
      state: "running",
      tool: "start_batch",
      request: { inputs: [source] },
    });
    await box.execute("cancel_job", { job: again.content["job"] });
  });

  it.each<[string, (folder: string, outside: string) => Record<string, unknown>, string]>([
    ["an input outside", (_folder, outside) => ({ inputs: [outside] }), "outside the allowed folders"],
    [
      "an output outside",
      (folder, outside) => ({ inputs: [folder], output: outside }),
      "outside the allowed folders",
    ],
    [
      "a link to a file outside",
      (folder, outside) => {
        symlinkSync(join(outside, "secret.mov"), join(folder, "in", "link.mov"));
        return { inputs: [folder] };
      },
      "link.mov leads outside",
    ],
    [
      "an output in whose tree a link leads out",
      (folder, outside) => {
        mkdirSync(join(folder, "out"));
        symlinkSync(outside, join(folder, "out", "deep"));
        return { inputs: [join(folder, "in")], output: join(folder, "out") };
      },
      "deep leads outside",
    ],
    ["a glob", (folder) => ({ inputs: [join(folder, "*.mov")] }), "There is no file or folder"],
    ["no input", () => ({ inputs: [] }), "a list of at least one path"],
    ["a URL", () => ({ inputs: ["https://films.test/a.mp4"] }), "URLs are not allowed"],
  ])("refuses %s, and starts nothing", async (_what, input, said) => {
    const { box, folder } = await workplace();
    const outside = temporaryFolder();
    await copyFile(camera, join(outside, "secret.mov"));
    const { isError, text } = await box.execute("start_batch", input(folder, outside));
    expect([isError, text]).toEqual([true, expect.stringContaining(said)]);
    expect((await box.execute("list_jobs", {})).content).toEqual({ jobs: [] });
    expect(readdirSync(outside)).toEqual(["secret.mov"]);
  });

  it("asks for a folder where a URL has none beside it", async () => {
    const { folder } = await workplace();
    const box = toolbox(folder, { allowUrls: true });
    const { isError, text } = await box.execute("start_batch", { inputs: ["https://films.test/a.mp4"] });
    expect([isError, text]).toEqual([true, expect.stringContaining("output is missing")]);
  });

  it("never touches a source", async () => {
    const { box, source } = await workplace();
    const before = [readFileSync(join(source, "one.mov")), statSync(join(source, "one.mov")).mtimeMs];
    const outcome = await finish(box, { inputs: [source], request: "180p", onExists: "overwrite" });
    expect(outcome.content).toMatchObject({ done: 2 });
    expect([readFileSync(join(source, "one.mov")), statSync(join(source, "one.mov")).mtimeMs]).toEqual(
      before,
    );
  });
});

describe("R89 the cost in a plan", () => {
  const costIn = async (options: Parameters<typeof cloudConverter>[0]) => {
    const folder = temporaryFolder();
    await copyFile(camera, join(folder, "clip.mov"));
    const box = createToolbox(cloudConverter(options), { allowedFolders: [folder], stateFolder: false });
    onTestFinished(() => box.close());
    const { content } = await box.execute("plan", { input: join(folder, "clip.mov") });
    return content["cost"] as { credits: number; isEstimate: boolean; note: string };
  };

  it("is an estimate on the cloud, for which nothing is asked", async () => {
    expect(await costIn({})).toMatchObject({ credits: 50, isEstimate: true });
    expect(backend.names).toEqual([]);
  });

  it('is with "auto" that of the cloud where it would go there first', async () => {
    const { credits, note } = await costIn({ backend: "auto" });
    expect([credits, note]).toEqual([50, expect.stringContaining("Should the cloud refuse, it runs here.")]);
  });

  it('is nothing with "auto" where the account is empty or there is none', async () => {
    backend.on("GET /api/credits/balance/simple", { code: 0, data: { available: 0, frozen: 0, total: 100 } });
    expect(await costIn({ backend: "auto" })).toMatchObject({
      ...{ credits: 0, isEstimate: true },
      note: expect.stringMatching(
        /^It runs on this machine.*Should ffmpeg fail, it goes to the cloud/,
      ) as string,
    });
    backend.reset();
    expect(await costIn({ backend: "auto", token: undefined })).toMatchObject({ credits: 0 });
    expect(backend.names).toEqual([]);
  });
});
