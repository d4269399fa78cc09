import { NemoError, type Redactor } from "../errors/index.js";
import type { ResolvedOptions } from "../options/index.js";
import type { Clock, Deadline } from "../time/index.js";
import { type Call, endpointOf, type FileRequest, type NamedFailure, withoutQuery } from "./call.js";
import { openFileFetch } from "./default-fetch.js";
import { followRedirects } from "./follow-redirects.js";
import { createHttpClient, type HttpClient } from "./http-client.js";
import { networkError } from "./network-error.js";
import { expectBytes, type Reading, readValue } from "./read-answer.js";
import type { Token, TokenSource } from "./token-source.js";
import { watchRequest } from "./watch-request.js";
import { withRecovery } from "./with-recovery.js";

/** What the requests of a transport go by. */
export interface Connection {
  readonly options: ResolvedOptions;
  readonly redactor: Redactor;
  readonly clock: Clock;
  readonly tokens: TokenSource;
  toError(failure: NamedFailure, isAnonymous: boolean): NemoError;
}

/**
 * The requests of a transport: attribution and bearer, one loop of attempts under the deadline that is given, every
 * failure a NemoError. Loaded with the first one, and ky with it.
 */
export class Exchange {
  readonly #connection: Connection;
  readonly #http: HttpClient;

  constructor(connection: Connection, fetchImplementation: typeof fetch) {
    this.#connection = connection;
    this.#http = createHttpClient(fetchImplementation);
  }

  /** The JSON answer of a call, out of its envelope, as `parse` reads it. */
  request<T>(call: Call, parse: (value: unknown, endpoint: string) => T, deadline: Deadline): Promise<T> {
    return this.#attempt(call, deadline, async (response, token) =>
      parse(await readValue(response, this.#readingFor(call, token)), endpointOf(call)),
    );
  }

  /** The open answer of a call, its body unread. */
  open(call: Call, deadline: Deadline): Promise<Response> {
    return this.#attempt(call, deadline, (response, token) =>
      expectBytes(response, this.#readingFor(call, token)),
    );
  }

  /** A file at `url`: with attribution and bearer on the backend's own origin, without them anywhere else. */
  openFile(url: string, { headers, deadline, elsewhere, kind = "file" }: FileRequest): Promise<Response> {
    const { clock, options, tokens: ownTokens } = this.#connection;
    const { baseUrl } = options;
    const { signal } = deadline;
    const call = { method: "GET", path: withoutQuery(url) } as const;
    const tokens = new URL(url).origin === new URL(baseUrl).origin ? ownTokens : undefined;
    const recovery = { tokens, mostFailures: 0, isRepeatable: true, deadline, clock, options };
    return withRecovery(recovery, async (token) => {
      const endpoint = endpointOf(call);
      const fetch = await openFileFetch(options.fetch);
      let hops = 0;
      const send = (at: string, isOwn: boolean) => {
        hops += 1;
        const own = isOwn
          ? { headers: { ...this.#headers(token), ...headers }, fetch }
          : { headers, fetch: elsewhere ?? fetch };
        return this.#send(at, { method: "GET", signal, ...own }, endpoint, deadline);
      };
      const response = await followRedirects(url, baseUrl, endpoint, send);
      // What the backend redirects to is a link as well.
      const reading = this.#readingFor({ ...call, kind: hops > 1 ? "file" : kind }, token);
      return this.#reading(endpoint, deadline, () => expectBytes(response, reading));
    });
  }

  #attempt<T>(
    call: Call,
    deadline: Deadline,
    read: (response: Response, token: Token | undefined) => Promise<T>,
  ): Promise<T> {
    const { method, path, json, fetch, onNotice, onAskedWait } = call;
    const { clock, options, tokens } = this.#connection;
    const endpoint = endpointOf(call);
    const { signal } = deadline;
    const recovery = {
      tokens: call.isWithoutToken ? undefined : tokens,
      isRepeatable: call.isRepeatable ?? method === "GET",
      deadline,
      clock,
      options,
      onNotice,
      onAskedWait,
    };
    return withRecovery(recovery, async (token) => {
      const headers = { ...this.#headers(token), ...call.headers };
      const init = { method, headers, json, signal, fetch };
      const response = await this.#send(options.baseUrl + path, init, endpoint, deadline);
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
    return watchRequest(endpoint, this.#connection, () =>
      this.#reading(endpoint, deadline, () => {
        if (deadline.signal.aborted) throw deadline.signal.reason;
        return this.#http(url, init);
      }),
    );
  }

  #headers(token: Token | undefined): Record<string, string> {
    const { source, version, platform } = this.#connection.options.attribution;
    const attribution = {
      "x-skill-source": source,
      "x-skill-version": version,
      "x-skill-platform": platform,
    };
    return token ? { authorization: `Bearer ${token.value}`, ...attribution } : attribution;
  }

  #readingFor(call: Reading["call"], token: Token | undefined): Reading {
    const { clock, redactor } = this.#connection;
    const toError = (failure: NamedFailure) => this.#connection.toError(failure, token?.isAnonymous ?? true);
    // The answer to a call without a token is the one that brings a token.
    const clean = (text: string) => (token ? redactor.known(text) : text);
    return { call, now: clock.now(), clean, toError };
  }

  #toNemoError(error: unknown, endpoint: string, deadline: Deadline): NemoError {
    if (deadline.signal.aborted) return deadline.signal.reason as NemoError;
    return NemoError.isInstance(error) ? error : networkError(error, endpoint, this.#connection.redactor);
  }
}
