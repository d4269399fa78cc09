import { describe, expect, it } from "vitest";
import { findCycle } from "./find-cycle.js";
import { mayImport, mayLoadLater, onlyIn, packageUsers } from "./import-rules.js";
import { readsEnvironment } from "./reads-environment.js";
import { importsOf, sourceFiles } from "./source-files.js";

const imports = sourceFiles.flatMap((file) => importsOf(file));
const inside = imports.filter(({ isInside }) => isInside);
const outside = imports.filter(({ isInside }) => !isInside);

/** The folder, or for a file directly in src its name. */
function partOf(file: string): string {
  return file.split("/")[0]!.replace(/\.ts$/, "");
}

function packageOf(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

function filesThatImport(...specifiers: string[]): string[] {
  return [...new Set(outside.filter(({ to }) => specifiers.includes(to)).map(({ from }) => from))];
}

describe("R4 what may import what", () => {
  it("knows every part of src", () => {
    expect([...new Set(sourceFiles.map(partOf))].filter((part) => !(part in mayImport))).toEqual([]);
  });

  it("imports only files that exist", () => {
    expect(inside.filter(({ to }) => !sourceFiles.includes(to))).toEqual([]);
  });

  it.each(Object.keys(mayImport))("%s keeps to its row of the table", (part) => {
    const forbidden = inside.filter(({ from, to, isDynamic }) => {
      if (partOf(from) !== part || partOf(to) === part) return false;
      const later = isDynamic ? (mayLoadLater[part] ?? []) : [];
      return ![...mayImport[part]!, ...later].includes(partOf(to));
    });
    expect(forbidden.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  it("imports another part by its index only", () => {
    const reaching = inside.filter(({ from, to }) => partOf(from) !== partOf(to) && to.split("/").length > 1);
    expect(
      reaching.filter(({ to }) => !/^[^/]+\/(index|later|public)\.ts$/.test(to)).map(describeImport),
    ).toEqual([]);
  });

  it("gives what a public.ts holds to the root alone, or the build could not keep it out of a start", () => {
    const others = inside.filter(({ from, to }) => to.endsWith("/public.ts") && from !== "index.ts");
    expect(others.map(describeImport)).toEqual([]);
  });

  it("uses packages only where the table says so", () => {
    const packages = outside.filter(({ to }) => !to.startsWith("node:"));
    const forbidden = packages.filter(
      ({ from, to }) => !(packageUsers[packageOf(to)] ?? []).includes(partOf(from)),
    );
    expect(forbidden.map(describeImport)).toEqual([]);
  });

  it("has no circle between files", () => {
    const graph = new Map(
      sourceFiles.map((file) => [file, inside.filter(({ from }) => from === file).map(({ to }) => to)]),
    );
    expect(findCycle(graph)).toBeUndefined();
  });
});

describe("R4 what only one file does", () => {
  it("only one file imports ky", () => {
    expect(filesThatImport("ky")).toEqual([onlyIn.ky]);
  });

  it("only one file starts processes", () => {
    expect(filesThatImport("node:child_process", "child_process")).toEqual([onlyIn["node:child_process"]]);
  });

  it("only one file reads the environment", () => {
    expect(sourceFiles.filter((file) => readsEnvironment(file))).toEqual([onlyIn["process.env"]]);
  });
});

function describeImport({ from, to }: { from: string; to: string }): string {
  return `${from} -> ${to}`;
}
