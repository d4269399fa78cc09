// Runs schedules and prints figures: see run.mjs.
import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { Laboratory, type Outcome } from "./laboratory.js";

const { values } = parseArgs({
  options: {
    schedules: { type: "string", default: "1000" },
    seed: { type: "string" },
    embedded: { type: "string", default: "0.005" },
  },
});
const count = Number(values.schedules);
const first = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed);
const laboratory = new Laboratory(Number(values.embedded));

const results = new Map<string, number>();
const faults = new Map<string, number>();
const operations = new Map<string, number>();
let exchanges = 0;
let violated = 0;
const add = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
const told = (counts: Map<string, number>) =>
  [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([name, times]) => `${name} ${times}`)
    .join(", ");

function tell({ schedule, result, violations }: Outcome): void {
  console.log(`VIOLATED by seed ${schedule.seed} (${result}):`);
  for (const violation of violations) console.log(`  ${violation}`);
  console.log(`  ${JSON.stringify(schedule)}`);
  console.log(
    `  again: npm run faults -- --schedules 1 --seed ${schedule.seed} --embedded ${values.embedded}`,
  );
}

const startedAt = Date.now();
console.log(`seed ${first}, ${count} schedules`);
await laboratory.open();
try {
  for (let number = 0; number < count; number += 1) {
    const outcome = await laboratory.run(first + number);
    exchanges += outcome.exchanges;
    add(results, outcome.result);
    add(operations, outcome.schedule.operation);
    for (const { fault } of outcome.schedule.rules) add(faults, fault.kind);
    if (outcome.violations.length === 0) continue;
    violated += 1;
    if (violated <= 20) tell(outcome);
  }
} finally {
  await laboratory.close();
}
console.log(`operations  ${told(operations)}`);
console.log(`faults      ${told(faults)}`);
console.log(`outcomes    ${told(results)}`);
console.log(
  `${count} schedules from seed ${first}, ${exchanges} exchanges, ${violated} violated, ` +
    `${((Date.now() - startedAt) / 1000).toFixed(1)} s`,
);
process.exitCode = violated === 0 ? 0 : 1;
