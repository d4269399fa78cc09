import type { Command } from "commander";
import { NemoError } from "../errors/index.js";
import { readEnvironment } from "../options/index.js";
import type { QueuePlace } from "../queue/index.js";

export interface QueueFlags {
  redis?: string;
  queue?: string;
}

export function withQueueFlags(command: Command): Command {
  return command
    .option("--redis <url>", "redis://host:port; with a password better in NEMO_REDIS_URL, which nobody sees")
    .option("--queue <name>", "which queue on it (default: nemo-converter)");
}

/** @throws NemoError `invalid-request` when nobody says where Redis is */
export function toQueuePlace({ redis = readEnvironment().redisUrl, queue }: QueueFlags): QueuePlace {
  if (redis === undefined) {
    throw new NemoError(
      "invalid-request",
      "Say where Redis is: --redis redis://host:port, or NEMO_REDIS_URL.",
    );
  }
  return { redis, ...(queue !== undefined && { queue }) };
}

/** @throws NemoError `invalid-request` */
export function wholeNumber(name: string, value: string): number {
  if (/^[1-9]\d*$/.test(value)) return Number(value);
  throw new NemoError("invalid-request", `${name} is "${value}"; use a whole number from 1.`);
}

/** The queue; its packages are the user's own. */
export async function loadQueue() {
  try {
    return await import("../queue/index.js");
  } catch (error) {
    if ((error as { code?: string }).code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new NemoError("invalid-request", "The queue needs two packages: npm install bullmq ioredis", {
      cause: error,
    });
  }
}
