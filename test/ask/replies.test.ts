import { describe, expect, it } from "vitest";
import type { AgentEvent } from "../../src/modules/index.js";
import * as answers from "../support/answers.js";
import { cloudConverter } from "../support/cloud.js";
import { failureOf } from "../support/failure-of.js";
import { eventStream, json, mockBackend } from "../support/mock-backend.js";
import {
  type Draft,
  drafts,
  messageEndpoint,
  project,
  says,
  silence,
  stateAnswer,
  stateEndpoint,
  tools,
} from "./mocked-project.js";

const backend = mockBackend();
const connect = () => cloudConverter({ ledger: false });

describe("R20 silent edits", () => {
  const edits: [string, Draft | null, Draft | null, RegExp, RegExp][] = [
    ["a title", drafts.clip, drafts.titled, /^Done\. Title added: "Urban Dreams"/, /Urban Dreams/],
    ["music", drafts.clip, drafts.scored, /^Done\. BGM added: Lo-fi/, /Lo-fi/],
    ["a trim", drafts.clip, drafts.trimmed, /^Done\. .*8s/, /8/],
    ["a volume", drafts.scored, drafts.quieter, /^Done\. .*10%/, /10%/],
    ["another text", drafts.titled, drafts.renamed, /^Done\. .*City Nights/, /City Nights/],
    ["a title taken away", drafts.titled, drafts.clip, /^Done\. .*Urban Dreams/, /Urban Dreams/],
    ["a first clip", null, drafts.clip, /^Done\. .*city timelapse/, /city timelapse/],
  ];

  it.each(edits)("%s is named in English", async (_, before, after, said) => {
    project(backend, { before, after, stream: silence });
    const reply = await connect().ask("do it");
    expect(reply.text).toMatch(said);
    expect(reply).toMatchObject({ action: "message", outcome: "applied", language: "en" });
    expect(reply.changes.length).toBeGreaterThan(0);
    expect(reply.timeline).toMatch(/^Timeline \(/);
    expect(backend.to(messageEndpoint)).toHaveLength(1);
  });

  it.each(edits)("%s is named in Chinese", async (_, before, after, _english, said) => {
    project(backend, { before, after, stream: silence });
    const reply = await connect().ask("帮我处理一下画面和声音");
    expect(reply.text).toMatch(/^已完成。/);
    expect(reply.text).toMatch(said);
    expect(reply).toMatchObject({ outcome: "applied", language: "zh" });
  });

  it.each([
    ["without any event", ""],
    ["with an event that counts tokens", silence],
    ["with an empty text", says("")],
    ["with tools alone", tools],
    ["with signs of life", ": ping\n\nevent: heartbeat\ndata: {}\n\n"],
  ])("a turn %s that changed nothing says so", async (_, stream) => {
    project(backend, { before: drafts.clip, stream });
    const reply = await connect().ask("make it nicer");
    expect(reply.text).toBe("The agent said nothing, and the project is as it was before your message.");
    expect(reply).toMatchObject({ outcome: "not-applied", changes: [] });
  });

  it("says so in Chinese", async () => {
    project(backend, { before: drafts.clip, stream: silence });
    expect((await connect().ask("让画面更好看")).text).toBe("助手没有回复，项目与您发送消息之前相同。");
  });

  it("what changes at every reading is no edit", async () => {
    let readings = 0;
    backend
      .on(stateEndpoint, () => {
        readings += 1;
        const url = `https://cdn.test/a.mp4?Expires=${readings}`;
        const { code, data } = stateAnswer(drafts.clip) as { code: number; data: { state: object } };
        const state = { ...data.state, generated_media: [{ url }], updated_at: readings };
        return json({ code, data: { state } });
      })
      .on(messageEndpoint, () => eventStream(silence));
    expect(await connect().ask("make it nicer")).toMatchObject({ outcome: "not-applied", changes: [] });
  });
});

describe("R18 what the agent says and does", () => {
  it("its words are the reply; the change stands beside them", async () => {
    project(backend, {
      before: drafts.clip,
      after: drafts.titled,
      stream: tools + says("I added the title."),
    });
    const reply = await connect().ask("add a title");
    expect(reply).toMatchObject({ text: "I added the title.", outcome: "applied" });
    expect(reply.changes.join()).toContain("Urban Dreams");
  });

  it("its tools are only for onEvent", async () => {
    project(backend, { before: drafts.clip, after: drafts.titled, stream: tools + says("Done.") });
    const events: AgentEvent[] = [];
    const reply = await connect().ask("add a title", { onEvent: (event) => events.push(event) });
    expect(events.map(({ type }) => type)).toEqual(["tool-call", "tool-result", "text", "end"]);
    expect(JSON.stringify(reply)).not.toMatch(/add_title|secret_plan/);
  });

  it("an answer to a question changes nothing", async () => {
    project(backend, { before: drafts.clip, stream: says("The clip is 10 seconds long.") });
    const reply = await connect().ask("which song would fit?");
    expect(reply).toMatchObject({
      text: "The clip is 10 seconds long.",
      outcome: "not-applied",
      changes: [],
    });
    expect(reply).not.toHaveProperty("timeline");
  });

  it("several messages of one turn all stand in it", async () => {
    project(backend, {
      before: drafts.clip,
      after: drafts.full,
      stream: says("Music added.") + says("Title added."),
    });
    expect((await connect().ask("music and title")).text).toBe("Music added.\n\nTitle added.");
  });

  it.each([
    [says("Trimmed.") + says("I encountered a temporary issue. Please try again later."), "Trimmed."],
    [says("Trimmed. Sorry, I encountered a temporary issue, please try again."), "Trimmed."],
    [says("Trimmed.") + says("I've encountered a temporary problem."), "Trimmed."],
    [says("已裁剪。") + says("抱歉，我遇到了一个临时问题，请稍后再试。"), "已裁剪。"],
  ])("the trouble it ends with after a good answer is noise: %#", async (stream, said) => {
    project(backend, { before: drafts.clip, after: drafts.trimmed, stream });
    expect((await connect().ask("trim 2 s")).text).toBe(said);
  });

  it("trouble that is all it says is its answer", async () => {
    project(backend, { before: drafts.clip, stream: says("I encountered a temporary issue.") });
    expect((await connect().ask("trim 2 s")).text).toBe("I encountered a temporary issue.");
  });

  it("a title about temporary issues is no noise", async () => {
    const text = 'I added the title "We had a temporary issue" to the clip.';
    project(backend, { before: drafts.clip, after: drafts.titled, stream: says(text) });
    expect((await connect().ask("add it")).text).toBe(text);
  });
});

describe("R22 directions for an interface", () => {
  const rendersWell = () =>
    backend.on("POST /api/render/proxy/lambda", (request) => {
      const { id } = request.json as { id: string };
      backend.on(`GET /api/render/proxy/lambda/${id}`, answers.renderCompleted);
      return json(answers.renderAccepted);
    });

  it.each([
    [
      "I added a title. Click the Export button to save it.",
      "en",
      "I added a title.",
      "The export is ready: https://cdn.test/film.mp4?sig=s3cr3t",
    ],
    ["标题已添加。点击“导出”按钮保存。", "zh", "标题已添加。", undefined],
  ])("%s", async (text, language, kept, then) => {
    rendersWell();
    project(backend, { before: drafts.clip, after: drafts.titled, stream: says(text) });
    const reply = await connect().ask(language === "zh" ? "加一个标题" : "add a title");
    expect(reply.text.startsWith(kept)).toBe(true);
    expect(reply.text).not.toMatch(/Click|点击“/);
    if (then !== undefined) expect(reply.text).toBe(`${kept}\n\n${then}`);
    expect(backend.to(messageEndpoint)).toHaveLength(1);
  });

  it("the Export button exports once, however often it is named, and downloads nothing", async () => {
    rendersWell();
    const text = "Title added. Click the Export button. Then press the Export button again.";
    project(backend, { before: drafts.clip, after: drafts.titled, stream: says(text) });
    const reply = await connect().ask("add a title");
    expect(backend.to("POST /api/render/proxy/lambda")).toHaveLength(1);
    expect(reply.export?.url).toBe("https://cdn.test/film.mp4?sig=s3cr3t");
    expect(backend.names.filter((name) => name.includes("cdn.test"))).toEqual([]);
  });

  it.each([
    [
      "Title added. See your account page for details.",
      "You have 80 credits available, 20 reserved for work under way, 100 in total.",
    ],
    [
      "Title added. Open the tracks panel to see it.",
      'Timeline (2 tracks): 1. Video: city timelapse (0-10s) 2. Title: "Urban Dreams" (0-3s)',
    ],
    [
      "Title added. Preview it in the timeline.",
      'Timeline (2 tracks): 1. Video: city timelapse (0-10s) 2. Title: "Urban Dreams" (0-3s)',
    ],
    ["Title added. Drag and drop it to the end.", "There is nothing to drag: say what should go where."],
    ['Title added. Click "Generate" to go on.', "There is nothing to click: say what you want done."],
  ])("%s", async (text, then) => {
    project(backend, { before: drafts.clip, after: drafts.titled, stream: says(text) });
    const reply = await connect().ask("add a title");
    expect(reply.text).toBe(`Title added.\n\n${then}`);
    expect(backend.to(messageEndpoint)).toHaveLength(1);
  });

  it("a turn of directions alone tells what changed and what they come to", async () => {
    project(backend, { before: drafts.clip, after: drafts.titled, stream: says("Open the tracks panel.") });
    const { text } = await connect().ask("add a title");
    expect(text).toMatch(/^Done\. Title added: "Urban Dreams".*\n\nTimeline \(2 tracks\)/);
  });

  it("an export that is refused does not spoil the turn", async () => {
    project(backend, {
      before: drafts.clip,
      after: drafts.titled,
      stream: says("Title added. Click the Export button."),
    });
    backend.on("POST /api/render/proxy/lambda", () => json({ detail: "plan" }, { status: 402 }));
    const reply = await connect().ask("add a title");
    expect(reply).toMatchObject({ outcome: "applied" });
    expect(reply.text).toMatch(/^Title added\.\n\n.*Register or upgrade your plan to unlock export\.$/s);
  });
});

describe("R31-R39 refusals", () => {
  it.each([
    [{ code: 2001, message: "no credits" }, 200, "insufficient-credits"],
    [{ code: 1001, message: "expired" }, 200, "token-invalid"],
    [{ detail: "slow down" }, 429, "rate-limited"],
    [{ detail: "plan" }, 402, "export-blocked"],
  ])("%j with HTTP %i was not taken", async (body, status, code) => {
    project(backend, { before: drafts.clip, stream: "" });
    backend.on(messageEndpoint, () => json(body, { status }));
    const nemo = cloudConverter({ ledger: false, timing: { rateLimitMs: 5 } });
    const failure = await failureOf(nemo.ask("trim 2 s"));
    expect(failure).toMatchObject({ code, charged: false, details: { outcome: "not-applied" } });
  });

  it("a rate limit is waited for once", async () => {
    project(backend, { before: drafts.clip, after: drafts.trimmed, stream: "" });
    backend.on(
      messageEndpoint,
      () => json({}, { status: 429 }),
      () => eventStream(says("Trimmed.")),
    );
    const nemo = cloudConverter({ ledger: false, timing: { rateLimitMs: 5 } });
    expect((await nemo.ask("trim 2 s")).text).toBe("Trimmed.");
    expect(backend.to(messageEndpoint)).toHaveLength(2);
  });

  it("what to do next is said in the language of the text", async () => {
    project(backend, { before: drafts.clip, stream: "" });
    backend.on(messageEndpoint, () => json({ code: 2001 }));
    const failure = await failureOf(connect().ask("剪掉前两秒"));
    expect(failure.action.message).toBe("请充值积分：https://web.test");
  });

  it("credits that end in the middle: what was done until then is known", async () => {
    project(backend, {
      before: drafts.clip,
      after: drafts.scored,
      stream: `${says("Music added.")}data: {"code":2001,"message":"no credits"}\n\n`,
    });
    const failure = await failureOf(connect().ask("music and title"));
    expect(failure).toMatchObject({ code: "insufficient-credits", isRetryable: false });
    expect(failure.details).toMatchObject({ outcome: "applied", text: "Music added." });
  });

  it("an agent that fails in the middle: what was done until then is known, and whether it was charged", async () => {
    project(backend, {
      before: drafts.clip,
      after: drafts.scored,
      stream: `${says("Music added.")}data: {"error":"model overloaded"}\n\n`,
    });
    backend.on("GET /api/credits/balance/simple", answers.credits, {
      data: { available: 30, frozen: 0, total: 30 },
    });
    const failure = await failureOf(connect().ask("music and title"));
    expect(failure).toMatchObject({ code: "agent-failed", charged: true, isRetryable: false });
    expect(failure.details).toMatchObject({ outcome: "applied", text: "Music added." });
    expect(failure.action.kind).toBe("check-state");
  });
});

describe("R32 a project that is gone", () => {
  const gone = () => json({ code: 1002, message: "session not found" });
  const made = "POST /api/tasks/me/with-session/nemo_agent";

  it("is said; the message is not sent to another one, but the next turn has a new project", async () => {
    const nemo = connect();
    project(backend, { before: drafts.clip, after: drafts.titled, stream: says("Title added.") });
    backend.on(messageEndpoint, gone);
    const failure = await failureOf(nemo.ask("add a title"));
    expect(failure).toMatchObject({ code: "session-not-found", charged: false });
    expect(failure.message).toBe("The project is gone: its session has ended. No other was started.");
    expect(backend.to(messageEndpoint)).toHaveLength(1);
    expect(backend.to(made)).toHaveLength(1);
    project(backend, { before: drafts.clip, after: drafts.titled, stream: says("Title added.") });
    expect((await nemo.ask("add a title")).text).toBe("Title added.");
    expect(backend.to(made)).toHaveLength(2);
  });

  it("is the caller's to replace where the caller gave it", async () => {
    backend.on("GET /api/state/nemo_agent/me/mine/latest", gone);
    const failure = await failureOf(connect().ask("add a title", { session: { id: "mine", taskId: "t" } }));
    expect(failure).toMatchObject({ code: "session-not-found", isRetryable: false });
    expect(failure.action.message).toContain("`session`");
    expect(backend.to(made)).toEqual([]);
  });

  it("takes uploads again in a new one, and says so", async () => {
    const nemo = connect();
    await nemo.ask("show tracks");
    backend.on(made, { data: { task_id: "task-2", session_id: "sess-2" } });
    backend.on("POST /api/upload-video/nemo_agent/me/sess-1", gone);
    backend.on("POST /api/upload-video/nemo_agent/me/sess-2", answers.upload);
    const kinds: string[] = [];
    const files = [new Blob(["a clip"], { type: "video/mp4" })];
    const reply = await nemo.ask("upload", { files, onNotice: ({ kind }) => kinds.push(kind) });
    expect(reply.uploads).toMatchObject([{ name: "clip.mp4" }]);
    expect(kinds).toEqual(["setting-up", "session-renewed"]);
  });

  it("does not take a message along into a new one with the file alone", async () => {
    const nemo = connect();
    await nemo.ask("show tracks");
    backend.on("POST /api/upload-video/nemo_agent/me/sess-1", gone);
    const files = [new Blob(["music"], { type: "audio/mpeg" })];
    expect((await failureOf(nemo.ask("add it at 35%", { files }))).code).toBe("session-not-found");
    expect(backend.to(made)).toHaveLength(1);
    expect(backend.to(messageEndpoint)).toEqual([]);
  });
});
