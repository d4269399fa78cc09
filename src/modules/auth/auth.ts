import { NemoError } from "../../errors/index.js";
import type { Transport } from "../../transport/index.js";
import { loadLater } from "../load-later.js";
import { type Session, Sessions } from "../session.js";
import { Tokens } from "./tokens.js";

/**
 * Who is asking: token, client id, and the link that opens a project in the browser.
 *
 * @example
 * const auth = new Auth(createTransport());
 * console.log(await auth.claimUrl());
 */
export class Auth {
  readonly #transport: Transport;
  readonly #sessions: Sessions;

  constructor(transport: Transport, sessions: Sessions = new Sessions(transport)) {
    this.#transport = transport;
    this.#sessions = sessions;
  }

  /** Where what has to outlive this process is kept; undefined where there is no home. */
  get configDir(): string | undefined {
    return this.#transport.options.configDir;
  }

  /** The bearer in use; requests an anonymous one when there is none. */
  async token(options: { signal?: AbortSignal } = {}): Promise<string> {
    return (await this.#transport.tokens.current(options)).value;
  }

  /**
   * A new anonymous token in the place of the present one.
   *
   * @throws NemoError `token-invalid` for a user's own token, which only the user can replace
   */
  async refresh(options: { signal?: AbortSignal } = {}): Promise<string> {
    const renewed = await this.#transport.tokens.renew(await this.token(options), options);
    if (!renewed) {
      throw new NemoError(
        "token-invalid",
        "A token of your own (NEMO_TOKEN) cannot be renewed by the library.",
      );
    }
    return renewed.value;
  }

  /** The UUID of this installation. */
  async clientId(): Promise<string> {
    const { tokens } = this.#transport;
    const { clientId } = await (tokens instanceof Tokens ? tokens : new Tokens(this.#transport)).anonymous();
    return clientId.get();
  }

  /** A link that opens this one project in the browser, by a claim token that lasts 7 days; never by the API token. */
  async claimUrl(session?: Session, options: { signal?: AbortSignal } = {}): Promise<string> {
    const { claimTokenAnswer, parseAnswer } = await loadLater();
    const { id, taskId } = session ?? (await this.#sessions.current(options));
    const answer = await this.#transport.request(
      {
        method: "POST",
        path: "/api/auth/claim-token",
        kind: "session",
        json: { task_id: taskId, session_id: id },
        signal: options.signal,
      },
      (value, endpoint) => parseAnswer(claimTokenAnswer, value, endpoint),
    );
    return `${this.#transport.options.webUrl}/workspace/claim?ct=${encodeURIComponent(answer.claim_token)}`;
  }
}
