import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { copyFile } from "node:fs/promises";
import { cameraClip, ffprobeJson, sharedFolder } from "../support/clips.js";
import { slowClip, slowly, toolbox, untilEncoding, untilJob } from "../support/agents.js";
import { untilNoProcessNames } from "../support/processes.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { createToolbox, type ToolProgress } from "../../src/agents/tools.js";
import { inProcess } from "../support/converters.js";

const clips = sharedFolder();
let camera: string;
let slow: string;
beforeAll(async () => {
  camera = await cameraClip(join(clips, "camera.mov"), 1);
  slow = await slowClip(join(clips, "slow.avi"));
});

/** A folder with a clip of its own, and tools that may use it. */
async function workplace() {
  const folder = temporaryFolder();
  const clip = join(folder, "clip.mov");
  await copyFile(camera, clip);
  return { folder, clip, box: toolbox(folder) };
}

async function slowJob() {
  const folder = temporaryFolder();
  const clip = join(folder, "slow.avi");
  await copyFile(slow, clip);
  const box = toolbox(folder);
  const started = await box.execute("start_conversion", { input: clip, spec: slowly });
  const job = String(started.content["job"]);
  await untilEncoding(clip);
  return { folder, clip, box, job, started };
}

const filesIn = (folder: string) => readdirSync(folder).filter((name) => name !== "state");

describe("R72 tools that look", () => {
  it("probe tells what a file holds", async () => {
    const { box, clip } = await workplace();
    const { isError, text, content } = await box.execute("probe", { input: clip });
    expect(isError).toBe(false);
    expect(text).toContain("0: video h264");
    expect(content).toMatchObject({ duration: 1, video: [{ width: 640 }], audio: [{ codec: "pcm_s16le" }] });
  });

  it("check tells what is wrong with it", async () => {
    const { box, clip, folder } = await workplace();
    expect((await box.execute("check", { input: clip })).content).toMatchObject({ ok: true });
    const cut = join(folder, "cut.mov");
    writeFileSync(cut, readFileSync(clip).subarray(0, 20_000));
    const { isError, content } = await box.execute("check", { input: cut, depth: "full" });
    expect([isError, content["ok"]]).toEqual([false, false]);
  });

  it("plan tells route, losses, size and cost, and writes nothing", async () => {
    const { box, clip, folder } = await workplace();
    const { text, content } = await box.execute("plan", { input: clip, request: "180p under 1MB" });
    expect(content).toMatchObject({ route: "encode", cost: { credits: 0, isEstimate: false } });
    expect((content["estimate"] as { bytes: number }).bytes).toBeLessThanOrEqual(1e6);
    expect(text).toContain("0 credits");
    expect(filesIn(folder)).toEqual(["clip.mov"]);
  });

  it("list_presets and parse_request tell what could be said, and what was", async () => {
    const { box } = await workplace();
    const { content } = await box.execute("list_presets", {});
    expect((content["presets"] as { name: string }[]).map(({ name }) => name)).toContain("youtube");
    const parsed = await box.execute("parse_request", { request: "1080p, under 25MB, frobnicated" });
    expect(parsed.content).toMatchObject({
      spec: { video: { height: 1080 }, targetSize: 25_000_000 },
      unrecognized: ["frobnicated"],
    });
  });
});

describe("R72 convert", () => {
  it("makes an MP4 beside the source, and tells of it in words and in data", async () => {
    const { box, clip, folder } = await workplace();
    const told: ToolProgress[] = [];
    const outcome = await box.execute("convert", { input: clip }, { onProgress: (each) => told.push(each) });
    const path = join(folder, "clip.mp4");
    expect(outcome.isError).toBe(false);
    expect(outcome.content).toMatchObject({
      state: "done",
      files: [
        { path, bytes: statSync(path).size, route: "partial", verification: { ok: true, level: "quick" } },
      ],
    });
    expect(outcome.text).toContain(`Wrote ${path}`);
    expect(outcome.text).toContain("verified");
    expect((await ffprobeJson(path)).streams.map(({ codec_name }) => codec_name)).toEqual(["h264", "aac"]);
    expect(told.length).toBeGreaterThan(1);
  });

  it("does not overwrite unless told, and says what to do instead", async () => {
    const { box, clip, folder } = await workplace();
    const output = join(folder, "out.mp4");
    writeFileSync(output, "mine");
    const refused = await box.execute("convert", { input: clip, output });
    expect(refused).toMatchObject({ isError: true, content: { state: "failed" } });
    expect(refused.content["error"]).toMatchObject({
      code: "output-exists",
      action: { kind: "choose-output" },
    });
    expect(readFileSync(output, "utf8")).toBe("mine");
    const told = await box.execute("convert", { input: clip, output, onExists: "overwrite" });
    expect(told.isError).toBe(false);
    expect(statSync(output).size).toBeGreaterThan(1000);
  });

  it("takes no argument for more than a name", async () => {
    const { box, folder } = await workplace();
    const clip = join(folder, "$(touch owned); `touch owned` & -y.mov");
    await copyFile(camera, clip);
    expect((await box.execute("convert", { input: clip })).isError).toBe(false);
    const words = await box.execute("convert", { input: clip, request: "$(touch owned); `touch owned`" });
    expect(words.content["error"]).toMatchObject({ code: "invalid-request" });
    expect(existsSync(join(folder, "owned")) || existsSync("owned")).toBe(false);
  });

  it.each([
    ["an input", (clip: string, outside: string) => ({ input: join(outside, "clip.mov"), output: clip })],
    ["an output", (clip: string, outside: string) => ({ input: clip, output: join(outside, "out.mp4") })],
    ["an output folder", (clip: string, outside: string) => ({ input: clip, output: `${outside}/` })],
    [
      "an output by a link",
      (clip: string, outside: string) => {
        symlinkSync(outside, join(clip, "..", "link"));
        return { input: clip, output: join(clip, "..", "link", "out.mp4") };
      },
    ],
  ])("refuses %s outside the allowed folders, and writes nothing", async (_what, input) => {
    const { box, clip } = await workplace();
    const outside = temporaryFolder();
    await copyFile(camera, join(outside, "clip.mov"));
    const given = input(clip, outside);
    for (const tool of ["convert", "start_conversion", "plan"]) {
      const { isError, text } = await box.execute(tool, given);
      expect([isError, text]).toEqual([true, expect.stringContaining("outside the allowed folders")]);
    }
    expect(readdirSync(outside)).toEqual(["clip.mov"]);
    expect((await box.execute("list_jobs", {})).content).toEqual({ jobs: [] });
  });
});

describe("R89 jobs", () => {
  it("start at once, give signs of life while somebody waits, and end by a handle", async () => {
    const { box, job, started, clip, folder } = await slowJob();
    expect(started.content).toMatchObject({ state: "running", tool: "start_conversion" });
    expect(started.text).toContain(`Call job_progress with ${job}`);
    const told: ToolProgress[] = [];
    const asked = await box.execute(
      "job_progress",
      { job, waitSeconds: 1 },
      { onProgress: (each) => told.push(each) },
    );
    expect(asked.content).toMatchObject({ state: "running", stage: "render" });
    expect(told.length).toBeGreaterThan(0);
    const cancelled = await box.execute("cancel_job", { job });
    expect(cancelled).toMatchObject({ isError: false, content: { state: "cancelled" } });
    await untilNoProcessNames(clip, 10_000);
    expect(filesIn(folder)).toEqual(["slow.avi"]);
    expect((await box.execute("job_result", { job })).content).toMatchObject({ state: "cancelled" });
  });

  it("convert answers with a handle when it takes longer than is waited for", async () => {
    const folder = temporaryFolder();
    const clip = join(folder, "slow.avi");
    await copyFile(slow, clip);
    const box = toolbox(folder);
    const outcome = await box.execute("convert", { input: clip, spec: slowly, waitSeconds: 0 });
    expect(outcome).toMatchObject({ isError: false, content: { state: "running" } });
    await box.execute("cancel_job", { job: outcome.content["job"] });
  });

  it("convert ends its job when the call is aborted", async () => {
    const folder = temporaryFolder();
    const clip = join(folder, "slow.avi");
    await copyFile(slow, clip);
    const box = toolbox(folder);
    const controller = new AbortController();
    const { signal } = controller;
    const call = box.execute("convert", { input: clip, spec: slowly }, { signal });
    await untilEncoding(clip);
    controller.abort();
    const outcome = await call;
    expect(outcome.content["error"]).toMatchObject({ code: "aborted" });
    expect((await box.execute("list_jobs", {})).content).toMatchObject({ jobs: [{ state: "cancelled" }] });
    await untilNoProcessNames(clip, 10_000);
    expect(filesIn(folder)).toEqual(["slow.avi"]);
  });

  it("give a sign of life also when nothing has changed", async () => {
    const folder = temporaryFolder();
    const clip = join(folder, "slow.avi");
    await copyFile(slow, clip);
    const box = toolbox(folder, { heartbeatMs: 20 });
    const { content } = await box.execute("start_conversion", { input: clip, spec: slowly });
    const record = join(folder, "state", `${String(content["job"])}.json`);
    const first = (JSON.parse(readFileSync(record, "utf8")) as { updatedAt: string }).updatedAt;
    const told: ToolProgress[] = [];
    await box.execute(
      "job_progress",
      { job: content["job"], waitSeconds: 1 },
      { onProgress: (each) => told.push(each) },
    );
    // ffmpeg reports twice a second.
    expect(told.length).toBeGreaterThan(10);
    expect((JSON.parse(readFileSync(record, "utf8")) as { updatedAt: string }).updatedAt > first).toBe(true);
    await box.execute("cancel_job", { job: content["job"] });
  });

  it("fail with what to do next", async () => {
    const { box, folder } = await workplace();
    const text = join(folder, "notes.mov");
    writeFileSync(text, "not a video at all");
    const { content } = await box.execute("start_conversion", { input: text });
    const job = content["job"];
    const progress = await box.execute("job_progress", { job, waitSeconds: 15 });
    expect(progress).toMatchObject({
      isError: false,
      content: { state: "failed", error: { code: "not-media" } },
    });
    const result = await box.execute("job_result", { job });
    expect(result).toMatchObject({
      isError: true,
      content: { error: { action: { message: "Choose a video file." } } },
    });
    expect(result.text).toContain("not-media:");
  });

  it("make several results of one source", async () => {
    const { box, clip, folder } = await workplace();
    mkdirSync(join(folder, "out"));
    const { content } = await box.execute("start_variants", {
      input: clip,
      output: join(folder, "out"),
      variants: { small: { video: { height: 90 } }, look: "preview" },
    });
    const ask = () => box.execute("job_progress", { job: content["job"] });
    const done = await untilJob(ask, ({ state }) => state === "done");
    expect(done["files"]).toMatchObject([
      { variant: "small", path: join(folder, "out", "clip.small.mp4"), video: { height: 90 } },
      { variant: "look", path: join(folder, "out", "clip.look.mp4") },
    ]);
  });

  it("that are finished are known to the next server; those of other folders are not shown", async () => {
    const { box, clip, folder } = await workplace();
    const { content } = await box.execute("convert", { input: clip });
    await box.close();
    const next = toolbox(folder);
    expect((await next.execute("job_result", { job: content["job"] })).content).toEqual(content);
    const elsewhere = toolbox(temporaryFolder(), { stateFolder: join(folder, "state") });
    expect((await elsewhere.execute("list_jobs", {})).content).toEqual({ jobs: [] });
    expect((await elsewhere.execute("job_result", { job: content["job"] })).text).toContain(
      "There is no job",
    );
  });

  it("are on record in the converter's own folder where no other is named", async () => {
    const folder = temporaryFolder();
    const home = temporaryFolder();
    const nemo = inProcess({}, { configDir: join(folder, "config") });
    vi.stubEnv("HOME", home);
    const box = createToolbox(nemo, { allowedFolders: [folder] });
    onTestFinished(() => box.close());
    const { content } = await box.execute("start_conversion", { input: join(folder, "none.mov") });
    expect(readdirSync(join(folder, "config", "jobs"))).toEqual([`${String(content["job"])}.json`]);
    expect(readdirSync(home)).toEqual([]);
  });

  it("that are ended by close are interrupted, leave nothing, and can be done again", async () => {
    const { box, clip, folder, job } = await slowJob();
    await box.close();
    await untilNoProcessNames(clip, 10_000);
    expect(filesIn(folder)).toEqual(["slow.avi"]);
    const next = toolbox(folder);
    const told = await next.execute("job_result", { job });
    expect(told.content).toMatchObject({ state: "interrupted" });
    expect(told.text).toContain(`restart_job with ${job}`);
    const again = await next.execute("restart_job", { job });
    expect(again.content).toMatchObject({ state: "running", request: { input: clip } });
    expect(again.content["job"]).not.toBe(job);
    await pause(0);
    await next.execute("cancel_job", { job: again.content["job"] });
  });

  it("that are done are not done again", async () => {
    const { box, clip } = await workplace();
    const { content } = await box.execute("convert", { input: clip });
    const again = await box.execute("restart_job", { job: content["job"] });
    expect(again).toMatchObject({ isError: true, text: expect.stringContaining("is done") as string });
  });

  it("of a process that still works on them are followed, and left to it", async () => {
    const { folder, box, job } = await slowJob();
    const other = toolbox(folder);
    const seen = await other.execute("job_progress", { job, waitSeconds: 0 });
    expect(seen.content).toMatchObject({ state: "running" });
    expect((await other.execute("cancel_job", { job })).text).toContain("belongs to another process");
    const waiting = other.execute("job_progress", { job, waitSeconds: 15 });
    await box.execute("cancel_job", { job });
    expect((await waiting).content).toMatchObject({ state: "cancelled" });
  });
});
