import { NemoError, type NemoErrorCode } from "../../errors/index.js";
import type { BackendName } from "./choose-backend.js";

/** Failures that say something of the backend, and nothing of the file, the wish or the disk. */
const refusals: Readonly<Record<BackendName, readonly NemoErrorCode[]>> = {
  cloud: [
    "token-invalid",
    "session-not-found",
    "insufficient-credits",
    "unsupported-file",
    "file-too-large",
    "client-id-missing",
    "export-blocked",
    "rate-limited",
    "network",
    "timeout",
    "malformed-response",
    "backend-error",
    "agent-failed",
    "outcome-unknown",
    "nothing-to-export",
    "render-failed",
  ],
  local: ["ffmpeg-missing", "ffmpeg-failed"],
};

/** Whether the other backend may succeed where this one failed. */
export function handsOver(error: unknown, from: BackendName): error is NemoError {
  return NemoError.isInstance(error) && refusals[from].includes(error.code);
}
