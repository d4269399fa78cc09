import { format, resolveConfig } from "prettier";
import { formatGoal, formatValue, isReached } from "./row.mjs";

/** `docs/benchmarks.md`: the rows of one run as tables, and how to read them. */
export async function writePage(machine, results) {
  const benches = [...new Set(results.map(({ bench }) => bench))];
  const page = `---
title: Benchmarks
group: Background
---

# Benchmarks

Written by \`npm run bench -- --page\`, all in one run, on ${Object.values(machine).join(", ")}.

Each row runs ours and the alternative in turn on the same machine, and compares them pair by pair; the value is the median
of these ratios, with the alternative as 1. Seconds of another run or another machine cannot be compared with these; ratios
can. Where the figure is no ratio, the unit stands behind it.

${benches.map((bench) => table(bench, results)).join("\n")}`;
  return format(page, { ...(await resolveConfig("docs/benchmarks.md")), parser: "markdown" });
}

function table(bench, results) {
  const lines = results
    .filter((row) => row.bench === bench)
    .map((row) => {
      const verdict = row.goal ? (isReached(row) ? "yes" : "**no**") : "";
      return `| ${row.what} | ${formatValue(row)} | ${formatGoal(row)} | ${verdict} | ${row.detail} |`;
    });
  return `## ${bench[0].toUpperCase()}${bench.slice(1)}

| what | value | goal | reached | figures |
| --- | --- | --- | --- | --- |
${lines.join("\n")}
`;
}
