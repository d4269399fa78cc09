import { describe, expect, it } from "vitest";
import { findLocked, lockedPackages } from "./locked-packages.js";

const others = Object.entries(lockedPackages).filter(([path]) => path !== "");

describe("R9 the lock file", () => {
  it("names no registry", () => {
    const bound = others.filter(([, { resolved }]) => resolved !== undefined);
    expect(bound.map(([path]) => path)).toEqual([]);
  });

  // npm leaves out what was not to be had when the file was written; `npm ci` then refuses it on every machine.
  it("holds every package that another one asks for, for all platforms", () => {
    const missing = Object.entries(lockedPackages).flatMap(([path, { dependencies, optionalDependencies }]) =>
      Object.keys({ ...dependencies, ...optionalDependencies })
        .filter((name) => lockedPackages[findLocked(path, name) ?? ""]?.version === undefined)
        .map((name) => `${path || "."} -> ${name}`),
    );
    expect(missing).toEqual([]);
  });

  // Whatever registry they come from, they are the ones that were tested.
  it("knows each package by its content", () => {
    const loose = others.filter(([, { integrity }]) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? ""));
    expect(loose.map(([path]) => path)).toEqual([]);
  });

  it("brings no other packages that run something when they are installed than those looked at", () => {
    const running = others
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([path]) => path.replace(/^.*node_modules\//, ""))
      .filter((name) => !/^@ff(mpeg|probe)-installer\//.test(name));
    expect([...new Set(running)].sort()).toEqual(["esbuild", "msgpackr-extract", "msw"]);
  });
});
