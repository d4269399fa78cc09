/** What went wrong, as a stable name to switch on. New codes may be added in minor releases. */
export type NemoErrorCode =
  | "token-invalid"
  | "session-not-found"
  | "insufficient-credits"
  | "unsupported-file"
  | "file-too-large"
  | "client-id-missing"
  | "export-blocked"
  | "rate-limited"
  | "network"
  | "timeout"
  | "aborted"
  | "closed"
  | "malformed-response"
  | "backend-error"
  | "agent-failed"
  | "outcome-unknown"
  | "nothing-to-export"
  | "render-failed"
  | "invalid-request"
  | "source-missing"
  | "source-damaged"
  | "source-encrypted"
  | "not-media"
  | "no-video"
  | "output-exists"
  | "disk-full"
  | "ffmpeg-missing"
  | "ffmpeg-failed"
  | "verification-failed"
  | "target-unreachable"
  | "loss-refused"
  | "preset-constraint"
  | "canary-failed"
  | "journal-locked";

/** The kind of step that helps; a program can branch on it without reading the message. */
export type NemoErrorActionKind =
  | "register"
  | "top-up"
  | "upgrade"
  | "wait"
  | "retry"
  | "convert-first"
  | "shorten"
  | "choose-output"
  | "install-ffmpeg"
  | "check-state"
  | "report";

/** What to do next, for a program (`kind`, `url`) and for a person (`message`). */
export interface NemoErrorAction {
  kind: NemoErrorActionKind;
  message: string;
  url?: string;
}

/** The two languages that the library speaks. */
export type Language = "en" | "zh";
