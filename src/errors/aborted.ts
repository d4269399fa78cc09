import { NemoError } from "./nemo-error.js";

/** The error of a call whose `signal` was aborted; a NemoError given as the reason is passed on as it is. */
export function abortedError(signal: AbortSignal): NemoError {
  const reason: unknown = signal.reason;
  if (NemoError.isInstance(reason)) return reason;
  return new NemoError("aborted", "The call was aborted.");
}

/** Throws when `signal` is aborted already. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw abortedError(signal);
}
