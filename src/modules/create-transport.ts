import { type NemoConverterOptions, resolveOptions } from "../options/index.js";
import type { Clock } from "../time/index.js";
import { Transport } from "../transport/index.js";
import { Tokens } from "./auth/tokens.js";
import { loadLater } from "./load-later.js";

/**
 * A connection to the backend, to use the modules one by one.
 *
 * @example
 * const transport = createTransport({ token: process.env.NEMO_TOKEN });
 * const { available } = await new Credits(transport).balance();
 *
 * @throws NemoError `invalid-request` for an option that cannot be used
 */
export function createTransport(options: NemoConverterOptions = {}, clock?: Clock): Transport {
  const parts = {
    createTokens: (transport: Transport) => new Tokens(transport),
    loadExchange: async () => (await loadLater()).Exchange,
  };
  return new Transport(resolveOptions(options), parts, clock);
}
