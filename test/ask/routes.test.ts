import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import type { NemoConverterOptions, Notice } from "../../src/options/index.js";
import * as answers from "../support/answers.js";
import { cloudConverter } from "../support/cloud.js";
import { failureOf } from "../support/failure-of.js";
import { json, mockBackend } from "../support/mock-backend.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { drafts, messageEndpoint, project, says, stateAnswer, stateEndpoint } from "./mocked-project.js";

const backend = mockBackend();
const connect = (options: NemoConverterOptions = {}) => cloudConverter({ ledger: false, ...options });
const uploadEndpoint = "POST /api/upload-video/nemo_agent/me/sess-1";

function rendersAs(film: string): void {
  backend
    .on("POST /api/render/proxy/lambda", (request) => {
      const { id } = request.json as { id: string };
      backend.on(`GET /api/render/proxy/lambda/${id}`, answers.renderCompleted);
      return json(answers.renderAccepted);
    })
    .on("GET https://cdn.test/film.mp4?sig=s3cr3t", () => new Response(film));
}

function clip(name = "city.mp4"): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, "a clip");
  return path;
}

describe("R16 what needs no agent never reaches it", () => {
  it.each([
    [
      "what is my balance?",
      "en",
      "You have 80 credits available, 20 reserved for work under way, 100 in total.",
    ],
    ["还剩多少积分？", "zh", "可用积分 80，进行中的任务占用 20，总计 100。"],
  ])("credits: %s", async (text, language, said) => {
    const reply = await connect().ask(text);
    expect(reply).toEqual({
      ...{ action: "credits", text: said, language, outcome: "none", changes: [] },
      credits: { available: 80, frozen: 20, total: 100 },
    });
    expect(backend.names).toEqual(["GET /api/credits/balance/simple"]);
  });

  it.each([
    ["show tracks", "en"],
    ["状态", "zh"],
  ])("state: %s", async (text, language) => {
    const reply = await connect().ask(text);
    const timeline =
      'Timeline (3 tracks): 1. Video: city timelapse (0-10s) 2. BGM: Lo-fi (0-10s, 35%) 3. Title: "Urban Dreams" (0-3s)';
    expect(reply).toEqual({
      ...{ action: "state", text: timeline, timeline, language, outcome: "none", changes: [] },
    });
    expect(backend.to(messageEndpoint)).toEqual([]);
  });

  it.each([
    ["show tracks", "The timeline is empty: nothing has been edited yet."],
    ["状态", "时间线为空：尚未进行任何编辑。"],
  ])("state before anything was edited: %s", async (text, said) => {
    backend.on(stateEndpoint, stateAnswer(null));
    const reply = await connect().ask(text);
    expect(reply.text).toBe(said);
    expect(reply).not.toHaveProperty("timeline");
  });

  it.each([
    ["export", "The export is ready: https://cdn.test/film.mp4?sig=s3cr3t"],
    ["导出", "导出完成：https://cdn.test/film.mp4?sig=s3cr3t"],
  ])("%s gives the signed link and downloads nothing", async (text, said) => {
    rendersAs("a film");
    const reply = await connect().ask(text);
    expect(reply).toMatchObject({ action: "export", text: said, outcome: "none" });
    expect(reply.export).toMatchObject({ url: "https://cdn.test/film.mp4?sig=s3cr3t" });
    expect(reply.export).not.toHaveProperty("path");
    expect(backend.names.filter((name) => name.includes("cdn.test"))).toEqual([]);
    expect(backend.to(messageEndpoint)).toEqual([]);
  });

  it("export with an output downloads", async () => {
    rendersAs("a film");
    const output = join(temporaryFolder(), "film.mp4");
    const reply = await connect().ask("send me the video", { output });
    expect(reply.text).toBe(`The video is saved: ${output}`);
    expect(reply.export).toMatchObject({ path: output, bytes: 6 });
    expect(readFileSync(output, "utf8")).toBe("a film");
  });

  it.each(["", "/"])("names a file, and no folder (%j behind it)", async (end) => {
    const folder = join(temporaryFolder(), "films");
    mkdirSync(folder);
    for (const onExists of ["fail", "rename", "overwrite"] as const) {
      const failure = await failureOf(connect().export({ output: `${folder}${end}`, onExists }));
      expect(failure).toMatchObject({ code: "invalid-request", action: { kind: "choose-output" } });
      expect(failure.message).toContain("is a folder");
    }
    expect(backend.requests).toEqual([]);
    expect(readdirSync(dirname(folder))).toEqual(["films"]);
  });

  it("never overwrites, and says so before anything is sent", async () => {
    const output = clip("film.mp4");
    const failure = await failureOf(connect().ask("trim it, then export", { output }));
    expect(failure.code).toBe("output-exists");
    expect(backend.requests).toEqual([]);
    expect(readFileSync(output, "utf8")).toBe("a clip");
  });

  it.each([
    ["upload this", "Uploaded: clip.mp4. Say what you want done."],
    ["上传", "已上传：clip.mp4。请告诉我接下来要做什么。"],
    ["", "Uploaded: clip.mp4. Say what you want done."],
  ])("upload with a file: %s", async (text, said) => {
    const reply = await connect().ask(text, { files: [clip()] });
    expect(reply).toMatchObject({ action: "upload", text: said, outcome: "none" });
    expect(reply.uploads).toMatchObject([{ name: "clip.mp4" }]);
    expect(backend.to(uploadEndpoint)).toHaveLength(1);
    expect(backend.to(messageEndpoint)).toEqual([]);
  });

  it("upload without a file says what to do", async () => {
    const reply = await connect().ask("upload a file");
    expect(reply).toMatchObject({ action: "upload", outcome: "none" });
    expect(reply.text).toContain("No file came with your message");
    expect(reply).not.toHaveProperty("uploads");
  });

  it("a link in an upload is for the backend to fetch", async () => {
    const reply = await connect().ask("upload https://cdn.test/clip.mp4");
    expect(reply.uploads).toHaveLength(1);
    expect(backend.to(uploadEndpoint)[0]!.json).toEqual({
      urls: ["https://cdn.test/clip.mp4"],
      source_type: "url",
    });
  });

  it.each([
    ["upload https://cdn.test/a.mp4.", ["https://cdn.test/a.mp4"]],
    ["please upload (https://cdn.test/c.mp4)", ["https://cdn.test/c.mp4"]],
    ["Upload https://cdn.test/a.mp4!", ["https://cdn.test/a.mp4"]],
    ["upload **https://cdn.test/d.mp4**", ["https://cdn.test/d.mp4"]],
    ["upload https://cdn.test/cut_(1).mp4", ["https://cdn.test/cut_(1).mp4"]],
    ["upload https://cdn.test/a.mp4?sig=x-_1", ["https://cdn.test/a.mp4?sig=x-_1"]],
  ])("the punctuation of %j is no part of its link", async (text, urls) => {
    await connect().ask(text);
    const sent = backend.to(uploadEndpoint).map(({ json }) => (json as { urls: string[] }).urls);
    expect(sent.flat()).toEqual(urls);
  });

  it("a path in the text alone is not read", async () => {
    const reply = await connect().ask(clip());
    expect(reply.action).toBe("upload");
    expect(reply).not.toHaveProperty("uploads");
    expect(backend.to(uploadEndpoint)).toEqual([]);
  });
});

describe("R16 files that come along", () => {
  it("are uploaded before the message is sent, in their order", async () => {
    project(backend, { before: drafts.clip, after: drafts.scored, stream: says("Music added.") });
    const reply = await connect().ask("add the music at 35%", { files: [clip(), clip("music.mp3")] });
    const sent = backend.names.filter((name) => name.startsWith("POST"));
    expect(sent.slice(-3)).toEqual([uploadEndpoint, uploadEndpoint, messageEndpoint]);
    const bodies = backend.to(uploadEndpoint).map(({ bytes }) => new TextDecoder().decode(bytes));
    expect(bodies.map((body) => /filename="([^"]+)"/.exec(body)?.[1])).toEqual(["city.mp4", "music.mp3"]);
    expect(reply.uploads).toHaveLength(2);
    expect(reply.text).toBe("Uploaded: clip.mp4, clip.mp4.\n\nMusic added.");
  });

  it("when one is refused the message is not sent, and what arrived is known", async () => {
    const files = [clip(), clip("notes.xyz")];
    const failure = await failureOf(connect().ask("put them together", { files }));
    expect(failure.code).toBe("unsupported-file");
    expect(failure.details["uploads"]).toMatchObject([{ name: "clip.mp4" }]);
    expect(backend.to(messageEndpoint)).toEqual([]);
  });
});

describe("R13 the conversation's session", () => {
  it.each([
    ["show tracks", "en"],
    ["状态", "zh"],
  ])("is made in the language of the text and reused: %s", async (text, language) => {
    const nemo = connect();
    await nemo.ask(text);
    await nemo.ask(text);
    const made = backend.to("POST /api/tasks/me/with-session/nemo_agent");
    expect(made.map(({ json: body }) => body)).toEqual([{ task_name: "project", language }]);
  });

  it("is that of the option, where one is given", async () => {
    backend.on("GET /api/state/nemo_agent/me/mine/latest", stateAnswer(drafts.clip));
    const reply = await connect().ask("show tracks", { session: { id: "mine", taskId: "t" } });
    expect(reply.timeline).toBe("Timeline (1 track): 1. Video: city timelapse (0-10s)");
    expect(backend.names).toEqual(["GET /api/state/nemo_agent/me/mine/latest"]);
  });

  it("a language that was chosen beats the text's", async () => {
    const reply = await connect({ language: "zh" }).ask("show tracks");
    expect(reply.language).toBe("zh");
    expect(backend.requests[0]!.json).toMatchObject({ language: "zh" });
  });
});

describe("R30 first contact", () => {
  it.each([
    ["what is my balance?", "Setting up…"],
    ["积分", "正在准备…"],
  ])("one notice in the language of the text: %s", async (text, message) => {
    const notices: Notice[] = [];
    const nemo = connect();
    await nemo.ask(text, { onNotice: (notice) => notices.push(notice) });
    await nemo.ask(text, { onNotice: (notice) => notices.push(notice) });
    expect(notices).toEqual([{ kind: "setting-up", message }]);
  });
});

describe("R16 a text that is none", () => {
  it.each(["", "  \n"])("%j is refused", async (text) => {
    const failure = await failureOf(connect().ask(text));
    expect(failure.code).toBe("invalid-request");
    expect(backend.requests).toEqual([]);
  });
});
