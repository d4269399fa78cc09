import { dirname, isAbsolute, relative, sep } from "node:path";
import { type BatchReport, type BatchReportFile, compareNames } from "../../conversion/index.js";
import type { ConversionResult } from "../convert-options.js";
import type { BatchTask } from "./batch-task.js";
import type { Outcome } from "./tally.js";

// More rows than the page shows; who converts more reads the summary.
const mostKept = 20_000;

/** A file's row, to which pictures may come later. */
export type KeptRow = BatchReportFile & Pictures;

interface Pictures {
  thumbnailBefore?: string;
  thumbnailAfter?: string;
}

export interface ReportFrame {
  software: BatchReport["software"];
  request: string | undefined;
  stopped?: string;
  /** Where the report goes, from which results are linked. */
  page: string;
}

/** What became of the files of a batch, as its report tells it. */
export class ReportRows {
  readonly #root: string | undefined;
  readonly #rows: KeptRow[] = [];
  readonly #startedAt = performance.now();

  /** @param root the folder below which files are named */
  constructor(root: string | undefined) {
    this.#root = root;
  }

  /** Undefined where there are too many. */
  add(task: BatchTask, outcome: Outcome): KeptRow | undefined {
    if (this.#rows.length >= mostKept) return undefined;
    const { path, entry, bytes, startedAt } = task;
    const below = this.#root === undefined || path === undefined ? ".." : relative(this.#root, path);
    const name = below.startsWith("..") || isAbsolute(below) ? entry.name : below;
    const row = {
      name,
      ...(bytes !== undefined && { bytesBefore: bytes }),
      ...(startedAt !== undefined && { elapsedMs: performance.now() - startedAt }),
      ...rowOf(outcome),
    };
    this.#rows.push(row);
    return row;
  }

  /** @param pictures JPEG */
  picture(row: KeptRow, { before, after }: { before: Buffer | undefined; after: Buffer | undefined }): void {
    if (before) row.thumbnailBefore = asUri(before);
    if (after) row.thumbnailAfter = asUri(after);
  }

  report({ software, request, stopped, page }: ReportFrame): BatchReport {
    const link = (path: string) => relative(dirname(page), path).split(sep).join("/");
    return {
      createdAt: new Date().toISOString(),
      software,
      ...(request !== undefined && { request }),
      elapsedMs: performance.now() - this.#startedAt,
      ...(stopped !== undefined && { stopped }),
      // They came to their end in another order each time.
      files: this.#rows
        .toSorted((one, other) => compareNames(one.name, other.name))
        .map((row) => linked(row, link)),
    };
  }
}

function linked(row: BatchReportFile, link: (path: string) => string): BatchReportFile {
  if (row.status === "failed") return row;
  const { output, receipt } = { receipt: undefined, ...row };
  return {
    ...row,
    ...(output !== undefined && { output: link(output) }),
    ...(receipt !== undefined && { receipt: link(receipt) }),
  };
}

function asUri(jpeg: Buffer): string {
  return `data:image/jpeg;base64,${jpeg.toString("base64")}`;
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

function doneRow(result: ConversionResult) {
  const { path, bytes, route, verification, losses, warnings, receiptPath } = result;
  const failed = verification.checks.filter(({ ok }) => !ok).map(({ name }) => name);
  return {
    status: "done" as const,
    output: path,
    ...(receiptPath !== undefined && { receipt: receiptPath }),
    bytesAfter: bytes,
    route,
    verification: { ok: verification.ok, level: verification.level, failed },
    losses: losses.map(({ message }) => message),
    warnings,
  };
}
