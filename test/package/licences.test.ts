import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { builtFile } from "../support/built-package.js";
import { findLocked, lockedPackages } from "./locked-packages.js";

// Such that ask for no more than their notice to be kept.
const permissive = [
  "MIT",
  "ISC",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "Apache-2.0",
  "0BSD",
  "BlueOak-1.0.0",
  "CC0-1.0",
];

// Programs that users install beside the package, when they have no ffmpeg: run as processes, never linked or bundled
// (docs/dependencies.md).
const exceptions = [
  "@ffmpeg-installer/darwin-arm64",
  "@ffmpeg-installer/darwin-x64",
  "@ffmpeg-installer/ffmpeg",
  "@ffmpeg-installer/linux-arm",
  "@ffmpeg-installer/linux-arm64",
  "@ffmpeg-installer/linux-ia32",
  "@ffmpeg-installer/linux-x64",
  "@ffmpeg-installer/win32-ia32",
  "@ffmpeg-installer/win32-x64",
  "@ffprobe-installer/darwin-arm64",
  "@ffprobe-installer/darwin-x64",
  "@ffprobe-installer/ffprobe",
  "@ffprobe-installer/linux-arm",
  "@ffprobe-installer/linux-arm64",
  "@ffprobe-installer/linux-ia32",
  "@ffprobe-installer/linux-x64",
  "@ffprobe-installer/win32-ia32",
  "@ffprobe-installer/win32-x64",
];

const { dependencies = {}, peerDependencies = {} } = lockedPackages[""]!;
const notices = readFileSync(builtFile("THIRD-PARTY-LICENSES.txt"), "utf8");
const builtIn = [...notices.matchAll(/^-{80}\n(\S+) (\S+) \(([^)]+)\)\n([^]*?)(?=^-{80}$|(?![^]))/gm)].map(
  ([, name, version, licence, text]) => ({ name: name!, version: version!, licence: licence!, text: text! }),
);

/** A package and all that it brings along, as folders of the lock file. */
function broughtBy(names: readonly string[]): string[] {
  const found = new Set<string>();
  const pending = names.map((name) => ({ name, from: "" }));
  for (let next = pending.pop(); next; next = pending.pop()) {
    const path = findLocked(next.from, next.name);
    if (path === undefined || found.has(path)) continue;
    found.add(path);
    const { dependencies: own, optionalDependencies } = lockedPackages[path]!;
    pending.push(...Object.keys({ ...own, ...optionalDependencies }).map((name) => ({ name, from: path })));
  }
  return [...found].sort();
}

const nameOf = (path: string) => path.replace(/^.*node_modules\//, "");
/** Of "(A OR B)" we take what suits us. */
const isPermissive = (licence = "none") =>
  licence
    .replace(/^\((.*)\)$/, "$1")
    .split(" OR ")
    .some((choice) => permissive.includes(choice));
const foreign = (paths: readonly string[]) =>
  paths.filter((path) => !isPermissive(lockedPackages[path]!.license)).map(nameOf);

describe("R74 licences", () => {
  it("are permissive for all that users install along with the package", () => {
    const installed = broughtBy(Object.keys(dependencies));
    expect(installed.map(nameOf)).toEqual(expect.arrayContaining(Object.keys(dependencies)));
    expect(foreign(installed)).toEqual([]);
  });

  it("are permissive for all optional peers and what these bring, but for the binaries of ffmpeg", () => {
    const peers = broughtBy(Object.keys(peerDependencies));
    expect(peers.length).toBeGreaterThan(50);
    expect(foreign(peers)).toEqual(exceptions);
  });

  it("are permissive for what is built in, which has the version of the lock file", () => {
    expect(builtIn.length).toBeGreaterThan(Object.keys(dependencies).length);
    expect(builtIn.filter(({ licence }) => !permissive.includes(licence))).toEqual([]);
    const locked = Object.entries(lockedPackages).map(([path, { version }]) => `${nameOf(path)} ${version}`);
    const titles = builtIn.map(({ name, version }) => `${name} ${version}`);
    expect(titles.filter((title) => !locked.includes(title))).toEqual([]);
  });

  it("stand in the package in full, for everything that is built in", () => {
    const withoutTerms = builtIn.filter(
      ({ text }) =>
        !/copyright/i.test(text) ||
        !/Permission is hereby granted|Redistribution and use|Apache License/.test(text),
    );
    expect(withoutTerms.map(({ name }) => name)).toEqual([]);
  });

  it("are in the lock file as the packages themselves have them", () => {
    const paths = broughtBy([...Object.keys(dependencies), ...Object.keys(peerDependencies)]);
    const different = paths
      .filter((path) => existsSync(`${path}/package.json`))
      .filter((path) => {
        const { license } = JSON.parse(readFileSync(`${path}/package.json`, "utf8")) as { license?: unknown };
        return typeof license === "string" && license !== lockedPackages[path]!.license;
      });
    expect(different).toEqual([]);
  });
});
