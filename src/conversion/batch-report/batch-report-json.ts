import { type BatchReport, type BatchReportFile, reportMark } from "./report-data.js";
import { type BatchTotals, batchTotals } from "./report-totals.js";

/** What the page shows, for programs; without the pictures. */
export interface BatchReportJson extends Omit<BatchReport, "files"> {
  kind: typeof reportMark;
  /** Of this form; raised when a reader would have to change. */
  version: 1;
  totals: BatchTotals;
  files: BatchReportFile[];
}

export function batchReportJson(report: BatchReport): BatchReportJson {
  const { files, ...others } = report;
  return {
    kind: reportMark,
    version: 1,
    ...others,
    totals: batchTotals(report),
    files: files.map((file) => {
      const plain: BatchReportFile & { thumbnailAfter?: string } = { ...file };
      delete plain.thumbnailBefore;
      delete plain.thumbnailAfter;
      return plain;
    }),
  };
}
