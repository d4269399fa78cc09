// Speed, memory and size against the obvious alternative, each pair side by side in this one run. Figures of different runs,
// and of different machines, say nothing about each other; the ratios do.
//
//     npm run bench                       everything
//     npm run bench -- upload conversion  these only
//     npm run bench -- --quick            shorter media, smaller files
//     npm run bench -- --page             also writes docs/benchmarks.md
import { writeFileSync } from "node:fs";
import process from "node:process";
import { parseArgs } from "node:util";
import { machine } from "./machine.mjs";
import { writePage } from "./page.mjs";
import { formatGoal, formatValue, isReached } from "./row.mjs";

/** Each has `rows({ isQuick })`, an async generator of the rows described in `row.mjs`. */
const benches = {
  stream: () => import("./stream.mjs"),
  upload: () => import("./upload.mjs"),
  download: () => import("./download.mjs"),
  request: () => import("./request.mjs"),
  conversion: () => import("./conversion.mjs"),
  copy: () => import("./copy.mjs"),
  variants: () => import("./variants.mjs"),
  batch: () => import("./batch.mjs"),
  queue: () => import("./queue.mjs"),
  "queue-memory": () => import("./queue-memory.mjs"),
  start: () => import("./start.mjs"),
};

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: "boolean", default: false }, page: { type: "boolean", default: false } },
});
const unknown = positionals.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(", ")}; there are ${Object.keys(benches).join(", ")}.`);
  process.exit(2);
}

const here = machine();
console.log(`${Object.values(here).join(", ")}\n`);
const results = [];
for (const name of positionals.length > 0 ? positionals : Object.keys(benches)) {
  const { rows } = await benches[name]();
  for await (const row of rows({ isQuick: flags.quick })) {
    const { what, goal, detail } = row;
    const verdict = goal ? `goal ${formatGoal(row)}, ${isReached(row) ? "reached" : "missed"}` : "no goal";
    console.log(`${name}: ${what}\n  ${formatValue(row)}  (${verdict})  ${detail}\n`);
    results.push({ bench: name, ...row });
  }
  // After each, so that a run that is broken off leaves what it measured.
  if (flags.page) writeFileSync("docs/benchmarks.md", await writePage(here, results));
}
