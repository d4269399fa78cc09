import { NemoError } from "../errors/index.js";
import { type ResolvedOptions, tell } from "../options/index.js";
import type { Clock } from "../time/index.js";

/** Tells the logger and whoever else listens what became of one attempt of a request. */
export async function watchRequest(
  endpoint: string,
  { clock, options }: { clock: Clock; options: ResolvedOptions },
  send: () => Promise<Response>,
): Promise<Response> {
  const startedAt = clock.now();
  const done = (outcome: { status: number } | { code: string }) => {
    const message = { endpoint, ms: clock.now() - startedAt, ...outcome };
    options.logger.debug(endpoint, message);
    tell("nemo-converter:request", () => message);
  };
  try {
    const response = await send();
    done({ status: response.status });
    return response;
  } catch (error) {
    done({ code: NemoError.isInstance(error) ? error.code : "unexpected" });
    throw error;
  }
}
