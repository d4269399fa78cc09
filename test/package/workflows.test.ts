import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

interface Step {
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
}

interface Job {
  permissions?: Record<string, string>;
  "timeout-minutes"?: number;
  environment?: string;
  strategy?: { matrix: { node: string[] } };
  steps: Step[];
}

interface Workflow {
  on: Record<string, unknown>;
  permissions: Record<string, string>;
  jobs: Record<string, Job>;
}

const folder = ".github/workflows";
const texts = new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]));
const workflows = new Map([...texts].map(([name, text]) => [name, parse(text) as Workflow]));
const jobs = [...workflows].flatMap(([file, { jobs: all, permissions }]) =>
  Object.entries(all).map(([name, job]) => ({ name: `${file} ${name}`, permissions, ...job })),
);
const steps = jobs.flatMap(({ name, steps: all }) => all.map((step) => ({ job: name, ...step })));
const commandsOf = (name: string) =>
  steps.filter(({ job }) => job === name).flatMap(({ run }) => (run === undefined ? [] : [run]));

describe("R1 what runs to test and to release", () => {
  it("names every action by a commit, with the version that it is", () => {
    const uses = [...texts.values()]
      .flatMap((text) => text.split("\n"))
      .filter((line) => /\buses:/.test(line));
    expect(uses.length).toBeGreaterThan(0);
    expect(uses.filter((line) => !/uses: actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual(
      [],
    );
  });

  it("has one commit for each action, so that none is forgotten when it is raised", () => {
    const pins = new Set(steps.flatMap(({ uses }) => uses ?? []));
    const actions = new Set([...pins].map((pin) => pin.split("@")[0]));
    expect(pins.size).toBe(actions.size);
  });

  it("gives each job what it needs, and no more", () => {
    expect(Object.fromEntries(jobs.map(({ name, permissions }) => [name, permissions]))).toEqual({
      "ci.yml test": { contents: "read" },
      "release.yml pack": { contents: "read" },
      "release.yml publish": { contents: "read", "id-token": "write" },
      "release.yml attach": { contents: "write" },
    });
  });

  it("starts for no stranger with more rights than a stranger has", () => {
    const events = new Set([...workflows.values()].flatMap(({ on }) => Object.keys(on)));
    expect([...events].sort()).toEqual(["pull_request", "push"]);
    expect(Object.keys(workflows.get("release.yml")!.on)).toEqual(["push"]);
  });

  it("knows no secret", () => {
    expect([...texts].filter(([, text]) => /\bsecrets\b|NODE_AUTH_TOKEN|NPM_TOKEN/.test(text))).toEqual([]);
  });

  it("puts nothing into a command that could be read as one", () => {
    expect(steps.filter(({ run }) => run?.includes("${{")).map(({ run }) => run)).toEqual([]);
  });

  it("leaves no credentials in what was checked out", () => {
    const checkouts = steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
    expect(checkouts.length).toBeGreaterThan(0);
    expect(checkouts.filter((step) => step.with?.["persist-credentials"] !== false)).toEqual([]);
  });

  it("ends jobs that hang", () => {
    expect(jobs.filter((job) => !job["timeout-minutes"]).map(({ name }) => name)).toEqual([]);
  });

  it("tests on the oldest version of Node that the package takes", () => {
    const { engines } = JSON.parse(readFileSync("package.json", "utf8")) as { engines: { node: string } };
    const versions = workflows.get("ci.yml")!.jobs["test"]!.strategy!.matrix.node;
    expect(versions.map((version) => version.split(".")[0])).toEqual(["20", "22", "24"]);
    expect(engines.node).toBe(`>=${versions[0]}.0`);
  });
});

describe("R1 the release", () => {
  it("installs what the lock file names, without running anything of it, and tests before it packs", () => {
    const commands = commandsOf("release.yml pack");
    expect(commands[0]).toMatch(/^npm ci --ignore-scripts( |$)/);
    expect(commands[1]).toBe("npm test");
    expect(commands[2]).toContain("scripts/pack-release.mjs");
  });

  it.each(["release.yml publish", "release.yml attach"])(
    "has no code of dependencies or of ours in %s",
    (name) => {
      const own = steps.filter(({ job }) => job === name);
      expect(own.filter(({ uses }) => uses?.startsWith("actions/checkout@"))).toEqual([]);
      expect(
        commandsOf(name).filter((run) => !/^(sha256sum|npm publish|gh release create) /.test(run)),
      ).toEqual([]);
    },
  );

  it("publishes the checked tarball with its provenance, after somebody agreed", () => {
    expect(commandsOf("release.yml publish")).toEqual([
      "sha256sum --check --strict SHA256SUMS",
      "npm publish ./*.tgz --provenance --access public --ignore-scripts",
    ]);
    expect(workflows.get("release.yml")!.jobs["publish"]!.environment).toBe("npm");
  });
});
