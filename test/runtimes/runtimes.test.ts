import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtFile } from "../support/built-package.js";
import { fetchRuntime, type FetchedRuntime } from "./fetch-runtime.js";
import { pinnedRuntimes } from "./pinned-runtimes.js";
import { type Part, parts, runPart } from "./run-part.js";
import { makeRuntimeProject, type RuntimeProject } from "./runtime-project.js";

let project: RuntimeProject;
beforeAll(async () => {
  builtFile("index.js");
  project = await makeRuntimeProject();
}, 120_000);
afterAll(() => project.remove());

/** The runtimes that the registry gives; a line says which it does not, and why. */
const pinned = await Promise.all(pinnedRuntimes.map(fetchRuntime));
for (const runtime of pinned) {
  if ("missing" in runtime) console.warn(`Skipped what needs ${runtime.label}: ${runtime.missing}`);
}
const runtimes: FetchedRuntime[] = [{ label: "this Node", command: [process.execPath] }, ...pinned];

/** How many checks there are at least: fewer would say that a part ends early and well. */
const fewest: Record<Part, number> = { entries: 17, testing: 4, client: 46, embedded: 15, command: 8 };

describe.concurrent.each(runtimes)("R1 the packed package on $label", { timeout: 600_000 }, (runtime) => {
  it.skipIf("missing" in runtime).each(parts)("%s", async (part) => {
    const command = "command" in runtime ? runtime.command : [];
    const { checks, failures } = await runPart(command, part, project);
    expect(failures).toEqual([]);
    expect(checks.length).toBeGreaterThanOrEqual(fewest[part]);
  });
});
