import { NemoError } from "../../errors/index.js";
import { type Clock, wait } from "../../time/index.js";

export interface PatienceOptions {
  intervalMs: number;
  signal: AbortSignal;
  clock: Clock;
  onFailure: (error: NemoError) => void;
}

// At the usual interval two and a half minutes, as a cut turn is looked for. Each reading has been tried several times by itself.
const mostFailures = 5;
// An id that is not known yet may be known at the next reading; one that stays unknown is.
const mostRefusals = 3;

/**
 * Reads the status of a render that goes on whether it is seen or not: a reading that fails for a passing reason is no news, and
 * the next one is due after the interval.
 *
 * @throws what `read` throws: at once where it stays so, for what was answered with something else the third time in a row, and
 * for a passing reason the sixth time
 */
export async function readPatiently<T>(
  read: () => Promise<T>,
  { intervalMs, signal, clock, onFailure }: PatienceOptions,
): Promise<T> {
  let failures = 0;
  let refusals = 0;
  for (;;) {
    try {
      return await read();
    } catch (error) {
      if (!NemoError.isInstance(error) || signal.aborted) throw error;
      const isPassing = passes(error);
      failures += 1;
      refusals = isPassing ? 0 : refusals + 1;
      const isLost = isPassing ? failures > mostFailures : !isOdd(error) || refusals >= mostRefusals;
      if (isLost) throw error;
      onFailure(error);
    }
    await wait(intervalMs, { signal, clock });
  }
}

function passes({ code, isRetryable }: NemoError): boolean {
  return ["network", "timeout", "rate-limited"].includes(code) || (code === "backend-error" && isRetryable);
}

/** An answer that says nothing of the render: a page of a gateway, or that there is no such render. */
function isOdd({ code }: NemoError): boolean {
  return code === "backend-error" || code === "malformed-response";
}
