import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { parseFrontMatter } from "../../src/options/attribution.js";
import { installPackage } from "./installed-package.js";

const installed = installPackage();
const read = (file: string) => readFileSync(join(installed.packageFolder, file), "utf8");
const matching = (pattern: RegExp) => installed.files.filter((file) => pattern.test(file));
const manifest = () => JSON.parse(read("package.json")) as Manifest;

// npm runs these of itself, on the user's machine or on ours.
const lifecycle = [
  ...[
    "preinstall",
    "install",
    "postinstall",
    "preprepare",
    "prepare",
    "postprepare",
    "prepublish",
    "dependencies",
  ],
  ...[
    "prepublishOnly",
    "prepack",
    "postpack",
    "publish",
    "postpublish",
    "preversion",
    "version",
    "postversion",
  ],
  ...["pretest", "posttest", "prestart", "start", "poststart", "prestop", "stop", "poststop"],
  ...["prerestart", "restart", "postrestart", "preuninstall", "uninstall", "postuninstall"],
];

describe("R1 R3 what is published", () => {
  it("holds dist and the documents, and nothing else", () => {
    expect([...new Set(installed.files.map((file) => file.split("/")[0]))]).toEqual([
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "SKILL.md",
      "dist",
      "package.json",
    ]);
    const dist = matching(/^dist\//).map((file) => basename(file));
    expect(dist.filter((name) => !/\.(js|cjs|js\.map|cjs\.map|d\.ts|d\.cts|txt)$/.test(name))).toEqual([]);
    expect(dist).toContain("THIRD-PARTY-LICENSES.txt");
  });

  it("stays under 2 MB packed", () => {
    expect(installed.tarballBytes).toBeLessThan(2e6);
  });

  it("has no lifecycle scripts", () => {
    const scripts = Object.keys(manifest().scripts ?? {});
    expect(scripts.filter((name) => lifecycle.includes(name))).toEqual([]);
    expect(
      scripts.filter((name) => scripts.includes(name.replace(/^(pre|post)/, "")) && /^(pre|post)/.test(name)),
    ).toEqual([]);
  });

  it("names no path of the machine that made it", () => {
    const here = [process.cwd(), pathToFileURL(process.cwd()).href, `${homedir()}/`];
    const revealing = installed.files.filter((file) => here.some((path) => read(file).includes(path)));
    expect(revealing).toEqual([]);
  });

  it("has source maps that lead to src, with its text, and to dependencies by relative paths", () => {
    const maps = matching(/\.map$/).map((file) => JSON.parse(read(file)) as SourceMap);
    const sources = maps.flatMap((map) => map.sources);
    expect(sources.length).toBeGreaterThan(100);
    expect(
      sources.filter((source) => !/^(\.\.\/)+(src|node_modules)\/|^(\.\.\/)*empty:\w/.test(source)),
    ).toEqual([]);
    const withoutText = maps.flatMap(({ sources: all, sourcesContent = [] }) =>
      all.filter((source, position) => source.includes("/src/") && !sourcesContent[position]),
    );
    expect(withoutText.filter((source) => !source.includes("node_modules/"))).toEqual([]);
  });

  it("declares types that import no package but the peer that an entry is for", () => {
    const peers: Record<string, string> = { testing: "msw" };
    const foreign = matching(/\.d\.c?ts$/).flatMap((file) =>
      ts
        .preProcessFile(read(file), true, true)
        .importedFiles.map(({ fileName }) => fileName)
        .filter((specifier) => !specifier.startsWith("./") && !specifier.startsWith("node:"))
        .filter((specifier) => specifier !== peers[basename(file).replace(/\.d\.c?ts$/, "")])
        .map((specifier) => `${file} -> ${specifier}`),
    );
    expect(foreign).toEqual([]);
  });

  it("carries the licence of every package that was built in", () => {
    const notices = read("dist/THIRD-PARTY-LICENSES.txt");
    const bundled = matching(/\.map$/)
      .flatMap((file) => (JSON.parse(read(file)) as SourceMap).sources)
      .flatMap((source) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? []);
    const names = [...new Set(bundled)];
    expect(names).toEqual(expect.arrayContaining(Object.keys(manifest().dependencies)));
    expect(names.filter((name) => !new RegExp(`^${name} [0-9.]+ \\(`, "m").test(notices))).toEqual([]);
    expect(notices).toContain("WITHOUT WARRANTY OF ANY KIND");
  });

  it("pins the versions that were built in", () => {
    const dependencies = Object.entries(manifest().dependencies);
    const notices = read("dist/THIRD-PARTY-LICENSES.txt");
    expect(dependencies.filter(([name, version]) => !notices.includes(`\n${name} ${version} (`))).toEqual([]);
  });
});

describe("R14 one version everywhere", () => {
  it("is the same in package.json, SKILL.md, the lock file and the change log", () => {
    const { version } = manifest();
    const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as { version: string };
    expect(parseFrontMatter(read("SKILL.md")).version).toBe(version);
    expect(lock.version).toBe(version);
    expect(read("CHANGELOG.md")).toContain(`\n## ${version}`);
  });
});

interface Manifest {
  version: string;
  scripts?: Record<string, string>;
  dependencies: Record<string, string>;
}

interface SourceMap {
  sources: string[];
  sourcesContent?: (string | null)[];
}
