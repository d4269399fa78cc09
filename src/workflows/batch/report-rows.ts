import { dirname, isAbsolute, relative, sep } from "node:path";
import type { BatchReport, BatchReportFile } from "../../conversion/index.js";
import type { ConversionResult } from "../convert-options.js";
import type { BatchTask } from "./batch-task.js";
import type { Outcome } from "./tally.js";

// More rows than the page shows; who converts more reads the summary.
const mostKept = 20_000;

/** What became of the files of a batch, as its report tells it. */
export class ReportRows {
  readonly #root: string | undefined;
  readonly #rows: BatchReportFile[] = [];
  readonly #startedAt = performance.now();

  /** @param root the folder below which files are named */
  constructor(root: string | undefined) {
    this.#root = root;
  }

  readonly add = (task: BatchTask, outcome: Outcome): void => {
    if (this.#rows.length >= mostKept) return;
    const { path, entry, bytes } = task;
    const below = this.#root === undefined || path === undefined ? ".." : relative(this.#root, path);
    const name = below.startsWith("..") || isAbsolute(below) ? entry.name : below;
    this.#rows.push({ name, ...(bytes !== undefined && { bytesBefore: bytes }), ...rowOf(outcome) });
  };

  /** @param page where the report goes, from which results are linked */
  report(software: BatchReport["software"], request: string | undefined, page: string): BatchReport {
    const link = (path: string) => relative(dirname(page), path).split(sep).join("/");
    return {
      createdAt: new Date().toISOString(),
      software,
      ...(request !== undefined && { request }),
      elapsedMs: performance.now() - this.#startedAt,
      files: this.#rows.map((row) =>
        "output" in row && row.output !== undefined ? { ...row, output: link(row.output) } : row,
      ),
    };
  }
}

type Row<Each> = Each extends unknown ? Omit<Each, "name"> : never;

function rowOf(outcome: Outcome): Row<BatchReportFile> {
  switch (outcome.kind) {
    case "done":
      return doneRow(outcome.result);
    case "skipped": {
      const { reason, output } = outcome;
      return { status: "skipped", reason, ...(output !== undefined && { output }) };
    }
    case "failed": {
      const { code, message, action } = outcome.error;
      return { status: "failed", error: { code, message, action } };
    }
  }
}

function doneRow({ path, bytes, route, verification, losses, warnings }: ConversionResult) {
  const failed = verification.checks.filter(({ ok }) => !ok).map(({ name }) => name);
  return {
    status: "done" as const,
    output: path,
    bytesAfter: bytes,
    route,
    verification: { ok: verification.ok, level: verification.level, failed },
    losses: losses.map(({ message }) => message),
    warnings,
  };
}
