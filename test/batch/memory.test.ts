import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { bundleScript } from "../support/script-bundle.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const entries = 100_000;

/** A process of its own, which tells how many it did and how much memory it had at most. Only the conversions are stubbed. */
const script = `
import { Journal } from "./src/workflows/batch/journal/journal.js";
import { OutputNames } from "./src/workflows/batch/output-names.js";
import { ResultOwners } from "./src/workflows/batch/result-owners.js";
import { ReportRows } from "./src/workflows/batch/report-rows.js";
import { Scheduler } from "./src/workflows/batch/scheduler.js";
import { Tally } from "./src/workflows/batch/tally.js";
import { tasksOf } from "./src/workflows/batch/tasks-of.js";

const folder = process.argv[2]!;
async function* entries() {
  for (let n = 0; n < ${entries}; n += 1) {
    const path = folder + "/films/of/the/year/day-" + (n % 365) + "/clip-" + n + ".mkv";
    yield { input: path, name: path, folder: "day-" + (n % 365) };
  }
}
const journal = await Journal.open(folder + "/journal.jsonl");
const rows = new ReportRows(folder);
const tally = new Tally(() => Promise.resolve(), (task, outcome) => void rows.add(task, outcome));
const result = { bytes: 1, source: {}, verification: { ok: true, level: "quick", checks: [] }, losses: [], warnings: [] };
const steps = {
  look: (task) => {
    task.group = "kind " + (task.output.length % 20);
    task.cost = task.output.length;
    return Promise.resolve(true);
  },
  convert: (task, { isCanary }) => tally.done(task, { path: task.output, route: "copy", ...result } as never, isCanary),
  failed: (task, error, isCanary) => tally.failed(task, error, isCanary),
};
const names = new OutputNames(folder + "/out");
const owners = new ResultOwners("5".repeat(32), {});
const tasks = tasksOf({ entries: entries(), isFinite: true }, { names, owners, overall: tally.overall });
const signal = new AbortController().signal;
await new Scheduler(steps, { concurrency: 16, window: 96, cores: 16, signal, isFinite: true }).run(tasks);
await journal.close();
console.log(JSON.stringify({ done: tally.summary.done, megabytes: process.resourceUsage().maxRSS / 1000 }));
`;

it("R51 100,000 entries, and a journal of as many, stay under 200 MB", { timeout: 120_000 }, async () => {
  const folder = temporaryFolder();
  const records = Array.from({ length: entries }, (_, n) => {
    const input = `${folder}/films/of/the/last/year/clip-${n}.mkv`;
    const known = { source: String(n).padStart(32, "0"), spec: "5".repeat(32) };
    return JSON.stringify({ type: "done", ...known, input, output: `${input}.mp4`, bytes: n });
  });
  writeFileSync(join(folder, "journal.jsonl"), `${records.join("\n")}\n`);
  const path = await bundleScript(script);
  const { stdout } = await promisify(execFile)(process.execPath, [path, folder]);
  const { done, megabytes } = JSON.parse(stdout) as { done: number; megabytes: number };
  expect(done).toBe(entries);
  expect(megabytes).toBeLessThan(200);
});
