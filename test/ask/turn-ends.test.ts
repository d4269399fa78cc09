import type { ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished, describe, expect, it } from "vitest";
import { NemoConverter } from "../../src/nemo-converter.js";
import type { Clock } from "../../src/time/index.js";
import { longLivedSignal } from "../support/counted-signal.js";
import { failureOf } from "../support/failure-of.js";
import { isolateEnvironment } from "../support/isolated-environment.js";
import { openStream } from "../support/loopback-server.js";
import { ManualClock } from "../support/manual-clock.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { ownToken } from "../support/test-transport.js";
import { drafts, says } from "./mocked-project.js";
import { ProjectServer } from "./project-server.js";

function connect(project: ProjectServer, clock?: Clock): NemoConverter {
  isolateEnvironment();
  const nemo = new NemoConverter(
    {
      baseUrl: project.url,
      token: ownToken,
      configDir: temporaryFolder(),
      timing: { requestTimeoutMs },
    },
    clock,
  );
  onTestFinished(() => nemo.close());
  return nemo;
}

// Other than a request's, so that a test can tell which wait is which.
const requestTimeoutMs = 25_000;

const cutOff = (response: ServerResponse) => {
  openStream(response).write(says("I am on it."), () => response.socket!.destroy());
};

describe("R85 two turns at once in one session", () => {
  it("are taken one after the other, and each tells its own changes", async () => {
    const project = await ProjectServer.start();
    const nemo = connect(project);
    const opened: ServerResponse[] = [];
    project.answer = (response) => void opened.push(response);
    const both = Promise.all([nemo.ask("add a title"), nemo.ask("add music")]);
    await project.untilAsked(1);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(project.messages).toEqual(["add a title"]);
    project.draft = drafts.titled;
    openStream(opened[0]!).end();
    await project.untilAsked(2);
    project.draft = { ...drafts.titled, t: [...drafts.scored.t, drafts.titled.t[1]] };
    openStream(opened[1]!).end();
    const [title, music] = await both;
    expect(title.changes).toEqual(['Title added: "Urban Dreams" (0-3s)']);
    expect(music.changes).toEqual(["BGM added: Lo-fi (0-10s, 35%)"]);
  });

  it.each<[string, object, object]>([
    ["only the first has a signal", { signal: new AbortController().signal }, {}],
    ["only the first has an output", { output: join(tmpdir(), "nothing-comes-here.mp4") }, {}],
  ])("they go in the order in which they were asked for, where %s", async (_, first, second) => {
    const project = await ProjectServer.start();
    const nemo = connect(project);
    project.carryOut(drafts.titled, "Title added.");
    await Promise.all([nemo.ask("add a title", first), nemo.ask("make it brighter", second)]);
    expect(project.messages).toEqual(["add a title", "make it brighter"]);
  });

  it("one in the shared session and one that names it do not meet in it", async () => {
    const project = await ProjectServer.start();
    const nemo = connect(project);
    const opened: ServerResponse[] = [];
    project.answer = (response) => void opened.push(response);
    const first = nemo.ask("add a title");
    await project.untilAsked(1);
    const second = nemo.ask("make it brighter", { session: { id: "sess-1", taskId: "task-1" } });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(project.messages).toEqual(["add a title"]);
    openStream(opened[0]!).end(says("Title added."));
    await first;
    await project.untilAsked(2);
    openStream(opened[1]!).end(says("Brighter."));
    expect((await second).text).toBe("Brighter.");
  });

  it("the failure of one does not touch the next", async () => {
    const project = await ProjectServer.start();
    const nemo = connect(project);
    const abort = new AbortController();
    const first = failureOf(nemo.ask("add a title", { signal: abort.signal }));
    await project.untilAsked(1);
    const second = nemo.ask("add music");
    project.carryOut(drafts.scored, "Music added.");
    abort.abort();
    expect((await first).code).toBe("aborted");
    expect((await second).text).toBe("Music added.");
  });

  it("one that is aborted while it waits is never sent", async () => {
    const project = await ProjectServer.start();
    const nemo = connect(project);
    const opened: ServerResponse[] = [];
    project.answer = (response) => void opened.push(response);
    const first = nemo.ask("add a title");
    await project.untilAsked(1);
    const long = longLivedSignal();
    const second = failureOf(nemo.ask("add music", { signal: long.signal }));
    const third = nemo.ask("make it brighter");
    await new Promise((resolve) => setTimeout(resolve, 10));
    long.controller.abort();
    expect(await second).toMatchObject({ code: "aborted", charged: false });
    expect(long.listeners).toBe(0);
    openStream(opened[0]!).end(says("Title added."));
    await first;
    await project.untilAsked(2);
    openStream(opened[1]!).end(says("Brighter."));
    expect((await third).text).toBe("Brighter.");
    expect(project.messages).toEqual(["add a title", "make it brighter"]);
  });

  it("in two sessions they do not wait for each other", async () => {
    const project = await ProjectServer.start();
    const nemo = connect(project);
    const opened: ServerResponse[] = [];
    project.answer = (response) => void opened.push(response);
    const turns = ["a", "b"].map((id) => nemo.ask("add a title", { session: { id, taskId: "t" } }));
    await project.untilAsked(2);
    for (const response of opened) openStream(response).end(says("Title added."));
    expect((await Promise.all(turns)).map(({ text }) => text)).toEqual(["Title added.", "Title added."]);
  });
});

describe("R17 a turn that is aborted", () => {
  it("before it begins asks nobody", async () => {
    const project = await ProjectServer.start();
    const failure = await failureOf(connect(project).ask("add a title", { signal: AbortSignal.abort() }));
    expect(failure).toMatchObject({ code: "aborted", charged: false });
    expect(project.server.requests).toEqual([]);
  });

  it("during the message does not say that nothing was charged, and closes the connection", async () => {
    const project = await ProjectServer.start();
    const nemo = connect(project);
    const long = longLivedSignal();
    const failure = failureOf(nemo.ask("add a title", { signal: long.signal }));
    await project.untilAsked(1);
    long.controller.abort();
    expect(await failure).toMatchObject({
      code: "aborted",
      charged: "unknown",
      isRetryable: false,
      action: { kind: "check-state" },
      details: { outcome: "unknown" },
    });
    expect(long.listeners).toBe(0);
    expect(await nemo.turns.list()).toMatchObject([{ outcome: "unknown" }]);
    await nemo.close();
    await project.server.untilIdle();
  });

  it("during the recovery ends at once, and leaves no timer", async () => {
    const project = await ProjectServer.start();
    const clock = new ManualClock();
    const nemo = connect(project, clock);
    project.answer = cutOff;
    const long = longLivedSignal();
    const failure = failureOf(nemo.ask("add a title", { signal: long.signal }));
    await clock.untilWaitingFor(30_000);
    long.controller.abort();
    expect(await failure).toMatchObject({ code: "aborted", charged: "unknown", isRetryable: false });
    expect(long.listeners).toBe(0);
    expect(clock.pending).toEqual([]);
    expect(project.messages).toHaveLength(1);
  });
});

describe("R39 closing during a turn", () => {
  it("ends the message with closed, and the one that waits behind it", async () => {
    const project = await ProjectServer.start();
    const nemo = connect(project);
    const failures = ["add a title", "add music"].map((text) => failureOf(nemo.ask(text)));
    await project.untilAsked(1);
    await nemo.close();
    const [first, second] = await Promise.all(failures);
    expect(first).toMatchObject({ code: "closed", charged: "unknown", details: { outcome: "unknown" } });
    expect(second).toMatchObject({ code: "closed", charged: false });
    expect(project.messages).toEqual(["add a title"]);
    await project.server.untilIdle();
  });

  it.each([
    ["credits", "/api/credits/"],
    ["project", "/api/state/"],
  ])("while the %s before the message is asked for was never charged: nothing was sent", async (_, path) => {
    const project = await ProjectServer.start();
    const nemo = connect(project);
    project.unanswered = path;
    const failure = failureOf(nemo.ask("add a title"));
    await expect.poll(() => project.server.requests.some(({ name }) => name.includes(path))).toBe(true);
    await nemo.close();
    expect(await failure).toMatchObject({ code: "closed", charged: false });
    expect(project.messages).toEqual([]);
    expect(await nemo.turns.list()).toEqual([]);
  });

  it("ends the recovery with closed, and leaves no timer", async () => {
    const project = await ProjectServer.start();
    const clock = new ManualClock();
    const nemo = connect(project, clock);
    project.answer = cutOff;
    const failure = failureOf(nemo.ask("add a title"));
    await clock.untilWaitingFor(30_000);
    await nemo.close();
    expect(await failure).toMatchObject({ code: "closed", charged: "unknown" });
    expect(clock.pending).toEqual([]);
  });
});

describe("R19 R21 what is said while a cut turn is looked for", () => {
  it.each([
    ["add a title", ["The connection was cut; checking what was done…", "⏳ Still working..."]],
    ["加一个标题", ["连接中断，正在确认已完成的内容…", "⏳ 仍在处理中..."]],
  ])("%s", async (text, [cut, working]) => {
    const project = await ProjectServer.start();
    const clock = new ManualClock();
    const nemo = connect(project, clock);
    project.answer = cutOff;
    const told: string[] = [];
    const onNotice = ({ kind, message }: { kind: string; message: string }) => {
      if (kind !== "setting-up") told.push(message);
    };
    const failure = failureOf(nemo.ask(text, { onNotice }));
    // Half a minute, then a minute each: five readings, with a sign every two minutes.
    for (const [ms, said] of [
      [30_000, [cut]],
      [60_000, [cut]],
      [30_000, [cut, working]],
      [30_000, [cut, working]],
      [60_000, [cut, working]],
      [30_000, [cut, working, working]],
    ] as const) {
      await clock.untilWaitingFor(ms);
      await clock.advance(ms);
      await expect.poll(() => told, { interval: 1 }).toEqual(said);
    }
    await clock.untilWaitingFor(30_000);
    await clock.advance(30_000);
    expect(await failure).toMatchObject({ code: "outcome-unknown", details: { text: "I am on it." } });
    expect(project.messages).toHaveLength(1);
    expect(clock.pending).toEqual([]);
  });
});

describe("R19 a turn of which nothing but signs of life came", () => {
  it("says so when it cannot be told what became of it", async () => {
    isolateEnvironment();
    const project = await ProjectServer.start();
    const timing = { idleTimeoutMs: 60, stillWorkingMs: 40, recoveryFirstMs: 1, recoveryNextMs: 1 };
    const nemo = new NemoConverter({
      ...{ baseUrl: project.url, token: ownToken, configDir: temporaryFolder(), timing },
    });
    onTestFinished(() => nemo.close());
    project.answer = (response) => void openStream(response).write("event: heartbeat\ndata: {}\n\n");
    const failure = await failureOf(nemo.ask("add a title"));
    expect(failure).toMatchObject({ code: "outcome-unknown", cause: { code: "timeout" } });
    expect(failure.message).toMatch(
      /the agent sent nothing but signs of life for 60 ms, and after 5 readings/,
    );
  });
});

describe("R21 a clock that is set back while a cut turn is looked for", () => {
  it("does not make the waits longer", async () => {
    const project = await ProjectServer.start();
    const clock = new ManualClock();
    let backBy = 0;
    const nemo = connect(project, {
      now: () => clock.now() - backBy,
      setTimeout: (callback, ms) => clock.setTimeout(callback, ms),
      clearTimeout: (id) => clock.clearTimeout(id),
    });
    project.answer = cutOff;
    const failure = failureOf(nemo.ask("add a title"));
    await clock.untilWaitingFor(30_000);
    backBy = 3_600_000;
    await clock.advance(30_000);
    for (const ms of [60_000, 30_000, 30_000, 60_000, 30_000, 30_000]) {
      await clock.untilWaitingFor(ms);
      await clock.advance(ms);
    }
    expect((await failure).code).toBe("outcome-unknown");
    expect(clock.pending).toEqual([]);
  });
});

describe("R85 a listener of notices that fails", () => {
  it("when the connection was cut: the turn is open to nobody, and its message is judged by the project", async () => {
    const project = await ProjectServer.start();
    const nemo = connect(project);
    project.answer = cutOff;
    const onNotice = ({ kind }: { kind: string }) => {
      if (kind === "recovering") throw new Error("The window is gone.");
    };
    await expect(nemo.ask("add a title", { onNotice })).rejects.toThrow("The window is gone.");
    expect(await nemo.turns.list()).toMatchObject([{ outcome: "unknown", charged: "unknown" }]);
    project.draft = drafts.titled;
    expect(await nemo.turns.settle()).toMatchObject([{ outcome: "applied" }]);
    expect(project.messages).toEqual(["add a title"]);
  });
});
