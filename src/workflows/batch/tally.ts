import { type NemoError } from "../../errors/index.js";
import type { Progress } from "../../options/index.js";
import type { ConversionResult } from "../convert-options.js";
import type { BatchEvent, BatchSummary } from "./batch-options.js";
import type { BatchTask } from "./batch-task.js";
import { asNemoError } from "./failures.js";
import { OverallProgress } from "./overall-progress.js";

/** What became of a file. */
export type Outcome =
  | { kind: "done"; result: ConversionResult }
  | { kind: "skipped"; reason: string; output?: string }
  | { kind: "failed"; error: NemoError };

/** Counts what became of the files of a batch, and tells it as it happens. */
export class Tally {
  readonly summary: BatchSummary = {
    ...{ total: 0, done: 0, skipped: 0, failed: [] },
    ...{ bytesBefore: 0, bytesAfter: 0 },
  };
  readonly overall = new OverallProgress();
  readonly #emit: (event: BatchEvent) => Promise<void>;
  readonly #record: (task: BatchTask, outcome: Outcome) => void;

  constructor(
    emit: (event: BatchEvent) => Promise<void>,
    record: (task: BatchTask, outcome: Outcome) => void = () => undefined,
  ) {
    this.#emit = emit;
    this.#record = record;
  }

  async started(task: BatchTask): Promise<void> {
    this.overall.advance(task, task.bytes ?? 0, 0);
    await this.#say(task, { type: "file-start" });
  }

  progressed(task: BatchTask, progress: Progress): void {
    this.overall.advance(task, task.bytes ?? 0, progress.percent ?? 0);
    void this.#say(task, { type: "file-progress", progress });
  }

  async done(task: BatchTask, result: ConversionResult, isCanary: boolean): Promise<void> {
    const { summary } = this;
    summary.done += 1;
    summary.bytesBefore += result.source.bytes ?? task.bytes ?? 0;
    summary.bytesAfter += result.bytes;
    this.#finish(task, { kind: "done", result });
    if (isCanary) await this.#say(task, { type: "canary-passed", result });
    await this.#say(task, { type: "file-done", result });
  }

  async skipped(
    task: BatchTask,
    why: Pick<BatchEvent, "output" | "plan"> & { reason: string },
  ): Promise<void> {
    this.summary.skipped += 1;
    this.#finish(task, { kind: "skipped", ...why });
    await this.#say(task, { type: "file-skipped", ...why });
  }

  async failed(task: BatchTask, thrown: unknown, isCanary: boolean): Promise<void> {
    const error = asNemoError(thrown);
    this.summary.failed.push({ input: task.entry.name, error });
    this.#finish(task, { kind: "failed", error });
    if (isCanary) await this.#say(task, { type: "canary-failed", error });
    await this.#say(task, { type: "file-failed", error });
  }

  /** Something went wrong that makes no file a failure. */
  warn(warning: string): void {
    this.summary.warnings = [...(this.summary.warnings ?? []), warning];
  }

  #finish(task: BatchTask, outcome: Outcome): void {
    this.summary.total += 1;
    this.overall.finish(task, task.bytes ?? 0, outcome.kind === "done");
    this.#record(task, outcome);
  }

  async #say(task: BatchTask, event: Omit<BatchEvent, "input" | "overall">): Promise<void> {
    await this.#emit({ ...event, input: task.entry.name, overall: this.overall.measure() });
  }
}
