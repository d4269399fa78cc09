import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { type BatchReport, batchReport, batchReportJson } from "../../conversion/index.js";
import { fileError, type Redactor } from "../../errors/index.js";
import { type PagePaths, writePage } from "../write-page.js";
import { type ReportPlace, reportPaths } from "./report-paths.js";

/**
 * Writes the report of a batch as a page and as JSON: both or neither, under their names only when they are whole.
 *
 * @returns where they are
 * @throws NemoError `output-exists`, `invalid-request`, `disk-full`
 */
export async function writeReport(
  report: BatchReport,
  { redactor, ...place }: ReportPlace & { redactor: Redactor },
): Promise<Pick<PagePaths, "html" | "json">> {
  const paths = await reportPaths(place);
  try {
    await mkdir(dirname(paths.html), { recursive: true });
    await writePage(paths, report, redactor, { page: batchReport, json: batchReportJson });
  } catch (error) {
    throw fileError(error, paths.html, "Writing");
  }
  return { html: paths.html, json: paths.json };
}
