import { NemoError } from "../errors/index.js";
import { notice, type Notice, type ResolvedOptions } from "../options/index.js";
import { type Clock, type Deadline, wait } from "../time/index.js";
import { type Attempts, decideRecovery } from "./recovery.js";
import type { Token, TokenSource } from "./token-source.js";

export interface RecoveryOptions {
  /** Missing for calls without a bearer. */
  tokens: TokenSource | undefined;
  isRepeatable: boolean;
  /** How many failed connections and passing faults are passed over. Default: 2. */
  mostFailures?: number;
  deadline: Deadline;
  clock: Clock;
  options: ResolvedOptions;
  onNotice?: (notice: Notice) => void;
  onAskedWait?: (ms: number) => void;
}

/** The one loop of attempts: runs `once` until it succeeds, is hopeless, or the deadline ends it. */
export async function withRecovery<T>(
  { tokens, deadline, clock, options, onNotice, onAskedWait, ...harmless }: RecoveryOptions,
  once: (token: Token | undefined) => Promise<T>,
): Promise<T> {
  const { signal } = deadline;
  const { timing, language, logger } = options;
  const attempts: Attempts = { renewals: 0, rateLimits: 0, failures: 0 };
  const tokenOptions = { signal, onNotice, onAskedWait: (ms: number) => deadline.extend(ms) };
  let token = await tokens?.current(tokenOptions);
  for (;;) {
    try {
      return await once(token);
    } catch (error) {
      if (!NemoError.isInstance(error) || signal.aborted) throw error;
      const recovery = decideRecovery(error, attempts, harmless, timing);
      logger.debug(error.message, { code: error.code, recovery: recovery.step });
      if (recovery.step === "give-up") throw error;
      if (recovery.step === "renew-token") {
        attempts.renewals += 1;
        const renewed = token && (await tokens?.renew(token.value, tokenOptions));
        if (!renewed) throw error;
        token = renewed;
        onNotice?.(notice("token-renewed", language));
        continue;
      }
      if (error.code === "rate-limited") {
        attempts.rateLimits += 1;
        onNotice?.(notice("rate-limited", language));
      } else {
        attempts.failures += 1;
      }
      if (recovery.isAskedFor) {
        deadline.extend(recovery.ms);
        onAskedWait?.(recovery.ms);
      }
      await wait(recovery.ms, { signal, clock });
    }
  }
}
