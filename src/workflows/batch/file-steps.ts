import { mkdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { ConversionSpec } from "../../conversion/index.js";
import { fileError } from "../../errors/index.js";
import { exists } from "../../modules/later.js";
import type { ConverterContext } from "../context.js";
import { convertAnywhere } from "../auto/convert-anywhere.js";
import type { ConversionResult, ConvertOptions } from "../convert-options.js";
import { openSource } from "../open-source.js";
import { planInput } from "../plan-input.js";
import type { Tools } from "../tools.js";
import type { BatchEntry } from "./batch-entry.js";
import type { BatchTask, HowToConvert, TaskSteps } from "./batch-task.js";
import { checkCredits } from "./check-credits.js";
import { contentOf } from "./content-of.js";
import { DoneBefore } from "./done-before.js";
import type { Journal } from "./journal/journal.js";
import { groupTask } from "./group-task.js";
import { hashOfName, markText } from "./mark.js";
import { PaidBefore, stillUnfetched } from "./paid-before.js";
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

const changed =
  "The source changed while it was being converted: the result may be of the old file or of the new one. Convert it again.";

/** What a batch does with a file: looks what it is, converts it, tells what became of it. */
export class FileSteps implements TaskSteps {
  readonly #with: FileStepsOptions;

  readonly #doneBefore: DoneBefore;

  readonly #paidBefore: PaidBefore;

  constructor(options: FileStepsOptions) {
    this.#with = options;
    this.#doneBefore = new DoneBefore(options.digest, options.journal, options.names);
    this.#paidBefore = new PaidBefore({ ...options, isShared: options.options.session !== undefined });
  }

  async look(task: BatchTask): Promise<boolean> {
    const { context, tools, spec, options, tally, hasCanaries, isDryRun } = this.#with;
    if (task.leftOut !== undefined) {
      await tally.skipped(task, { reason: task.leftOut });
      return false;
    }
    // What is no input at all fails here, alone: nothing is known of it that others could share.
    if (task.path === undefined) await openSource(task.entry.input);
    else task.content = await contentOf(task.path);
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
    const { context, options, tally, journal } = this.#with;
    const { entry, output, path } = task;
    task.startedAt = performance.now();
    await tally.started(task);
    // It may have waited for long.
    if (path !== undefined && task.content) task.content = await contentOf(path, task.content);
    const payment = this.#paidBefore.paymentOf(task);
    if (!payment.isMade) await checkCredits(context, options.signal);
    await makeFolder(dirname(output));
    const wasKnown = task.content !== undefined;
    journal?.begin(output);
    const converting = convertAnywhere(
      context,
      entry.input,
      {
        ...options,
        ...(await receiptFolder(entry, options)),
        ...{ output, onProgress: (progress) => tally.progressed(task, progress) },
      },
      {
        mark: () => this.#markOf(task),
        beforePublish: async (files) => journal?.ready(output, files),
        ...(threads !== undefined && { threads }),
        // A session that all share is not free before its file has its name.
        ...(options.session === undefined && { onMade }),
        ...payment.hooks,
      },
    );
    const result = await converting.catch((error: unknown) => {
      throw payment.isMade ? stillUnfetched(error) : error;
    });
    this.#remember(task, result);
    payment.done();
    const warnings = wasKnown && !task.content ? [...result.warnings, changed] : result.warnings;
    await tally.done(task, { ...result, warnings }, isCanary);
  }

  async failed(task: BatchTask, error: unknown, isCanary: boolean): Promise<void> {
    await this.#with.tally.failed(task, error, isCanary);
  }

  /** The source was read by now: one that changed meanwhile may be known by neither what it was nor what it is. */
  async #markOf(task: BatchTask): Promise<string> {
    const { path, content } = task;
    if (path !== undefined && content) {
      // One that is gone was read as it was.
      const now = await contentOf(path, content).catch(() => content);
      if (now.fingerprint !== content.fingerprint) delete task.content;
    }
    return markOfResult(task, this.#with.digest);
  }

  /** The result has its name and says itself what it is: without its line in the journal it is no failure. */
  #remember({ path, content }: BatchTask, { path: output, bytes }: ConversionResult): void {
    const { digest, journal, tally } = this.#with;
    if (path === undefined || !content) return;
    try {
      journal?.done({ source: content.fingerprint, spec: digest, input: path, output, bytes });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      tally.warn(`The journal does not have ${output}, which is done: ${why}`);
    }
  }
}

/** A path for receipts is a folder, in which the tree of the inputs is mirrored. */
async function receiptFolder(
  { folder }: BatchEntry,
  { receipt }: ConvertOptions,
): Promise<Pick<ConvertOptions, "receipt">> {
  if (typeof receipt !== "string" || receipt === "") return {};
  const path = join(receipt, folder, "/");
  await makeFolder(path);
  return { receipt: path };
}

async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true }).catch((error: unknown) => {
    throw fileError(error, path, "Writing to");
  });
}

function markOfResult({ path, content }: BatchTask, spec: string): string {
  return markText({
    spec,
    ...(content && { source: content.fingerprint }),
    ...(path !== undefined && { name: hashOfName(basename(path)) }),
  });
}
