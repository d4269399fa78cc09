import { mkdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { ConversionSpec } from "../../conversion/index.js";
import { exists } from "../../modules/later.js";
import type { ConverterContext } from "../context.js";
import { convertAnywhere } from "../auto/convert-anywhere.js";
import type { ConversionResult, ConvertOptions } from "../convert-options.js";
import { planInput } from "../plan-input.js";
import type { Tools } from "../tools.js";
import type { BatchEntry } from "./batch-entry.js";
import type { BatchTask, HowToConvert, TaskSteps } from "./batch-task.js";
import { checkCredits } from "./check-credits.js";
import { DoneBefore } from "./done-before.js";
import type { Journal } from "./journal/journal.js";
import { groupTask } from "./group-task.js";
import { fingerprintOf } from "./identity.js";
import { hashOfName, markText } from "./mark.js";
import type { OutputNames } from "./output-names.js";
import type { Tally } from "./tally.js";

export interface FileStepsOptions {
  context: ConverterContext;
  tools: Tools;
  spec: ConversionSpec;
  /** Of the spec. */
  digest: string;
  /** For each conversion. */
  options: ConvertOptions;
  names: OutputNames;
  tally: Tally;
  /** Missing in a dry run, and where none can be kept. */
  journal: Journal | undefined;
  hasCanaries: boolean;
  isDryRun: boolean;
}

/** What a batch does with a file: looks what it is, converts it, tells what became of it. */
export class FileSteps implements TaskSteps {
  readonly #with: FileStepsOptions;

  readonly #doneBefore: DoneBefore;

  constructor(options: FileStepsOptions) {
    this.#with = options;
    this.#doneBefore = new DoneBefore(options.digest, options.journal, options.names);
  }

  async look(task: BatchTask): Promise<boolean> {
    const { context, tools, spec, options, tally, hasCanaries, isDryRun } = this.#with;
    if (task.leftOut !== undefined) {
      await tally.skipped(task, { reason: task.leftOut });
      return false;
    }
    if (task.bytes && task.path !== undefined) task.fingerprint = await fingerprintOf(task.path);
    const before = await this.#doneBefore.find(task);
    if (before !== undefined) {
      await tally.skipped(task, { reason: `It was done before: ${before}`, output: before });
      return false;
    }
    const { output } = task;
    if (options.onExists === "skip" && (await exists(output))) {
      await tally.skipped(task, { reason: `There is a file already: ${output}`, output });
      return false;
    }
    if (isDryRun) {
      const plan = await planInput(context, task.entry.input, options);
      await tally.skipped(task, { reason: "Nothing is written in a dry run.", output, plan });
      return false;
    }
    const { ffprobe, mediaLimits } = tools;
    if (hasCanaries) await groupTask(task, { spec, ffprobe, mediaLimits, signal: options.signal });
    return true;
  }

  async convert(task: BatchTask, { isCanary, threads, onMade }: HowToConvert): Promise<void> {
    const { context, options, tally, digest, journal } = this.#with;
    const { entry, output } = task;
    task.startedAt = performance.now();
    await tally.started(task);
    await checkCredits(context, options.signal);
    await mkdir(dirname(output), { recursive: true });
    journal?.begin(output);
    const result = await convertAnywhere(
      context,
      entry.input,
      {
        ...options,
        ...(await receiptFolder(entry, options)),
        ...{ output, onProgress: (progress) => tally.progressed(task, progress) },
      },
      {
        mark: markOfResult(task, digest),
        beforePublish: async (files) => journal?.ready(output, files),
        ...(threads !== undefined && { threads }),
        // A session that all share is not free before its file has its name.
        ...(options.session === undefined && { onMade }),
      },
    );
    this.#remember(task, result);
    await tally.done(task, result, isCanary);
  }

  async failed(task: BatchTask, error: unknown, isCanary: boolean): Promise<void> {
    await this.#with.tally.failed(task, error, isCanary);
  }

  #remember({ path, fingerprint }: BatchTask, { path: output, bytes }: ConversionResult): void {
    if (path === undefined || fingerprint === undefined) return;
    this.#with.journal?.done({ source: fingerprint, spec: this.#with.digest, input: path, output, bytes });
  }
}

/** A path for receipts is a folder, in which the tree of the inputs is mirrored. */
async function receiptFolder(
  { folder }: BatchEntry,
  { receipt }: ConvertOptions,
): Promise<Pick<ConvertOptions, "receipt">> {
  if (typeof receipt !== "string" || receipt === "") return {};
  const path = join(receipt, folder, "/");
  await mkdir(path, { recursive: true });
  return { receipt: path };
}

function markOfResult({ path, fingerprint }: BatchTask, spec: string): string {
  const isKnown = path !== undefined && fingerprint !== undefined;
  return markText({ spec, ...(isKnown && { source: fingerprint, name: hashOfName(basename(path)) }) });
}
