import type { Command } from "commander";
import { NemoError } from "../../errors/index.js";
import type { QueuedBatch } from "../../queue/index.js";
import { BatchView } from "../batch-view.js";
import { type ConvertFlags, toConvertOptions, withConvertFlags } from "../convert-flags.js";
import { loadQueue, type QueueFlags, toQueuePlace, wholeNumber, withQueueFlags } from "../queue-flags.js";
import { Terminal } from "../terminal.js";

interface EnqueueFlags extends ConvertFlags, QueueFlags {
  id?: string;
  attempts?: string;
  canary: boolean;
  report?: string | true;
  detach: boolean;
}

interface FollowFlags extends QueueFlags {
  cancel: boolean;
  report?: string | true;
  json: boolean;
  quiet: boolean;
}

export function addEnqueue(program: Command, signal: AbortSignal, setExitCode: (code: number) => void): void {
  const command = program
    .command("enqueue")
    .description("have many videos converted by workers on any machines; again adds what is missing")
    .argument("<inputs...>", "files, folders, globs, https: URLs, or one sentence that names them");
  withConvertFlags(withQueueFlags(command))
    .option("--id <name>", "of the batch, to follow it by (default: a new one)")
    .option("--attempts <number>", "for a file that fails for a reason that may pass (default: 3)")
    .option("--no-canary", "do not try one file of each kind first")
    .option("--report [file]", "write a page on all files at the end (after the inputs)")
    .option("--detach", "end as soon as all is in the queue", false)
    .addHelpText(
      "after",
      `
Workers see the files under the same paths. Ctrl-C ends the following, not the batch.

Examples:
  nemo-converter enqueue /mnt/footage -o /mnt/mp4 --preset web --redis redis://10.0.0.5:6379
  nemo-converter follow 1b4e28ba --redis redis://10.0.0.5:6379`,
    )
    .action(async (inputs: string[], flags: EnqueueFlags) => {
      setExitCode(await enqueue(inputs, flags, signal));
    });
  withQueueFlags(program.command("follow"))
    .description("tell what becomes of a batch that is in the queue")
    .argument("<id>", "of the batch")
    .option("--cancel", "take it back: what nobody has begun is removed, the rest is stopped", false)
    .option("--report [file]", "write a page on all files when the batch is over")
    .option("--json", "one JSON object a line", false)
    .option("-q, --quiet", "results and errors only", false)
    .action(async (id: string, flags: FollowFlags) => {
      const place = toQueuePlace(flags);
      const { followBatch } = await loadQueue();
      const { report } = flags;
      const batch = followBatch(id, { ...place, signal, ...(report !== undefined && { report }) });
      if (flags.cancel) void batch.cancel();
      setExitCode(await tell(batch, new Terminal(flags)));
    });
}

async function enqueue(inputs: string[], flags: EnqueueFlags, signal: AbortSignal): Promise<number> {
  if (flags.dryRun) {
    throw new NemoError("invalid-request", "There is no dry run of a queue; use batch --dry-run.");
  }
  const { id, attempts, canary, report, detach, ffmpeg, ffprobe } = flags;
  if (detach && report !== undefined) {
    throw new NemoError(
      "invalid-request",
      "--report needs the end of the batch; leave --detach out, or use follow --report.",
    );
  }
  const place = toQueuePlace(flags);
  const { enqueueBatch } = await loadQueue();
  const batch = enqueueBatch(inputs.length === 1 ? inputs[0]! : inputs, {
    ...{ ...toConvertOptions(flags), ...place, signal, canary },
    ...(report !== undefined && { report }),
    ...(ffmpeg !== undefined && { ffmpegPath: ffmpeg }),
    ...(ffprobe !== undefined && { ffprobePath: ffprobe }),
    ...(id !== undefined && { id }),
    ...(attempts !== undefined && { attempts: wholeNumber("--attempts", attempts) }),
  });
  const terminal = new Terminal(flags);
  if (!detach) return tell(batch, terminal);
  await batch.enqueued();
  await batch.detach();
  terminal.result(batch.id, { type: "batch", id: batch.id });
  return 0;
}

async function tell(batch: QueuedBatch, terminal: Terminal): Promise<number> {
  const view = new BatchView(terminal);
  terminal.detail(`Batch ${batch.id}; Ctrl-C ends the following only.`);
  terminal.event({ type: "batch", id: batch.id });
  for await (const event of batch) view.tell(event);
  const { isListed, ...summary } = await batch.summary;
  view.finish(summary);
  if (!isListed) terminal.detail("Not all inputs were enqueued: enqueue them again, and the rest is added.");
  return summary.failed.length === 0 && isListed ? 0 : 1;
}
