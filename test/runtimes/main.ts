// Tries the packed package on every runtime and prints a table: see run.mjs.
import { fetchRuntime, type FetchedRuntime } from "./fetch-runtime.js";
import { pinnedRuntimes } from "./pinned-runtimes.js";
import { parts, runPart } from "./run-part.js";
import { makeRuntimeProject } from "./runtime-project.js";

const project = await makeRuntimeProject();
const here: FetchedRuntime = {
  label: `node ${process.versions.node} (this one)`,
  command: [process.execPath],
};
const runtimes: FetchedRuntime[] = [here];
for (const pinned of pinnedRuntimes) runtimes.push(await fetchRuntime(pinned));

const rows: string[][] = [["runtime", ...parts]];
let failed = 0;
try {
  for (const runtime of runtimes) {
    if ("missing" in runtime) {
      rows.push([runtime.label, `not to be had: ${runtime.missing}`]);
      continue;
    }
    const row = [runtime.label];
    for (const part of parts) {
      const { checks, failures } = await runPart(runtime.command, part, project);
      for (const { name, isOk, skipped } of checks) {
        const note = skipped === undefined ? "" : ` # SKIP ${skipped}`;
        console.log(`${isOk ? "ok" : "not ok"} - ${runtime.label}: ${part}: ${name}${note}`);
      }
      for (const failure of failures) console.log(failure.replace(/^/gm, "# "));
      failed += failures.length;
      const skipped = checks.filter((check) => check.skipped).length;
      const passed = checks.filter((check) => check.isOk).length - skipped;
      row.push(`${passed}/${checks.length - skipped}${failures.length > 0 ? " FAILED" : ""}`);
    }
    rows.push(row);
  }
} finally {
  await project.remove();
}

const widths = rows[0]!.map((_, column) =>
  Math.max(...rows.filter(({ length }) => length > 2).map((row) => row[column]!.length)),
);
for (const row of rows) console.log(row.map((cell, column) => cell.padEnd(widths[column]!)).join("  "));
process.exitCode = failed === 0 ? 0 : 1;
