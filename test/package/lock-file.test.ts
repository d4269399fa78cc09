import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

interface LockedPackage {
  version?: string;
  resolved?: string;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
  packages: Record<string, LockedPackage>;
};

/** Where Node would find `name` for the package at `path`. */
function find(path: string, name: string): LockedPackage | undefined {
  for (let folder = path; ; folder = folder.replace(/(^|\/)node_modules\/(@[^/]+\/)?[^/]+$/, "")) {
    const found = packages[`${folder}${folder && "/"}node_modules/${name}`];
    if (found ?? folder === "") return found;
  }
}

describe("R9 the lock file", () => {
  it("names no registry", () => {
    const bound = Object.entries(packages).filter(([, { resolved }]) => resolved !== undefined);
    expect(bound.map(([path]) => path)).toEqual([]);
  });

  // npm leaves out what was not to be had when the file was written; `npm ci` then refuses it on every machine.
  it("holds every package that another one asks for, for all platforms", () => {
    const missing = Object.entries(packages).flatMap(([path, { dependencies, optionalDependencies }]) =>
      Object.keys({ ...dependencies, ...optionalDependencies })
        .filter((name) => find(path, name)?.version === undefined)
        .map((name) => `${path || "."} -> ${name}`),
    );
    expect(missing).toEqual([]);
  });
});
