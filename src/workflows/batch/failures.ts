import { fileError, NemoError, type NemoErrorCode } from "../../errors/index.js";

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

/**
 * Whether files of the same kind can be expected to fail likewise; a damaged file says nothing about another, and neither does what
 * the system says of a file's place.
 */
export function isOfTheGroup({ code, details }: NemoError): boolean {
  return ofTheGroup.includes(code) && details["systemCode"] === undefined;
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
  if (isOfTheSystem(error)) return systemFailure(error);
  const message = error instanceof Error ? error.message : String(error);
  return new NemoError("ffmpeg-failed", `Something unexpected happened: ${message}`, { cause: error });
}

type SystemError = Error & Required<Pick<NodeJS.ErrnoException, "code" | "syscall">> & { path?: string };

function isOfTheSystem(error: unknown): error is SystemError {
  if (!(error instanceof Error)) return false;
  const { code, syscall } = error as NodeJS.ErrnoException;
  return typeof syscall === "string" && /^E[A-Z0-9]+$/.test(code ?? "");
}

function systemFailure(error: SystemError): NemoError {
  const { code: systemCode, syscall, path, message } = error;
  const known = fileError(error, path ?? "a file", "Reading or writing");
  if (known.code === "disk-full") return known;
  const isProgram = syscall.startsWith("spawn");
  return new NemoError(isProgram ? "ffmpeg-failed" : known.code, `The system refused it: ${message}`, {
    details: { systemCode, ...(path !== undefined && { path }) },
    action: {
      message: isProgram
        ? "See whether this program is there and may be run, and whether the system has room for another process."
        : "See whether the file can be read, and its result's folder be written to.",
    },
    cause: error,
  });
}
