// Everything that can be checked on this machine, one step after the other. Stops at the first step that fails. The last
// line is always `N passed, N failed, N skipped`; a step that fails before the tests counts as the one failure.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { performance } from "node:perf_hooks";
import process from "node:process";

const steps = ["build", "typecheck", "lint", "unused", "publint", "attw", "size", "docs"];
const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
const env = { ...process.env, PATH: [resolve("node_modules/.bin"), process.env.PATH].join(delimiter) };

for (const step of steps) {
  const { ok, seconds, output } = run(scripts[step], "pipe");
  if (!ok) {
    console.log(`${output}\n${step} failed after ${seconds} s: npm run ${step}. The tests were not run.`);
    finish({ passed: 0, failed: 1, skipped: 0 });
  }
  console.log(`${step.padEnd(10)} ok ${seconds.padStart(6)} s`);
}

const folder = mkdtempSync(join(tmpdir(), "nemo-converter-test-"));
env.TEST_COUNTS = join(folder, "counts.json");
const tests = run(
  `${scripts["test:unit"]} --reporter=default --reporter=./scripts/count-reporter.mjs`,
  "inherit",
);
const counts = existsSync(env.TEST_COUNTS)
  ? JSON.parse(readFileSync(env.TEST_COUNTS, "utf8"))
  : { passed: 0, failed: 0, skipped: 0 };
rmSync(folder, { recursive: true });
// Vitest also fails for what belongs to no test: no tests at all, a crash.
finish(tests.ok ? counts : { ...counts, failed: Math.max(counts.failed, 1) });

function run(command, stdio) {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(command, {
    shell: true,
    env,
    stdio,
    encoding: "utf8",
    maxBuffer: 1e8,
  });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  return { ok: status === 0, seconds, output: `${stdout ?? ""}${stderr ?? ""}` };
}

function finish({ passed, failed, skipped }) {
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exit(failed === 0 ? 0 : 1);
}
