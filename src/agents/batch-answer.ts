import { bytesText } from "../conversion/index.js";
import type { BatchEvent, BatchSummary } from "../nemo-converter.js";
import { errorOutcome } from "./error-outcome.js";
import type { JobRecord } from "./jobs/job-record.js";

// More than that nobody reads, and a model pays for each; the report has all.
const mostNamed = 50;

/** Gathers what a model needs to know of a batch. */
export class BatchAnswer {
  readonly #outputs: string[] = [];
  readonly #losses = new Map<string, number>();

  add({ type, result, output }: BatchEvent): void {
    const path = type === "file-done" ? result?.path : type === "file-skipped" ? output : undefined;
    if (path !== undefined && this.#outputs.length < mostNamed) this.#outputs.push(path);
    if (type !== "file-done") return;
    for (const kind of new Set(result?.losses.map((loss) => loss.kind))) {
      this.#losses.set(kind, (this.#losses.get(kind) ?? 0) + 1);
    }
  }

  finish(summary: BatchSummary): NonNullable<JobRecord["result"]> {
    const { total, done, skipped, failed, bytesBefore, bytesAfter, reportPath } = summary;
    const failures = failed
      .slice(0, mostNamed)
      .map(({ input, error }) => ({ input, ...errorOutcome(error) }));
    const losses = [...this.#losses].map(([kind, files]) => ({ kind, files }));
    const sizes = done === 0 ? "" : ` (${bytesText(bytesBefore)} became ${bytesText(bytesAfter)})`;
    const unnamed = failed.length - failures.length;
    const lines = [
      `${total} files: ${done} done${sizes}, ${skipped} skipped because they were done before, ${failed.length} failed.`,
      ...failures.map(({ input, text }) => `Failed: ${input}: ${text}`),
      ...(unnamed > 0 ? [`${unnamed} more failed.`] : []),
      ...losses.map(({ kind, files }) => `Lost: ${kind}, in ${files} of the files.`),
      ...(reportPath === undefined ? [] : [`Report: ${reportPath}`]),
    ];
    return {
      text: lines.join("\n"),
      content: {
        ...{ total, done, skipped, failed: failed.length, bytesBefore, bytesAfter },
        failures: failures.map(({ input, content }) => ({ input, ...content })),
        ...{ losses, outputs: this.#outputs },
        ...(reportPath !== undefined && { reportPath }),
      },
    };
  }
}
