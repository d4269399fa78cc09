import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { onTestFinished, describe, expect, it } from "vitest";
import { localBackend } from "../../src/local/index.js";
import { NemoConverter } from "../../src/nemo-converter.js";
import type { Logger, NemoConverterOptions } from "../../src/options/index.js";
import { type Clock, systemClock } from "../../src/time/index.js";
import { failureOf } from "../support/failure-of.js";
import { isolateEnvironment } from "../support/isolated-environment.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { ownToken } from "../support/test-transport.js";
import { drafts } from "./mocked-project.js";
import { askInChild, crashInATurn, ProjectServer } from "./project-server.js";

const session = { id: "sess-1", taskId: "task-1" };
const message = "add a title that says Urban Dreams";

function connect(project: ProjectServer, options: NemoConverterOptions, clock?: Clock): NemoConverter {
  isolateEnvironment();
  const timing = { recoveryFirstMs: 1, recoveryNextMs: 1, recoveryReadings: 2 };
  const nemo = new NemoConverter({ baseUrl: project.url, token: ownToken, timing, ...options }, clock);
  onTestFinished(() => nemo.close());
  return nemo;
}

/** As if the agent's 15 minutes were over. */
const later: Clock = { ...systemClock, now: () => Date.now() + 16 * 60_000 };

const spent = { available: 30, frozen: 0, total: 30 };
const reserved = { available: 30, frozen: 50, total: 80 };
const changed = { draft: drafts.titled };

describe("R85 a process that dies in the middle of a turn", () => {
  it.each([
    ["the project has changed, credits were spent", { ...changed, credits: spent }, "applied", true],
    ["the project has changed, no credits were spent", changed, "applied", "unknown"],
    ["nothing has changed so far", {}, "unknown", "unknown"],
    ["nothing has changed, but credits were spent", { credits: spent }, "unknown", true],
  ])("and %s", async (_, after, outcome, charged) => {
    const project = await ProjectServer.start();
    const configDir = temporaryFolder();
    await crashInATurn(project, configDir, message);
    Object.assign(project, after);
    const nemo = connect(project, { configDir });
    expect(await nemo.turns.list()).toMatchObject([{ sessionId: "sess-1", credits: { total: 80 } }]);
    const [open] = await nemo.turns.list();
    expect(open).not.toHaveProperty("outcome");
    expect(await nemo.turns.settle()).toMatchObject([{ sessionId: "sess-1", outcome, charged }]);
    expect(await nemo.turns.list()).toMatchObject([{ outcome, charged }]);
    expect(project.messages).toEqual([message]);
  });

  it.each([
    ["nothing was spent", {}, "not-applied", false],
    ["credits are still set aside for it", { credits: reserved }, "unknown", "unknown"],
    ["credits were spent", { credits: spent }, "unknown", true],
  ])("and nothing has changed when the agent's time is over, and %s", async (_, after, outcome, charged) => {
    const project = await ProjectServer.start();
    const configDir = temporaryFolder();
    await crashInATurn(project, configDir, message);
    Object.assign(project, after);
    const nemo = connect(project, { configDir }, later);
    expect(await nemo.turns.settle()).toMatchObject([{ outcome, charged }]);
  });

  it("and had carried it out: the same message is not sent again", async () => {
    const project = await ProjectServer.start();
    const configDir = temporaryFolder();
    await crashInATurn(project, configDir, message);
    project.draft = drafts.titled;
    const reply = await connect(project, { configDir }).ask(message, { session });
    expect(reply).toMatchObject({ outcome: "applied", action: "message" });
    expect(reply.text).toBe(
      "This message had been carried out already, and only its answer was lost. It was not sent again.",
    );
    expect(reply.timeline).toContain("Urban Dreams");
    expect(project.messages).toEqual([message]);
  });

  it("and nobody knows: the same message is refused once, with its files not uploaded", async () => {
    const project = await ProjectServer.start();
    const configDir = temporaryFolder();
    await crashInATurn(project, configDir, message);
    const nemo = connect(project, { configDir });
    const files = [new Blob(["a clip"], { type: "video/mp4" })];
    const failure = await failureOf(nemo.ask(message, { session, files }));
    expect(failure).toMatchObject({ code: "outcome-unknown", charged: "unknown", isRetryable: false });
    expect(project.messages).toEqual([message]);
    expect(project.server.requests.filter(({ name }) => name.includes("upload"))).toEqual([]);
    // Who sends it again all the same means it.
    project.carryOut(drafts.titled, "Title added.");
    expect((await nemo.ask(message, { session, files })).text).toMatch(/Title added\.$/);
    expect(project.messages).toEqual([message, message]);
  });

  it("and had not carried it out: the same message is sent", async () => {
    const project = await ProjectServer.start();
    const configDir = temporaryFolder();
    await crashInATurn(project, configDir, message);
    project.carryOut(drafts.titled, "Title added.");
    const nemo = connect(project, { configDir }, later);
    expect(await nemo.ask(message, { session })).toMatchObject({ text: "Title added.", outcome: "applied" });
    const settled = await nemo.turns.list();
    expect(settled.map(({ outcome }) => outcome)).toEqual(["not-applied", "applied"]);
  });

  it.each([
    ["upload", { files: [new Blob(["a clip"], { type: "video/mp4" })] }],
    ["make it brighter", {}],
  ])("the next turn, %s, says what became of it first", async (text, options) => {
    const project = await ProjectServer.start();
    const configDir = temporaryFolder();
    await crashInATurn(project, configDir, message);
    project.draft = drafts.titled;
    project.carryOut(drafts.titled, "Nothing to do.");
    const told: string[] = [];
    const nemo = connect(project, { configDir });
    await nemo.ask(text, {
      ...options,
      session,
      onNotice: ({ kind, message: said }) => told.push(`${kind}: ${said}`),
    });
    expect(told).toContain(
      "recovering: An earlier message whose answer was lost turns out to have been carried out.",
    );
    expect((await nemo.turns.list())[0]).toMatchObject({ outcome: "applied" });
  });

  it("is no business of a process that is still there", async () => {
    const project = await ProjectServer.start();
    const configDir = temporaryFolder();
    const { kill } = askInChild(project, configDir, message);
    onTestFinished(kill);
    await project.untilAsked(1);
    project.draft = drafts.titled;
    expect(await connect(project, { configDir }).turns.settle()).toEqual([]);
  });

  it("in a container that starts anew, the one before it had the same number", async () => {
    const project = await ProjectServer.start();
    const configDir = temporaryFolder();
    await crashInATurn(project, configDir, message);
    const path = join(configDir, "turns.jsonl");
    const text = readFileSync(path, "utf8").replace(/"process":"\d+ /, `"process":"${process.pid} `);
    writeFileSync(path, text);
    expect(await connect(project, { configDir }).turns.settle()).toHaveLength(1);
  });
});

async function afterATurn(options: NemoConverterOptions = {}) {
  const project = await ProjectServer.start();
  project.carryOut(drafts.titled, "Title added.");
  const configDir = join(temporaryFolder(), "config");
  const nemo = connect(project, { configDir, ...options });
  await nemo.ask(message);
  return { project, nemo, configDir, path: join(configDir, "turns.jsonl") };
}

describe("R85 a clock that was set back between two messages", () => {
  it.each([
    ["in memory", false],
    ["in the file, read by another process", true],
  ])("does not make the earlier one the last: %s", async (_, isInFile) => {
    const project = await ProjectServer.start();
    const options: NemoConverterOptions = {
      configDir: temporaryFolder(),
      ...(!isInFile && { ledger: false }),
    };
    project.carryOut(drafts.scored, "Music added.");
    let now = Date.now();
    const clock: Clock = { ...systemClock, now: () => now };
    const nemo = connect(project, options, clock);
    await nemo.ask("add music", { session });
    now -= 3_600_000;
    project.answer = (response) => response.socket!.destroy();
    expect((await failureOf(nemo.ask(message, { session }))).code).toBe("outcome-unknown");
    project.draft = drafts.titled;
    const next = isInFile ? connect(project, options, clock) : nemo;
    expect((await next.turns.list()).map(({ outcome }) => outcome)).toEqual(["applied", "unknown"]);
    expect((await next.ask(message, { session })).text).toContain("had been carried out already");
    expect(project.messages).toEqual(["add music", message]);
  });
});

describe("R85 the ledger's file", () => {
  it("is for its owner alone, and holds neither texts nor tokens", async () => {
    const { configDir, path } = await afterATurn();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(configDir).mode & 0o777).toBe(0o700);
    const text = readFileSync(path, "utf8");
    for (const secret of [message, "Urban", "Title added", "city timelapse", ownToken, "nmv_"]) {
      expect(text).not.toContain(secret);
    }
    const lines = text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toEqual([
      expect.objectContaining({
        sessionId: "sess-1",
        message: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        state: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      }),
      { id: lines[0]!["id"], outcome: "applied", charged: "unknown" },
    ]);
  });

  it("is made private again when somebody opened it to others", async () => {
    const { nemo, path } = await afterATurn();
    chmodSync(path, 0o644);
    await nemo.ask("another title");
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it("loses nothing to a line that was never finished", async () => {
    const { project, nemo, configDir, path } = await afterATurn();
    appendFileSync(path, '{"id":"torn","sess');
    await nemo.ask("make it brighter");
    expect(await connect(project, { configDir }).turns.list()).toMatchObject([
      { outcome: "applied" },
      { outcome: "not-applied" },
    ]);
  });

  it("passes over what is damaged", async () => {
    const { project, configDir, path } = await afterATurn();
    const good = readFileSync(path, "utf8");
    writeFileSync(path, `\0\0\n[]\nnull\n{"id":7}\n{"id":"x","sentAt":"now"}\n{"id":"y"}\n${good}{"id":"z"`);
    expect(await connect(project, { configDir }).turns.list()).toMatchObject([{ outcome: "applied" }]);
  });

  it("keeps two files of a megabyte at the most, and reads both", async () => {
    const { project, nemo, configDir, path } = await afterATurn();
    const [first] = readFileSync(path, "utf8").split("\n") as [string];
    const count = Math.ceil(1_000_000 / first.length);
    const many = Array.from({ length: count }, (_, n) =>
      first.replace(/"id":"[^"]*"/, `"id":"${String(n).padStart(36, "0")}"`),
    );
    appendFileSync(path, `${many.join("\n")}\n`);
    await nemo.ask("make it brighter");
    await nemo.ask("make it darker");
    expect(
      readdirSync(configDir)
        .filter((name) => name.startsWith("turns"))
        .sort(),
    ).toEqual(["turns.jsonl", "turns.jsonl.old"]);
    expect(statSync(path).size).toBeLessThan(10_000);
    expect(statSync(`${path}.old`).mode & 0o777).toBe(0o600);
    const listed = await connect(project, { configDir }).turns.list();
    expect(listed).toHaveLength(1 + count + 2);
  });

  it("holds all of what two processes write at the same time", { timeout: 60_000 }, async () => {
    const project = await ProjectServer.start();
    project.carryOut(drafts.titled, "Title added.");
    const configDir = temporaryFolder();
    const texts = (name: string) => Array.from({ length: 8 }, (_, n) => `title ${name} ${n}`);
    const both = ["one", "other"].map((name) => askInChild(project, configDir, ...texts(name)));
    expect(await Promise.all(both.map(({ exit }) => exit))).toEqual([
      [0, null],
      [0, null],
    ]);
    const listed = await connect(project, { configDir }).turns.list();
    expect(listed).toHaveLength(16);
    expect(new Set(listed.map((record) => record.message)).size).toBe(16);
    expect(listed.every(({ outcome }) => outcome !== undefined)).toBe(true);
  });

  it("stands where it is told to", async () => {
    const path = join(temporaryFolder(), "deeper", "messages.jsonl");
    const { configDir } = await afterATurn({ ledger: path });
    expect(existsSync(path)).toBe(true);
    expect(existsSync(join(configDir, "turns.jsonl"))).toBe(false);
  });

  it("that cannot be written is no failure of the turn; it is said once", async () => {
    const warnings: unknown[] = [];
    const logger: Logger = { debug() {}, info() {}, error() {}, warn: (...said) => warnings.push(said) };
    const folder = temporaryFolder();
    writeFileSync(join(folder, "config"), "no folder");
    const { nemo } = await afterATurn({ configDir: join(folder, "config"), logger });
    expect((await nemo.ask("make it brighter")).outcome).toBe("not-applied");
    expect(await nemo.turns.list()).toMatchObject([{ outcome: "applied" }, { outcome: "not-applied" }]);
    expect(warnings).toEqual([
      ["The ledger of messages cannot be written; it ends with this process.", { systemCode: "EEXIST" }],
    ]);
  });
});

describe("R85 a ledger in memory only", () => {
  it.each<[string, NemoConverterOptions]>([
    ["ledger: false", { ledger: false }],
    ["persistToken: false", { persistToken: false }],
  ])("%s leaves no file and no folder", async (_, options) => {
    const { nemo, configDir } = await afterATurn(options);
    expect(existsSync(configDir)).toBe(false);
    expect(await nemo.turns.list()).toMatchObject([{ outcome: "applied" }]);
  });

  it("nor does the embedded backend in process", async () => {
    const { home } = isolateEnvironment();
    const configDir = join(temporaryFolder(), "config");
    await using nemo = new NemoConverter({ backend: localBackend(), configDir });
    await nemo.ask("show me a film");
    expect(await nemo.turns.list()).toHaveLength(1);
    expect(existsSync(configDir)).toBe(false);
    expect(readdirSync(home)).toEqual([]);
  });

  it("knows its own cut turns as a file does", async () => {
    const project = await ProjectServer.start();
    const nemo = connect(project, { ledger: false });
    project.answer = (response) => response.socket!.destroy();
    expect((await failureOf(nemo.ask(message))).code).toBe("outcome-unknown");
    project.draft = drafts.titled;
    expect(await nemo.ask(message)).toMatchObject({ outcome: "applied" });
    expect(project.messages).toHaveLength(1);
  });
});

it("R85 the ledger tells only of its own backend", async () => {
  const configDir = temporaryFolder();
  mkdirSync(configDir, { recursive: true });
  const { path } = await afterATurn({ configDir, ledger: join(configDir, "turns.jsonl") });
  expect(existsSync(path)).toBe(false);
  const other = await ProjectServer.start();
  expect(await connect(other, { configDir }).turns.list()).toEqual([]);
});
