import { createHash } from "node:crypto";
import type { ConversionSpec } from "../conversion/index.js";
import { isNemoErrorCode, NemoError } from "../errors/index.js";
import type { ConversionResult, ConvertOptions } from "../nemo-converter.js";

/** What a job says: plain data, without anybody's token. */
export interface FileJob {
  /** The batch that enqueued it first. */
  batch: string;
  /** An absolute path or a URL. */
  source: string;
  /** Absolute. */
  output: string;
  spec: ConversionSpec;
  options: FileJobOptions;
  /** Why the last attempt failed. */
  error?: Record<string, unknown>;
  /** What was sent for it: whoever has the job next fetches the film from there, and pays nothing. */
  sent?: SentMessage;
}

/** A message that may be charged: about to be sent, and not known to have been refused. */
export interface SentMessage {
  sessionId: string;
  taskId: string;
  /** By the clock of the machine that sent it. */
  sentAt: number;
}

/** What a job comes to: the result, or the file that is there already and stays. */
export type FileOutcome = ConversionResult | { path: string; skipped: string };

const passedOn = [
  ...(["onExists", "verify", "check", "strict", "acknowledge", "receipt", "resume"] as const),
  ...(["keepTimes", "keepLarger"] as const),
];

/** Those of a conversion's options that a job carries. */
export type FileJobOptions = Pick<ConvertOptions, (typeof passedOn)[number]>;

export function toJobOptions(options: ConvertOptions): FileJobOptions {
  const given = passedOn.filter((name) => options[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, options[name]]));
}

/** The same for the same content, wish and folder, whoever enqueues it and whatever the file is called. */
export function jobId({
  source,
  digest,
  folder,
}: {
  source: string;
  digest: string;
  folder: string;
}): string {
  const hash = createHash("sha256").update([source, digest, folder].join("\n")).digest("hex");
  return `file-${hash.slice(0, 40)}`;
}

/** An error as it was on the machine where it happened. */
export function reviveError(json: Record<string, unknown>): NemoError {
  const { code, message, isRetryable, details, charged, action, backendCode, status } = json as Partial<
    Pick<
      NemoError,
      "code" | "message" | "isRetryable" | "details" | "charged" | "action" | "backendCode" | "status"
    >
  >;
  return new NemoError(isNemoErrorCode(code) ? code : "backend-error", message ?? "A worker failed.", {
    ...(isRetryable !== undefined && { isRetryable }),
    ...(details && { details }),
    ...(charged !== undefined && { charged }),
    ...(action && { action }),
    ...(backendCode !== undefined && { backendCode }),
    ...(status !== undefined && { status }),
  });
}

/** Why a job failed for good. */
export function errorOf({ error, source }: FileJob, reason: string): NemoError {
  if (error) return reviveError(error);
  return new NemoError("outcome-unknown", `${source} was given up: ${reason}.`, {
    charged: "unknown",
    action: {
      kind: "report",
      message: "Its workers ended in the middle of it: see their logs, then enqueue it again.",
    },
  });
}
