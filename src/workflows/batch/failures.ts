import { NemoError, type NemoErrorCode } from "../../errors/index.js";

const ofTheGroup: readonly NemoErrorCode[] = [
  ...([
    "ffmpeg-failed",
    "render-failed",
    "verification-failed",
    "loss-refused",
    "preset-constraint",
  ] as const),
  ...(["unsupported-file", "agent-failed", "nothing-to-export", "invalid-request", "timeout"] as const),
];

/** Whether files of the same kind can be expected to fail likewise; a damaged file says nothing about another. */
export function isOfTheGroup(error: NemoError): boolean {
  return ofTheGroup.includes(error.code);
}

const ofTheBatch: readonly NemoErrorCode[] = [
  ...(["insufficient-credits", "export-blocked", "token-invalid", "ffmpeg-missing", "closed"] as const),
];

/** Whether every other file would fail for the same reason, and perhaps be charged for it. */
export function isOfTheBatch(error: NemoError): boolean {
  return ofTheBatch.includes(error.code);
}

/** Why a file was not converted whose group's canary failed. */
export function canaryFailed(canary: string, group: string | undefined, error: NemoError): NemoError {
  return new NemoError(
    "canary-failed",
    `Not converted: ${canary} was tried first for all files of its kind (${group ?? "unknown"}) and failed. ${error.message}`,
    {
      details: { canary, group, code: error.code },
      action: {
        message: `See why ${canary} failed (${error.action.message}), or convert the others all the same with canary: false (--no-canary).`,
      },
      cause: error,
    },
  );
}

export function asNemoError(error: unknown): NemoError {
  if (NemoError.isInstance(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new NemoError("ffmpeg-failed", `Something unexpected happened: ${message}`, { cause: error });
}
