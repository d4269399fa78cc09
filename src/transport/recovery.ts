import type { NemoError } from "../errors/index.js";
import type { Timing } from "../options/index.js";

/** What has been tried so far in one call. */
export interface Attempts {
  renewals: number;
  rateLimits: number;
  failures: number;
}

export type Recovery =
  { step: "give-up" } | { step: "renew-token" } | { step: "wait"; ms: number; isAskedFor: boolean };

const giveUp: Recovery = { step: "give-up" };
const firstBackoffMs = 250;
// A backend that wants us back later than this is told to the caller, who may have better things to do.
const longestAskedWaitMs = 5 * 60_000;

/**
 * What to do about a failed attempt: a token is renewed once, a rate limit is waited for once, and a failed connection
 * or a passing fault is tried again only where repeating is harmless. Pure but for `random`, which spreads the waits.
 */
export function decideRecovery(
  error: NemoError,
  attempts: Attempts,
  { isRepeatable, mostFailures = 2 }: { isRepeatable: boolean; mostFailures?: number },
  timing: Timing,
  random: () => number = Math.random,
): Recovery {
  const asked = error.details["retryAfterMs"];
  switch (error.code) {
    case "token-invalid":
      return attempts.renewals === 0 ? { step: "renew-token" } : giveUp;
    case "rate-limited": {
      const ms = typeof asked === "number" ? asked : timing.rateLimitMs;
      if (attempts.rateLimits > 0 || ms > longestAskedWaitMs) return giveUp;
      return { step: "wait", ms, isAskedFor: true };
    }
    case "network":
    case "backend-error": {
      const isHarmless = isRepeatable || error.details["wasSent"] === false;
      if (!error.isRetryable || !isHarmless || attempts.failures >= mostFailures) return giveUp;
      if (typeof asked === "number") {
        return asked > longestAskedWaitMs ? giveUp : { step: "wait", ms: asked, isAskedFor: true };
      }
      return {
        step: "wait",
        ms: firstBackoffMs * 2 ** attempts.failures * (0.5 + random()),
        isAskedFor: false,
      };
    }
    default:
      return giveUp;
  }
}

/** Milliseconds from a `Retry-After` header: seconds, or an HTTP date. */
export function parseRetryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const seconds = Number(header);
  if (header.trim() !== "" && Number.isFinite(seconds))
    return seconds < 0 ? undefined : Math.ceil(seconds * 1000);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
