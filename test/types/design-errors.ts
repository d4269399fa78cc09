// The error family that design.md fixes, written out by hand.

export interface NemoError extends Error {
  code: string;
  backendCode?: number;
  status?: number;
  isRetryable: boolean;
  details: Record<string, unknown>;
  charged: boolean | "unknown";
  action: { kind: string; message: string; url?: string };
}

export const errorCodes = [
  ...["token-invalid", "session-not-found", "insufficient-credits", "unsupported-file", "file-too-large"],
  ...["client-id-missing", "export-blocked", "rate-limited", "network", "timeout", "aborted", "closed"],
  ...["malformed-response", "backend-error", "agent-failed", "outcome-unknown", "nothing-to-export"],
  ...[
    "render-failed",
    "invalid-request",
    "source-missing",
    "source-damaged",
    "source-encrypted",
    "not-media",
  ],
  ...["no-video", "output-exists", "disk-full", "ffmpeg-missing", "ffmpeg-failed", "verification-failed"],
  ...["target-unreachable", "loss-refused", "preset-constraint", "canary-failed", "journal-locked"],
] as const;

export const actionKinds = [
  ...["register", "top-up", "upgrade", "wait", "retry", "convert-first", "shorten", "choose-output"],
  ...["install-ffmpeg", "check-state", "report"],
] as const;
