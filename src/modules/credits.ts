import type { Transport } from "../transport/index.js";
import { loadLater } from "./load-later.js";

export interface CreditBalance {
  available: number;
  /** Reserved for work under way. */
  frozen: number;
  total: number;
}

/**
 * What is left to spend. Exporting is free.
 *
 * @example
 * const { available } = await new Credits(createTransport()).balance();
 */
export class Credits {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Whether conversions cost nothing, because they are made inside this process. */
  get isFree(): boolean {
    return this.#transport.options.localFiles;
  }

  async balance(options: { signal?: AbortSignal } = {}): Promise<CreditBalance> {
    const { creditsAnswer, parseAnswer } = await loadLater();
    return this.#transport.request(
      { method: "GET", path: "/api/credits/balance/simple", ...options },
      (value, endpoint) => {
        const {
          available,
          frozen = 0,
          total = available + frozen,
        } = parseAnswer(creditsAnswer, value, endpoint);
        return { available, frozen, total };
      },
    );
  }
}
