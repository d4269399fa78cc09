/** Whether a result is what it should be. */
export interface Verification {
  ok: boolean;
  /** `"none"`: it was not held against its source, which nobody could look at; `"quick"`: headers and first and last frames; `"full"`: every frame. */
  level: "none" | "quick" | "full";
  checks: VerificationCheck[];
}

export interface VerificationCheck {
  name: string;
  expected: unknown;
  actual: unknown;
  ok: boolean;
}
