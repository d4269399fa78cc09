import { mapBackendError, type NemoError, Redactor } from "../errors/index.js";
import { notice, type Notice, type ResolvedOptions } from "../options/index.js";
import { type Clock, type Deadline, systemClock } from "../time/index.js";
import { type Call, endpointOf, type FileRequest, type NamedFailure } from "./call.js";
import { openDefaultFetch } from "./default-fetch.js";
import type { Exchange } from "./exchange.js";
import type { DefaultFetch } from "./node-fetch.js";
import { OpenDeadlines } from "./open-deadlines.js";
import type { TokenSource } from "./token-source.js";

/** What a transport is put together from, beside its options. */
export interface TransportParts {
  createTokens: (transport: Transport) => TokenSource;
  /** Asked for with the first request, so that a start goes without what requests are made of. */
  loadExchange: () => Promise<typeof Exchange>;
}

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
  readonly #fetch: DefaultFetch;
  readonly #deadlines: OpenDeadlines;
  readonly #loadExchange: TransportParts["loadExchange"];
  #exchange: Promise<Exchange> | undefined;
  #isAnnounced = false;

  /** @internal */
  constructor(
    options: ResolvedOptions,
    { createTokens, loadExchange }: TransportParts,
    clock: Clock = systemClock,
  ) {
    this.options = options;
    this.clock = clock;
    if (options.token) this.redactor.add(options.token.reveal());
    this.#deadlines = new OpenDeadlines(clock, options.language);
    this.#fetch = openDefaultFetch(options.fetch);
    this.#loadExchange = loadExchange;
    this.tokens = createTokens(this);
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
      return await (await this.#openExchange()).request(call, parse, deadline);
    } finally {
      if (!given) this.release(deadline);
    }
  }

  /** The open answer of a call, its body unread; it lives until it was read to its end, or `deadline` aborts. @internal */
  async open(call: Call, deadline: Deadline): Promise<Response> {
    return (await this.#openExchange()).open(call, deadline);
  }

  /**
   * A file at `url`: with attribution and bearer on the backend's own origin, without them anywhere else. A failed
   * connection is left to the caller, who knows how much has come already.
   *
   * @internal
   */
  async openFile(url: string, request: FileRequest): Promise<Response> {
    return (await this.#openExchange()).openFile(url, request);
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

  #openExchange(): Promise<Exchange> {
    return (this.#exchange ??= this.#loadExchange().then((Loaded) => new Loaded(this, this.#fetch.fetch)));
  }
}
