import { mapBackendError, NemoError, Redactor } from "../errors/index.js";
import { notice, type Notice, type ResolvedOptions } from "../options/index.js";
import { type Clock, type Deadline, systemClock } from "../time/index.js";
import { type Call, endpointOf, type NamedFailure, withoutQuery } from "./call.js";
import { openDefaultFetch } from "./default-fetch.js";
import { followRedirects } from "./follow-redirects.js";
import { createHttpClient, type HttpClient } from "./http-client.js";
import { networkError } from "./network-error.js";
import { OpenDeadlines } from "./open-deadlines.js";
import { expectBytes, type Reading, readValue } from "./read-answer.js";
import type { DefaultFetch } from "./node-fetch.js";
import type { Token, TokenSource } from "./token-source.js";
import { watchRequest } from "./watch-request.js";
import { withRecovery } from "./with-recovery.js";

/**
 * How bytes reach the backend: attribution and bearer on every request to its own origin, one loop of attempts under
 * one deadline, every failure a NemoError. Made by `createTransport()`.
 */
export class Transport {
  /** @internal */
  readonly options: ResolvedOptions;
  /** @internal */
  readonly redactor = new Redactor();
  /** @internal */
  readonly clock: Clock;
  /** @internal */
  readonly tokens: TokenSource;
  /** The backend's id of the user, once an answer named it; a registration is tied to it. @internal */
  userId: string | undefined;
  readonly #http: HttpClient;
  readonly #fetch: DefaultFetch;
  readonly #deadlines: OpenDeadlines;
  #isAnnounced = false;

  /** @internal */
  constructor(
    options: ResolvedOptions,
    createTokenSource: (transport: Transport) => TokenSource,
    clock: Clock = systemClock,
  ) {
    this.options = options;
    this.clock = clock;
    if (options.token) this.redactor.add(options.token.reveal());
    this.#deadlines = new OpenDeadlines(clock, options.language);
    this.#fetch = openDefaultFetch(options.fetch);
    this.#http = createHttpClient(this.#fetch.fetch);
    this.tokens = createTokenSource(this);
  }

  /**
   * The JSON answer of a call, out of its envelope, as `parse` reads it.
   *
   * @param given the time allowed for all attempts together; default: `timing.requestTimeoutMs`
   *
   * @internal
   */
  async request<T>(call: Call, parse: (value: unknown, endpoint: string) => T, given?: Deadline): Promise<T> {
    const endpoint = endpointOf(call);
    const deadline = given ?? this.startDeadline(this.options.timing.requestTimeoutMs, call.signal, endpoint);
    try {
      return await this.#attempt(call, deadline, async (response, token) => {
        return parse(await readValue(response, this.#readingFor(call, token)), endpoint);
      });
    } finally {
      if (!given) this.release(deadline);
    }
  }

  /** The open answer of a call, its body unread; it lives until it was read to its end, or `deadline` aborts. @internal */
  open(call: Call, deadline: Deadline): Promise<Response> {
    return this.#attempt(call, deadline, (response, token) =>
      expectBytes(response, this.#readingFor(call, token)),
    );
  }

  /**
   * A file at `url`: with attribution and bearer on the backend's own origin, without them anywhere else. A failed
   * connection is left to the caller, who knows how much has come already.
   *
   * @internal
   */
  async openFile(url: string, headers: Record<string, string>, deadline: Deadline): Promise<Response> {
    const { baseUrl } = this.options;
    const { signal } = deadline;
    const call = { method: "GET", path: withoutQuery(url) } as const;
    const tokens = new URL(url).origin === new URL(baseUrl).origin ? this.tokens : undefined;
    const recovery = { tokens, mostFailures: 0, isRepeatable: true, deadline, clock: this.clock };
    return withRecovery({ ...recovery, options: this.options }, async (token) => {
      const endpoint = endpointOf(call);
      const send = (at: string, isOwn: boolean) => {
        const init = { method: "GET", headers: { ...(isOwn && this.#headers(token)), ...headers }, signal };
        return this.#send(at, init, endpoint, deadline);
      };
      const response = await followRedirects(url, baseUrl, endpoint, send);
      return this.#reading(endpoint, deadline, () => expectBytes(response, this.#readingFor(call, token)));
    });
  }

  /** The error for a failure that the backend named; its words lose their secrets first. @internal */
  toError(failure: NamedFailure, isAnonymous = this.options.token === undefined): NemoError {
    const { webUrl, language } = this.options;
    const message = failure.message === undefined ? undefined : this.redactor.text(failure.message);
    return mapBackendError({ ...failure, message }, { isAnonymous, webUrl, language, bindId: this.userId });
  }

  /** Tells of the first contact, once. @internal */
  announceSetup(onNotice: ((notice: Notice) => void) | undefined): void {
    if (this.#isAnnounced || !onNotice) return;
    this.#isAnnounced = true;
    onNotice(notice("setting-up", this.options.language));
  }

  /** A deadline that `close()` ends too. Give it back with `release()`. @internal */
  startDeadline(ms: number, signal: AbortSignal | undefined, what: string): Deadline {
    return this.#deadlines.start(ms, signal, what);
  }

  /** @internal */
  release(deadline: Deadline): void {
    this.#deadlines.release(deadline);
  }

  /** Ends all that is under way with `closed`, and the connections with it. */
  close(): void {
    this.#deadlines.close();
    this.#fetch.close();
  }

  #attempt<T>(
    call: Call,
    deadline: Deadline,
    read: (response: Response, token: Token | undefined) => Promise<T>,
  ): Promise<T> {
    const { method, path, json, fetch, onNotice, onAskedWait } = call;
    const endpoint = endpointOf(call);
    const { signal } = deadline;
    const recovery = {
      tokens: call.isWithoutToken ? undefined : this.tokens,
      isRepeatable: call.isRepeatable ?? method === "GET",
      deadline,
      clock: this.clock,
      options: this.options,
      onNotice,
      onAskedWait,
    };
    return withRecovery(recovery, async (token) => {
      const headers = { ...this.#headers(token), ...call.headers };
      const init = { method, headers, json, signal, fetch };
      const response = await this.#send(this.options.baseUrl + path, init, endpoint, deadline);
      return this.#reading(endpoint, deadline, () => read(response, token));
    });
  }

  async #reading<T>(endpoint: string, deadline: Deadline, read: () => Promise<T>): Promise<T> {
    try {
      return await read();
    } catch (error) {
      throw this.#toNemoError(error, endpoint, deadline);
    }
  }

  #send(
    url: string,
    init: Parameters<HttpClient>[1],
    endpoint: string,
    deadline: Deadline,
  ): Promise<Response> {
    return watchRequest(endpoint, this, () =>
      this.#reading(endpoint, deadline, () => {
        if (deadline.signal.aborted) throw deadline.signal.reason;
        return this.#http(url, init);
      }),
    );
  }

  #headers(token: Token | undefined): Record<string, string> {
    const { source, version, platform } = this.options.attribution;
    return {
      ...(token && { authorization: `Bearer ${token.value}` }),
      "x-skill-source": source,
      "x-skill-version": version,
      "x-skill-platform": platform,
    };
  }

  #readingFor(call: Reading["call"], token: Token | undefined): Reading {
    const toError = (failure: NamedFailure) => this.toError(failure, token?.isAnonymous ?? true);
    // The answer to a call without a token is the one that brings a token.
    const clean = (text: string) => (token ? this.redactor.known(text) : text);
    return { call, now: this.clock.now(), clean, toError };
  }

  #toNemoError(error: unknown, endpoint: string, deadline: Deadline): NemoError {
    if (deadline.signal.aborted) return deadline.signal.reason as NemoError;
    return NemoError.isInstance(error) ? error : networkError(error, endpoint, this.redactor);
  }
}
