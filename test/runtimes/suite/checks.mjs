// What is checked, in the plainest form that every runtime takes: functions that throw, told of as TAP.
import process from "node:process";

const { setTimeout, clearTimeout } = globalThis;
const checks = [];
// Far above what any check takes on a loaded machine: it tells a hang, not slowness.
const mostMs = 180_000;

export function check(name, run) {
  checks.push({ name, run });
}

/** For what a machine or a runtime does not have; `reason` says so. */
export function checkIf(condition, reason, name, run) {
  checks.push(condition ? { name, run } : { name, reason });
}

/** Runs what was declared, one after the other. The process then has to end by itself. */
export async function runChecks() {
  const unhandled = [];
  process.on("unhandledRejection", (error) => unhandled.push(error));
  process.on("uncaughtException", (error) => unhandled.push(error));
  check("nothing was left unhandled", async () => {
    await pause(100);
    if (unhandled.length > 0) throw unhandled[0];
  });
  let failed = 0;
  for (const [index, { name, run, reason }] of checks.entries()) {
    const title = `${index + 1} - ${name}`;
    if (!run) {
      console.log(`ok ${title} # SKIP ${reason}`);
      continue;
    }
    try {
      await within(run());
      console.log(`ok ${title}`);
    } catch (error) {
      failed += 1;
      console.log(`not ok ${title}`);
      for (const line of told(error).split("\n")) console.log(`# ${line}`);
    }
  }
  console.log(`1..${checks.length}`);
  process.exitCode = failed === 0 ? 0 : 1;
}

export function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Resolves when `isSo` holds; fails when it still does not after a time that only a hang takes. */
export async function until(what, isSo) {
  for (const start = Date.now(); !(await isSo()); await pause(20)) {
    if (Date.now() - start > 60_000) throw new Error(`It never came to be: ${what}.`);
  }
}

async function within(promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`It did not end within ${mostMs} ms.`)), mostMs);
  });
  try {
    await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

function told(error) {
  const { stack = String(error), code, cause, details } = error ?? {};
  const more = [
    code && `code: ${code}`,
    details && JSON.stringify(details),
    cause && `cause: ${told(cause)}`,
  ];
  return [stack, ...more.filter(Boolean)].join("\n");
}
