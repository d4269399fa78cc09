import { NemoError } from "./nemo-error.js";

/** The error for a file system call on `path` that failed; NemoErrors pass through. */
export function fileError(error: unknown, path: string, doing: string): NemoError {
  if (NemoError.isInstance(error)) return error;
  const { code, message } = error as { code?: string; message?: string };
  const details = { path, systemCode: code };
  switch (code) {
    case "ENOSPC":
    case "EDQUOT":
      return new NemoError("disk-full", `The disk is full: ${doing} ${path} failed.`, { details });
    case "ENOENT":
    case "ENOTDIR":
      return new NemoError("invalid-request", `${doing} ${path} failed: there is no such folder.`, {
        details,
        action: { kind: "choose-output", message: "Choose an output in a folder that exists." },
      });
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return new NemoError("invalid-request", `${doing} ${path} failed: no permission (${code}).`, {
        details,
        action: { kind: "choose-output", message: "Choose an output in a folder that you may write to." },
      });
    default:
      return new NemoError("invalid-request", `${doing} ${path} failed: ${message ?? String(error)}`, {
        details,
        action: { kind: "choose-output", message: "Choose another output." },
      });
  }
}
