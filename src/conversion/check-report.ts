/** What is wrong with a file, or worth knowing of it. */
export interface CheckFinding {
  /**
   * `"empty"`, `"not-media"`, `"encrypted"`, `"missing-index"`, `"truncated"`, `"damaged-frames"`, `"wrong-extension"`, and
   * with a preset `"preset-…"`, for example `"preset-profile"`.
   */
  kind: string;
  /** The number of the stream in its file, where it is one stream's. */
  stream?: number;
  message: string;
  /** A note is worth knowing, and leaves the file what it should be. Always set by `check()`. */
  severity?: "error" | "note";
  /** Of `"damaged-frames"`: how many errors the decoder told. */
  count?: number;
  /** Of `"truncated"`, in seconds: how much is there, and how much its header promises. */
  present?: number;
  promised?: number;
}

/** What a check of a file found. */
export interface CheckReport {
  /** Whether there is nothing but notes among the findings. */
  ok: boolean;
  findings: CheckFinding[];
  /** `"quick"`: headers against packets; `"full"`: every frame was decoded, too. Always set by `check()`. */
  depth?: "quick" | "full";
}

export function checkReport(findings: CheckFinding[], depth: "quick" | "full"): CheckReport {
  return { ok: findings.every(({ severity }) => severity === "note"), findings, depth };
}
