import { describe, expect, it } from "vitest";
import { readSource, sourceFiles } from "./source-files.js";

const limit = 200;

/** Data, not code: may be as long as the facts are. */
const dataTables: readonly string[] = [];

describe("R4 files of src", () => {
  it("are no longer than 200 lines", () => {
    const long = sourceFiles
      .map((file) => ({ file, lines: readSource(file).trimEnd().split("\n").length }))
      .filter(({ file, lines }) => lines > limit && !dataTables.includes(file));
    expect(long).toEqual([]);
  });

  it("lists only data tables that exist and need it", () => {
    const needless = dataTables.filter(
      (file) => !sourceFiles.includes(file) || readSource(file).split("\n").length <= limit,
    );
    expect(needless).toEqual([]);
  });

  it("have names in kebab-case", () => {
    const names = sourceFiles.flatMap((file) => file.replace(/\.ts$/, "").split("/"));
    expect(names.filter((name) => !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))).toEqual([]);
  });

  it("are not named after nothing", () => {
    const empty = /(^|[/-])(utils?|helpers?|common|misc|shared-code|lib|stuff)([/.-]|$)/;
    expect(sourceFiles.filter((file) => empty.test(file))).toEqual([]);
  });
});
