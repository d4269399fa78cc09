import type { Language, NemoErrorAction, NemoErrorCode } from "./error-code.js";
import { errorTable } from "./error-table.js";

// A registered symbol, so that an error of another copy of the package (ESM beside CJS, two versions) is recognised.
const brand = Symbol.for("nemo-converter.error");

/** Whether a word that came from elsewhere is one of our codes. */
export function isNemoErrorCode(code: unknown): code is NemoErrorCode {
  return typeof code === "string" && Object.hasOwn(errorTable, code);
}

export interface NemoErrorOptions {
  /** The code that the backend gave, for example 2001. */
  backendCode?: number;
  /** The HTTP status. */
  status?: number;
  isRetryable?: boolean;
  details?: Record<string, unknown>;
  /** Whether credits were spent on the call that failed. Default: `false`. */
  charged?: boolean | "unknown";
  /** Replaces the parts of the code's own next step that are given. */
  action?: Partial<NemoErrorAction>;
  /** The language of the next step. Default: `"en"`. */
  language?: Language;
  cause?: unknown;
}

/**
 * The one error of this library. `code` says what happened, `action` what to do about it. Safe to print: tokens are
 * removed before an error is made.
 *
 * @example
 * try {
 *   await nemo.convert("clip.mov");
 * } catch (error) {
 *   if (NemoError.isInstance(error) && error.code === "disk-full") console.error(error.action.message);
 * }
 */
export class NemoError extends Error {
  /** Stable name of what happened. */
  readonly code: NemoErrorCode;
  /** The backend's own code, where it gave one. */
  declare readonly backendCode?: number;
  /** HTTP status, where there was an answer. */
  declare readonly status?: number;
  /** Whether the same call may succeed when it is repeated. */
  readonly isRetryable: boolean;
  /** Facts for programs; their keys depend on the code. */
  readonly details: Record<string, unknown>;
  /** Whether credits were spent on the call that failed. */
  readonly charged: boolean | "unknown";
  /** What to do next. */
  readonly action: NemoErrorAction;

  constructor(code: NemoErrorCode, message: string, options: NemoErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    const row = errorTable[code];
    this.code = code;
    if (options.backendCode !== undefined) this.backendCode = options.backendCode;
    if (options.status !== undefined) this.status = options.status;
    this.isRetryable = options.isRetryable ?? row.isRetryable;
    this.details = options.details ?? {};
    this.charged = options.charged ?? false;
    this.action = { kind: row.action, message: row.next[options.language ?? "en"], ...options.action };
    Object.defineProperty(this, "name", { value: "NemoError", enumerable: false });
    Object.defineProperty(this, brand, { value: true, enumerable: false });
  }

  /** Whether `error` is a NemoError, also one of another copy of this package, where `instanceof` says no. */
  static isInstance(error: unknown): error is NemoError {
    return typeof error === "object" && error !== null && (error as Record<symbol, unknown>)[brand] === true;
  }

  toJSON(): Record<string, unknown> {
    const { name, code, message, backendCode, status, isRetryable, charged, action, details } = this;
    return { name, code, message, backendCode, status, isRetryable, charged, action, details };
  }
}
