import type { Token, TokenOptions, TokenSource, Transport } from "../../transport/index.js";
import { loadLater } from "../load-later.js";
import type { AnonymousTokens } from "./anonymous-tokens.js";

/** The bearer: the user's own, or an anonymous one, and what looks after these is loaded when there is no other. */
export class Tokens implements TokenSource {
  readonly #transport: Transport;
  #anonymous: Promise<AnonymousTokens> | undefined;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  async current(options: TokenOptions): Promise<Token> {
    const own = this.#transport.options.token;
    if (own) return { value: own.reveal(), isAnonymous: false };
    return (await this.anonymous()).current(options);
  }

  async renew(refused: string, options: TokenOptions): Promise<Token | undefined> {
    if (this.#transport.options.token) return undefined;
    return (await this.anonymous()).renew(refused, options);
  }

  anonymous(): Promise<AnonymousTokens> {
    return (this.#anonymous ??= loadLater().then(
      ({ AnonymousTokens: Loaded }) => new Loaded(this.#transport),
    ));
  }
}
