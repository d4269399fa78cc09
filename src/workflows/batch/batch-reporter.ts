import { constants } from "node:fs";
import { access, mkdir } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { mostThumbnails } from "../../conversion/index.js";
import { fileError, NemoError, type Redactor } from "../../errors/index.js";
import { thumbnail } from "../../media/index.js";
import type { ConversionResult } from "../convert-options.js";
import type { Tools } from "../tools.js";
import type { BatchOptions, BatchSummary } from "./batch-options.js";
import type { BatchTask } from "./batch-task.js";
import type { Listing } from "./list-inputs.js";
import { type ReportPlace, reportPaths } from "./report-paths.js";
import { type KeptRow, ReportRows } from "./report-rows.js";
import type { Outcome } from "./tally.js";
import { writeReport } from "./write-report.js";

export interface ReporterOptions {
  /** Of this software. */
  version: string;
  redactor: Redactor;
  tools: Pick<Tools, "ffmpeg">;
  listing: Pick<Listing, "root" | "request">;
  signal: AbortSignal;
}

/** Gathers what became of the files of a batch, with a picture of each, and makes a page of it. */
export class BatchReporter {
  readonly #with: ReporterOptions;
  readonly #place: ReportPlace;
  readonly #rows: ReportRows;
  #pictured = 0;
  /** One after the other, beside the conversions. */
  #pictures = Promise.resolve();

  private constructor(options: ReporterOptions, place: ReportPlace) {
    this.#with = options;
    this.#place = place;
    this.#rows = new ReportRows(options.listing.root);
  }

  /**
   * Undefined where no report is wanted. What stands in its way is said before the work.
   *
   * @throws NemoError `output-exists` when its path is taken by something else, `invalid-request` for one that cannot be written
   */
  static async prepare(
    { output, onExists, report, dryRun }: BatchOptions,
    options: ReporterOptions,
  ): Promise<BatchReporter | undefined> {
    if (report === undefined || report === false || dryRun) return undefined;
    const folder = resolve(output ?? options.listing.root ?? ".");
    const place = { folder, report, overwrite: onExists === "overwrite" };
    const { html } = await reportPaths(place);
    try {
      await mkdir(dirname(html), { recursive: true });
      await access(dirname(html), constants.W_OK);
    } catch (error) {
      throw fileError(error, html, "Writing the report");
    }
    return new BatchReporter(options, place);
  }

  readonly record = (task: BatchTask, outcome: Outcome): void => {
    const row = this.#rows.add(task, outcome);
    if (!row || outcome.kind !== "done" || this.#pictured >= mostThumbnails) return;
    this.#pictured += 1;
    this.#pictures = this.#pictures.then(() => this.#picture(row, task, outcome.result));
  };

  /** Resolves when nothing of it runs any more. */
  settle(): Promise<void> {
    return this.#pictures;
  }

  /**
   * Writes the report. The work is done by now: what goes wrong is said, not thrown.
   *
   * @param stopped why the batch ended before it was through
   */
  async write(stopped: NemoError | undefined): Promise<Pick<BatchSummary, "reportPath" | "warnings">> {
    const { version, redactor, listing } = this.#with;
    const software = { name: "nemo-converter", version };
    try {
      const { html } = await reportPaths(this.#place);
      const report = this.#rows.report({
        ...{ software, request: listing.request, page: html },
        ...(stopped && { stopped: stopped.message }),
      });
      return { reportPath: (await writeReport(report, { ...this.#place, redactor })).html };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return { warnings: [`The report was not written: ${why}`] };
    }
  }

  async #picture(row: KeptRow, { path }: BatchTask, { path: output, ...result }: ConversionResult) {
    const { tools, signal } = this.#with;
    const { ffmpeg } = tools;
    if (ffmpeg === undefined || signal.aborted) return;
    try {
      const before =
        path === undefined ? undefined : await thumbnail(path, result.source, { ffmpeg, signal });
      const after = await thumbnail(output, result.output, { ffmpeg, signal });
      this.#rows.picture(row, { before, after });
    } catch (error) {
      // A page without a picture is still a page.
      if (!NemoError.isInstance(error)) throw error;
    }
  }
}
