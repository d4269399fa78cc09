import { once } from "node:events";
import type { Command } from "commander";
import { NemoError } from "../../errors/index.js";
import type { QueueWorkerOptions } from "../../queue/index.js";
import { type ConverterFlags, converterOptions } from "../create-converter.js";
import { loadQueue, type QueueFlags, toQueuePlace, wholeNumber, withQueueFlags } from "../queue-flags.js";
import { Terminal } from "../terminal.js";

interface WorkerFlags extends QueueFlags, ConverterFlags {
  concurrency?: string;
  limit?: string;
  grace?: string;
  lock?: string;
  json: boolean;
  quiet: boolean;
}

export function addWorker(program: Command, signal: AbortSignal): void {
  const command = program
    .command("worker")
    .description("convert what others enqueue, until it is ended; any number of them on any machines");
  withQueueFlags(command)
    .option("--concurrency <number>", "how many files at the same time (default: 1)")
    .option("--limit <files/seconds>", "of all workers together, for example 10/60, as the cloud allows")
    .option("--grace <seconds>", "how long files under way may take when it is ended (default: 5)")
    .option("--lock <seconds>", "after so long without a sign of life others take its files (default: 30)")
    .option("--backend <name>", "local, cloud or auto (default: local, or cloud with NEMO_TOKEN)")
    .option("--ffmpeg <path>", "which ffmpeg to use")
    .option("--ffprobe <path>", "which ffprobe to use")
    .option("--language <tag>", "of messages: en or zh")
    .option("--json", "one JSON object a line", false)
    .option("-q, --quiet", "errors only", false)
    .addHelpText(
      "after",
      `
SIGTERM and Ctrl-C end it: files under way come to their end or go back to the queue.

Example:
  nemo-converter worker --redis redis://10.0.0.5:6379 --concurrency 2`,
    )
    .action((flags: WorkerFlags) => work(flags, signal));
}

async function work(flags: WorkerFlags, signal: AbortSignal): Promise<void> {
  const options = toWorkerOptions(flags);
  const { createWorker } = await loadQueue();
  const terminal = new Terminal(flags);
  const tell = (message: string, fields: object = {}) => {
    terminal.event({ type: "worker", message, ...fields });
    terminal.detail(`${message} ${Object.values(fields).join(" ")}`);
  };
  const logger = { debug() {}, info: tell, warn: tell, error: tell };
  await using worker = await createWorker({ ...options, logger });
  tell("waiting for files", { name: worker.name });
  const asked = signal.aborted ? Promise.resolve() : once(signal, "abort");
  await Promise.race([asked, worker.ended]);
}

function toWorkerOptions(flags: WorkerFlags): QueueWorkerOptions {
  const { concurrency, limit, grace, lock } = flags;
  const [max, seconds, ...others] = limit?.split("/") ?? [];
  if (limit !== undefined && (max === undefined || seconds === undefined || others.length > 0)) {
    throw new NemoError("invalid-request", `--limit is "${limit}"; use files/seconds, for example 10/60.`);
  }
  return {
    ...toQueuePlace(flags),
    converter: converterOptions(flags),
    ...(concurrency !== undefined && { concurrency: wholeNumber("--concurrency", concurrency) }),
    ...(max !== undefined &&
      seconds !== undefined && {
        limit: { max: wholeNumber("--limit", max), durationMs: wholeNumber("--limit", seconds) * 1000 },
      }),
    ...(grace !== undefined && { graceMs: wholeNumber("--grace", grace) * 1000 }),
    ...(lock !== undefined && { lockMs: wholeNumber("--lock", lock) * 1000 }),
  };
}
