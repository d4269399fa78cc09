import { NemoError } from "../errors/index.js";
import type { BatchTask } from "../nemo-converter.js";

/** For what only this process can read. */
export function notForOthers({ entry }: BatchTask): NemoError {
  return new NemoError(
    "invalid-request",
    `${entry.name} is a Blob or a stream, which no other machine can read; use a path on shared storage or a URL.`,
  );
}

/** Why a source cannot be read. */
export function asSourceError(error: unknown, { entry }: BatchTask): NemoError {
  if (NemoError.isInstance(error)) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  return new NemoError("source-missing", `${entry.name} cannot be read: ${message}`, {
    details: { path: entry.name, systemCode: code },
  });
}
