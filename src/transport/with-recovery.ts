import { NemoError } from "../errors/index.js";
import { notice, type Notice, type ResolvedOptions } from "../options/index.js";
import { type Clock, type Deadline, wait } from "../time/index.js";
import { type Attempts, decideRecovery } from "./recovery.js";
import type { Token, TokenSource } from "./token-source.js";

export interface RecoveryOptions {
  /** Missing for calls without a bearer. */
  tokens: TokenSource | undefined;
  isRepeatable: boolean;
  deadline: Deadline;
  clock: Clock;
  options: ResolvedOptions;
  onNotice?: (notice: Notice) => void;
}

/** The one loop of attempts: runs `once` until it succeeds, is hopeless, or the deadline ends it. */
export async function withRecovery<T>(
  { tokens, isRepeatable, deadline, clock, options, onNotice }: RecoveryOptions,
  once: (token: Token | undefined) => Promise<T>,
): Promise<T> {
  const { signal } = deadline;
  const { timing, language, logger } = options;
  const attempts: Attempts = { renewals: 0, rateLimits: 0, failures: 0 };
  let token = await tokens?.current({ signal, onNotice });
  for (;;) {
    try {
      return await once(token);
    } catch (error) {
      if (!NemoError.isInstance(error) || signal.aborted) throw error;
      const recovery = decideRecovery(error, attempts, { isRepeatable }, timing);
      logger.debug(error.message, { code: error.code, recovery: recovery.step });
      if (recovery.step === "give-up") throw error;
      if (recovery.step === "renew-token") {
        attempts.renewals += 1;
        const renewed = token && (await tokens?.renew(token.value, { signal, onNotice }));
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
      if (recovery.isAskedFor) deadline.extend(recovery.ms);
      await wait(recovery.ms, { signal, clock });
    }
  }
}
