import { NemoError } from "../../errors/index.js";
import type { Token, TokenOptions, TokenSource, Transport } from "../../transport/index.js";
import { raceAbort } from "../../time/index.js";
import { anonymousTokenAnswer, parseAnswer } from "../../wire/later.js";
import { ClientId } from "./client-id.js";
import { IdentityFiles, type StoredToken } from "./identity-files.js";

// "Valid 7 days", says the contract; an answer that names another time is believed.
const lifetimeMs = 7 * 24 * 3600 * 1000;
// A token about to expire would do so in the middle of the work.
const marginMs = 60_000;

/**
 * An anonymous token that is requested once, kept for its 7 days and renewed once when it is refused. However many ask at the same time, in this process or in others, one request is made.
 */
export class AnonymousTokens implements TokenSource {
  readonly clientId: ClientId;
  readonly #transport: Transport;
  readonly #files: IdentityFiles | undefined;
  #known: StoredToken | undefined;
  #obtaining: Promise<StoredToken> | undefined;
  readonly #waiting = new Set<TokenOptions>();
  #askedUntil = 0;

  constructor(transport: Transport) {
    const { configDir, persistToken } = transport.options;
    this.#transport = transport;
    const files = configDir === undefined ? undefined : new IdentityFiles(configDir, transport.clock);
    this.clientId = new ClientId(transport, files);
    this.#files = persistToken ? files : undefined;
  }

  async current(options: TokenOptions): Promise<Token> {
    if (this.#known && this.#isValid(this.#known)) return anonymous(this.#known);
    return anonymous(await this.#obtain(undefined, options));
  }

  async renew(refused: string, options: TokenOptions): Promise<Token> {
    if (this.#known && this.#known.token !== refused) return anonymous(this.#known);
    return anonymous(await this.#obtain(refused, options));
  }

  async #obtain(refused: string | undefined, options: TokenOptions): Promise<StoredToken> {
    this.#waiting.add(options);
    const askedMs = this.#askedUntil - this.#transport.clock.now();
    if (askedMs > 0) options.onAskedWait?.(askedMs);
    if (!this.#obtaining) {
      this.#transport.announceSetup(options.onNotice);
      // Shared by all who wait, so no single caller's signal may end it; closing does.
      const deadline = this.#transport.startDeadline(Infinity, undefined, "The anonymous token");
      this.#obtaining = this.#readOrRequest(refused, deadline.signal).finally(() => {
        this.#obtaining = undefined;
        this.#transport.release(deadline);
      });
      this.#obtaining.catch(() => undefined);
    }
    return raceAbort(this.#obtaining, options.signal).finally(() => this.#waiting.delete(options));
  }

  async #readOrRequest(refused: string | undefined, signal: AbortSignal): Promise<StoredToken> {
    const clientId = await this.clientId.get();
    const { baseUrl } = this.#transport.options;
    const usable = async () => {
      const stored = await this.#files?.readToken(baseUrl, clientId);
      return stored && stored.token !== refused && this.#isValid(stored) ? this.#keep(stored) : undefined;
    };
    const saved = await usable();
    if (saved) return saved;
    return this.#alone(signal, async () => (await usable()) ?? (await this.#request(clientId)));
  }

  /** One process at a time, where there is a folder to agree in. */
  async #alone<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    if (!this.#files) return work();
    let hasStarted = false;
    const start = () => {
      hasStarted = true;
      return work();
    };
    try {
      return await this.#files.whileTokenLocked(signal, start);
    } catch (error) {
      if (hasStarted || signal.aborted) throw error;
      return work(); // the folder cannot be written to: nobody to agree with
    }
  }

  async #request(clientId: string): Promise<StoredToken> {
    let id = clientId;
    try {
      return await this.#requestWith(id);
    } catch (error) {
      if (!NemoError.isInstance(error) || error.code !== "client-id-missing") throw error;
      id = await this.clientId.replace(id, error);
      return this.#requestWith(id);
    }
  }

  async #requestWith(clientId: string): Promise<StoredToken> {
    const transport = this.#transport;
    const answer = await transport.request(
      {
        method: "POST",
        path: "/api/auth/anonymous-token",
        kind: "token",
        headers: { "x-client-id": clientId },
        isWithoutToken: true,
        onNotice: (notice) => this.#waiting.forEach(({ onNotice }) => onNotice?.(notice)),
        onAskedWait: (ms) => {
          this.#askedUntil = transport.clock.now() + ms;
          this.#waiting.forEach(({ onAskedWait }) => onAskedWait?.(ms));
        },
      },
      (value, endpoint) => parseAnswer(anonymousTokenAnswer, value, endpoint),
    );
    const lastsMs = answer.expires_in === undefined ? lifetimeMs : answer.expires_in * 1000;
    const stored = this.#keep({ token: answer.token, expiresAt: transport.clock.now() + lastsMs });
    try {
      await this.#files?.writeToken(transport.options.baseUrl, clientId, stored);
    } catch (error) {
      transport.options.logger.warn("The anonymous token could not be saved; it ends with this process.", {
        systemCode: (error as NodeJS.ErrnoException).code,
      });
    }
    return stored;
  }

  #keep(stored: StoredToken): StoredToken {
    this.#transport.redactor.add(stored.token);
    this.#known = stored;
    return stored;
  }

  #isValid({ expiresAt }: StoredToken): boolean {
    return expiresAt - marginMs > this.#transport.clock.now();
  }
}

function anonymous({ token }: StoredToken): Token {
  return { value: token, isAnonymous: true };
}
