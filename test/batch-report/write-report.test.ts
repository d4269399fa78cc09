import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Redactor } from "../../src/errors/index.js";
import type { BatchReport } from "../../src/conversion/index.js";
import { writeReport } from "../../src/workflows/batch/write-report.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { doneFile, reportOf } from "../unit/conversion/batch-report/sample-report.js";

const write = (report: BatchReport, place: Omit<Parameters<typeof writeReport>[1], "redactor">) =>
  writeReport(report, { redactor: new Redactor(), ...place });

describe("R51 the report's files", () => {
  it("are a page and its JSON in the batch's folder, and nothing else", async () => {
    const folder = join(temporaryFolder(), "made for it");
    const paths = await write(reportOf([doneFile()]), { folder });
    expect(paths).toEqual({ html: join(folder, "nemo-report.html"), json: join(folder, "nemo-report.json") });
    expect((await readdir(folder)).sort()).toEqual(["nemo-report.html", "nemo-report.json"]);
    expect(await readFile(paths.html, "utf8")).toContain("a.mov");
    expect(JSON.parse(await readFile(paths.json, "utf8"))).toMatchObject({ totals: { files: 1, done: 1 } });
  });

  it("replace those of an earlier run", async () => {
    const folder = temporaryFolder();
    await write(reportOf([doneFile({ name: "first.mov" })]), { folder });
    const paths = await write(reportOf([doneFile({ name: "second.mov" })]), { folder });
    expect(await readdir(folder)).toHaveLength(2);
    expect(await readFile(paths.html, "utf8")).not.toContain("first.mov");
  });

  it("give way to a file that is something else, unless asked to replace it", async () => {
    const folder = temporaryFolder();
    await writeFile(join(folder, "nemo-report.json"), "{}");
    await mkdir(join(folder, "nemo-report (1).html"));
    const paths = await write(reportOf([]), { folder });
    expect(paths.html).toBe(join(folder, "nemo-report (2).html"));
    expect(await readFile(join(folder, "nemo-report.json"), "utf8")).toBe("{}");
    expect((await readdir(folder)).length).toBe(4);
    await write(reportOf([]), { folder, overwrite: true });
    expect(await readFile(join(folder, "nemo-report.json"), "utf8")).not.toBe("{}");
  });

  it("go where they were asked to, and do not take a name that is taken", async () => {
    const folder = temporaryFolder();
    const page = join(folder, "sub", "overview.html");
    const report = reportOf([doneFile()]);
    expect(await write(report, { folder, report: page })).toEqual({
      html: page,
      json: join(folder, "sub", "overview.json"),
    });
    expect(await write(report, { folder, report: join(folder, "sub") })).toMatchObject({
      html: join(folder, "sub", "nemo-report.html"),
    });
    await writeFile(join(folder, "mine.html"), "mine");
    const taken = write(report, { folder, report: join(folder, "mine.html") });
    await expect(taken).rejects.toMatchObject({ code: "output-exists" });
    expect(await readFile(join(folder, "mine.html"), "utf8")).toBe("mine");
    await expect(write(report, { folder, report: "" })).rejects.toMatchObject({ code: "invalid-request" });
  });

  it("hold no secret", async () => {
    const redactor = new Redactor();
    redactor.add("hidden-secret");
    const files = [doneFile({ warnings: ["with hidden-secret in it and nmv_usr_abcdef"] })];
    const paths = await writeReport(reportOf(files), { folder: temporaryFolder(), redactor });
    for (const path of [paths.html, paths.json]) {
      expect(await readFile(path, "utf8")).not.toMatch(/hidden-secret|nmv_usr_abcdef/);
    }
  });

  it("are both missing where one cannot be written", async () => {
    const folder = temporaryFolder();
    await writeFile(join(folder, "file"), "");
    const inside = write(reportOf([]), { folder, report: join(folder, "file", "report.html") });
    await expect(inside).rejects.toMatchObject({
      code: "invalid-request",
      action: { kind: "choose-output" },
    });
    expect(await readdir(folder)).toEqual(["file"]);
  });
});
