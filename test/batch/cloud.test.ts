import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { sharedFolder } from "../support/clips.js";
import { cloudConverter } from "../support/cloud.js";
import {
  balance,
  type CloudOfSessionsOptions,
  cloudOfSessions as mockCloudOfSessions,
  createSession,
  creditsLeft,
} from "../support/cloud-of-sessions.js";
import { json, mockBackend } from "../support/mock-backend.js";
import { kinds, makeFootage } from "./footage.js";

const backend = mockBackend();
const folder = sharedFolder();
const films = join(folder, "films");
const names = ["a", "b", "c", "d", "e"];
let film: string;

beforeAll(async () => {
  await makeFootage(films, kinds[0]!, names);
  film = (await makeFootage(folder, kinds[0]!, ["film"], "mp4"))[0]!;
});

const cloudOfSessions = (options: CloudOfSessionsOptions = {}) =>
  mockCloudOfSessions(backend, () => film, options);
const resultsIn = async (output: string) =>
  (await readdir(output)).filter((name) => name !== ".nemo-batch.jsonl");

describe("R51 a batch on the cloud", () => {
  it("gives every file a session of its own, three at the same time", async () => {
    const cloud = cloudOfSessions({ together: 3 });
    const output = join(folder, "three");
    const summary = await cloudConverter().batch(films, { output, canary: false }).summary;
    expect(summary).toMatchObject({ total: 5, done: 5, failed: [] });
    expect(await resultsIn(output)).toEqual(names.map((name) => `${name}.mp4`));
    expect(backend.to(createSession)).toHaveLength(5);
    expect(cloud.most()).toBe(3);
  });

  it("converts as many at the same time as it is told", async () => {
    const cloud = cloudOfSessions();
    const output = join(folder, "one-by-one");
    const run = cloudConverter().batch(films, { output, concurrency: 1 });
    expect(await run.summary).toMatchObject({ done: 5 });
    expect(cloud.most()).toBe(1);
  });

  it("asks for the credits before each session, and stops when there are none", async () => {
    cloudOfSessions({ credits: 20 });
    const output = join(folder, "poor");
    const summary = await cloudConverter().batch(films, { output, concurrency: 1 }).summary;
    expect(summary).toMatchObject({ total: 5, done: 2, skipped: 0 });
    expect(summary.failed.map(({ error }) => error.code)).toEqual(Array(3).fill("insufficient-credits"));
    expect(summary.failed[0]!.error.action.message).not.toBe("");
    const { names: requests } = backend;
    const creations = requests.flatMap((name, index) => (name === createSession ? [index] : []));
    expect(creations.map((index) => requests[index - 1])).toEqual([balance, balance]);
    expect(requests.at(-1)).toBe(balance);
    expect(await resultsIn(output)).toHaveLength(2);
    // Later, the same call does what is left.
    backend.on(balance, creditsLeft(100));
    const rest = await cloudConverter().batch(films, { output, concurrency: 1 }).summary;
    expect(rest).toMatchObject({ total: 5, done: 3, skipped: 2, failed: [] });
  });

  it("stops at an export that the plan does not allow", async () => {
    cloudOfSessions();
    backend.on("POST /api/render/proxy/lambda", () =>
      json({ code: 402, message: "upgrade" }, { status: 402 }),
    );
    const output = join(folder, "blocked");
    const run = cloudConverter().batch(films, { output, concurrency: 1, report: true });
    const summary = await run.summary;
    expect(summary).toMatchObject({ total: 5, done: 0 });
    expect(summary.failed.map(({ error }) => error.code)).toEqual(Array(5).fill("export-blocked"));
    expect(backend.to(createSession)).toHaveLength(1);
    expect(await resultsIn(output)).toEqual(["nemo-report.html", "nemo-report.json"]);
    expect(await readFile(summary.reportPath!, "utf8")).toContain("Ended early");
  });
});
