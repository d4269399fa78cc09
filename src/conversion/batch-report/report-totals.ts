import type { BatchReport, DoneFile } from "./report-data.js";

export interface BatchTotals {
  files: number;
  done: number;
  skipped: number;
  failed: number;
  /** Of the done, those whose result was checked and is right. */
  verified: number;
  /** How the done were made. */
  copied: number;
  partlyCopied: number;
  encoded: number;
  /** Sums over the done files whose source's size is known. */
  bytesBefore: number;
  bytesAfter: number;
  elapsedMs: number;
}

export function batchTotals({ files, elapsedMs }: Pick<BatchReport, "files" | "elapsedMs">): BatchTotals {
  const done = files.filter(isDone);
  const count = (test: (file: DoneFile) => boolean) => done.filter(test).length;
  const measured = done.filter(({ bytesBefore }) => bytesBefore !== undefined);
  return {
    files: files.length,
    done: done.length,
    skipped: files.filter(({ status }) => status === "skipped").length,
    failed: files.filter(({ status }) => status === "failed").length,
    verified: count(isVerified),
    copied: count(({ route }) => route === "copy"),
    partlyCopied: count(({ route }) => route === "partial"),
    encoded: count(({ route }) => route === "encode"),
    bytesBefore: measured.reduce((sum, { bytesBefore = 0 }) => sum + bytesBefore, 0),
    bytesAfter: measured.reduce((sum, { bytesAfter }) => sum + bytesAfter, 0),
    elapsedMs,
  };
}

export function isDone(file: BatchReport["files"][number]): file is DoneFile {
  return file.status === "done";
}

export function isVerified({ verification: { ok, level } }: DoneFile): boolean {
  return ok && level !== "none";
}
