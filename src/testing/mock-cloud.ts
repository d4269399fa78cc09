import { failureAnswer, type MockFailure } from "./mock-failure.js";
import { MockBackend } from "./mock-backend.js";
import { type RequestKind, type RoutedRequest, routeRequest } from "./request-kind.js";
import type { MockUpload } from "./mock-project.js";
import type { NemoScenario } from "./scenario.js";

export type { MockUpload };

/** A request that reached the mock. */
export interface MockRequest {
  kind: RequestKind;
  method: string;
  url: string;
  headers: Headers;
  /** What was sent as JSON, if it was. */
  json?: unknown;
}

/**
 * The NemoVideo backend in the memory of a test: sessions, uploads, drafts, renders and downloads, and whatever a scenario
 * lets go wrong. Counts what it was asked for. Give it to `nemoHandlers()`, or give its `fetch` to a converter.
 *
 * @example
 * const cloud = new MockCloud({ turns: [turns.editsSilently()] });
 * const nemo = new NemoConverter({ token: "nmv_usr_test", fetch: cloud.fetch, timing: testTiming });
 * await addTitle(nemo, "Urban Dreams");
 * expect(cloud.count("message")).toBe(1);
 */
export class MockCloud {
  /** What was requested, in order. */
  readonly requests: MockRequest[] = [];
  readonly #initial: NemoScenario;
  #scenario: NemoScenario;
  #backend: MockBackend;
  #refused: Partial<Record<RequestKind, number>> = {};

  constructor(scenario: NemoScenario = {}) {
    this.#initial = scenario;
    this.#scenario = scenario;
    this.#backend = new MockBackend(scenario);
  }

  /** From now on it behaves like this; projects and requests so far are forgotten. */
  play(scenario: NemoScenario): void {
    this.#scenario = scenario;
    this.#backend = new MockBackend(scenario);
    this.#refused = {};
    this.requests.length = 0;
  }

  /** Forgets everything, and behaves as it did when it was made. For `afterEach`. */
  reset(): void {
    this.play(this.#initial);
  }

  /** How many requests of a kind came, the refused ones among them. */
  count(kind: RequestKind): number {
    return this.requests.filter((request) => request.kind === kind).length;
  }

  /** The messages that the agent took, in order; those that were refused are not among them. */
  get messages(): readonly string[] {
    return this.#backend.messages;
  }

  /** The files that arrived, in order. */
  get uploads(): readonly MockUpload[] {
    return this.#backend.uploads;
  }

  /** For the `fetch` option of a converter, where MSW is not wanted. Nothing leaves the process. */
  readonly fetch: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    const answer = await this.answer(request);
    if (answer.type === "error") throw new TypeError("fetch failed");
    return answer;
  };

  /** The answer to a request; one for another host or path gets 404. */
  async answer(request: Request): Promise<Response> {
    const { method, url, headers } = request;
    const route = routeRequest(method, url);
    if (!route)
      return Response.json({ code: 404, message: `There is no ${method} ${url}.` }, { status: 404 });
    const isJson = headers.get("content-type")?.includes("json") ?? false;
    const json: unknown = isJson ? await request.clone().json() : undefined;
    this.requests.push({ kind: route.kind, method, url, headers, ...(isJson && { json }) });
    const failure = this.#failureOf(route);
    if (failure !== undefined) return failureAnswer(failure, this.#scenario.retryAfterSeconds);
    return this.#backend.answer(route, request);
  }

  #failureOf({ kind }: RoutedRequest): MockFailure | undefined {
    const failures = this.#scenario.failures?.[kind];
    if (failures === undefined || typeof failures === "number" || typeof failures === "string")
      return failures;
    const at = this.#refused[kind] ?? 0;
    this.#refused[kind] = at + 1;
    const failure = failures[at];
    return failure === "ok" ? undefined : failure;
  }
}
