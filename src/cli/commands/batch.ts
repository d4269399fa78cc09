import type { Command } from "commander";
import { NemoError } from "../../errors/index.js";
import type { BatchOptions, BatchSummary } from "../../nemo-converter.js";
import { BatchView } from "../batch-view.js";
import { type ConvertFlags, toConvertOptions, withConvertFlags } from "../convert-flags.js";
import { createConverter } from "../create-converter.js";
import { Terminal } from "../terminal.js";

interface BatchFlags extends ConvertFlags {
  concurrency?: string;
  canary: boolean;
  journal?: string;
  report?: string | true;
}

export function addBatch(program: Command, signal: AbortSignal, setExitCode: (code: number) => void): void {
  const command = program
    .command("batch")
    .description("turn many videos into MP4s; run it again to go on where it stopped")
    .argument("<inputs...>", "files, folders, globs, https: URLs, or one sentence that names them");
  withConvertFlags(command)
    .option("--concurrency <number>", "how many at the same time (default: by cores and encoder)")
    .option("--no-canary", "do not try one file of each kind first")
    .option("--journal <file>", "where is written what was done (default: .nemo-batch.jsonl in the output)")
    .option("--report [file]", "write a page on all files (after the inputs)")
    .addHelpText(
      "after",
      `
Examples:
  nemo-converter batch footage/ -o mp4/ --preset web
  nemo-converter batch "recordings/**/*.webm" -o mp4/ --to "1080p, AAC audio at 192k"
  nemo-converter batch "Convert all MKV files in ./footage to MP4 using H.264 with a bitrate of 4000k"`,
    )
    .action(async (inputs: string[], flags: BatchFlags) => {
      setExitCode(await convertBatch(inputs, flags, signal));
    });
}

async function convertBatch(inputs: string[], flags: BatchFlags, signal: AbortSignal): Promise<number> {
  const terminal = new Terminal(flags);
  const view = new BatchView(terminal);
  await using nemo = createConverter(flags);
  const run = nemo.batch(inputs.length === 1 ? inputs[0]! : inputs, {
    ...toBatchOptions(flags),
    signal,
    onNotice: (notice) => terminal.notice(notice, ""),
  });
  try {
    for await (const event of run) view.tell(event);
  } catch (error) {
    // What was done before the interrupt is worth knowing.
    const { summary } = NemoError.isInstance(error) ? error.details : {};
    if (summary !== undefined) view.finish(summary as BatchSummary);
    throw error;
  }
  const summary = await run.summary;
  view.finish(summary);
  return summary.failed.length === 0 ? 0 : 1;
}

function toBatchOptions(flags: BatchFlags): BatchOptions {
  const { concurrency, canary, journal, report, dryRun } = flags;
  if (concurrency !== undefined && !/^[1-9]\d*$/.test(concurrency)) {
    throw new NemoError("invalid-request", `--concurrency is "${concurrency}"; use a whole number from 1.`);
  }
  return {
    ...toConvertOptions(flags),
    canary,
    ...(concurrency !== undefined && { concurrency: Number(concurrency) }),
    ...(journal !== undefined && { journal }),
    ...(report !== undefined && { report }),
    ...(dryRun && { dryRun }),
  };
}
