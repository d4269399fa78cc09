import { availableParallelism, totalmem } from "node:os";
import type { ConversionSpec } from "../../conversion/index.js";
import { NemoError } from "../../errors/index.js";
import type { BatchOptions } from "./batch-options.js";

export interface Machine {
  cores: number;
  /** Bytes. */
  memory: number;
}

// What an encode of a large picture takes of each; x265 and SVT-AV1 spread over several cores by themselves.
const needs = {
  h264: { cores: 1, memory: 1e9 },
  hevc: { cores: 2, memory: 2e9 },
  av1: { cores: 4, memory: 3e9 },
};
// Beyond it the disk is what is waited for.
const mostAtOnce = 16;
// Sessions on the cloud; each is an upload and a download, too.
const cloudSessions = 3;

/** How many files are converted at once: what was asked for, else by what the machine has and the encoder takes. */
export function chooseConcurrency(
  { concurrency, session }: Pick<BatchOptions, "concurrency" | "session">,
  spec: ConversionSpec,
  isInProcess: boolean,
  { cores, memory }: Machine = thisMachine(),
): number {
  if (concurrency !== undefined && !(Number.isInteger(concurrency) && concurrency > 0)) {
    throw new NemoError("invalid-request", `concurrency is ${concurrency}; use a whole number from 1.`);
  }
  // A draft holds one job.
  if (session) return 1;
  if (concurrency !== undefined) return concurrency;
  if (!isInProcess) return cloudSessions;
  const codec = (spec.video !== false && spec.video?.codec) || "auto";
  const need = codec === "hevc" || codec === "av1" ? needs[codec] : needs.h264;
  const fitting = Math.min(cores / need.cores, memory / need.memory, mostAtOnce);
  return Math.max(1, Math.floor(fitting));
}

export function thisMachine(): Machine {
  return { cores: availableParallelism(), memory: totalmem() };
}
