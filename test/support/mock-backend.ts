import { http, HttpResponse } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll } from "vitest";
import * as answers from "./answers.js";
import { backendUrl } from "./test-transport.js";

export interface RecordedRequest {
  method: string;
  url: string;
  path: string;
  headers: Headers;
  bytes: Uint8Array;
  /** The body as JSON. */
  readonly json: unknown;
}

/** An answer: a JSON value, or a Response, or what makes one of the request. */
export type Answer =
  Response | Record<string, unknown> | ((request: RecordedRequest) => Response | Promise<Response>);

const contract: Record<string, Answer> = {
  "POST /api/auth/anonymous-token": answers.anonymousToken,
  "POST /api/auth/claim-token": answers.claimToken,
  "POST /api/tasks/me/with-session/nemo_agent": answers.session,
  "POST /run_sse": () => eventStream(answers.turnStream),
  "POST /api/upload-video/nemo_agent/me/sess-1": answers.upload,
  "GET /api/credits/balance/simple": answers.credits,
  "GET /api/state/nemo_agent/me/sess-1/latest": answers.state,
  "POST /api/render/proxy/lambda": answers.renderAccepted,
};

/** The backend of the contract, mocked: every endpoint answers well unless a test says otherwise. */
export class MockBackend {
  readonly requests: RecordedRequest[] = [];
  readonly #queues = new Map<string, Answer[]>();

  /** From now on `endpoint` (`GET /path`, or a whole URL on another host) answers these, the last one again and again. */
  on(endpoint: string, ...queue: Answer[]): this {
    this.#queues.set(endpoint, queue);
    return this;
  }

  /** The requests that reached `endpoint`. */
  to(endpoint: string): RecordedRequest[] {
    return this.requests.filter((request) => nameOf(request) === endpoint);
  }

  get names(): string[] {
    return this.requests.map(nameOf);
  }

  reset(): void {
    this.requests.length = 0;
    this.#queues.clear();
  }

  async answer(request: Request): Promise<Response> {
    const { method, url, headers } = request;
    const { pathname, search } = new URL(url);
    const bytes = new Uint8Array(await request.arrayBuffer());
    const recorded: RecordedRequest = {
      method,
      url,
      path: pathname + search,
      headers,
      bytes,
      get json(): unknown {
        return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
      },
    };
    this.requests.push(recorded);
    const queue = this.#queues.get(nameOf(recorded));
    const answer = queue ? (queue.length > 1 ? queue.shift() : queue[0]) : contract[nameOf(recorded)];
    if (answer === undefined) return new Response(`no fixture for ${nameOf(recorded)}`, { status: 418 });
    if (typeof answer === "function") return answer(recorded);
    return answer instanceof Response ? answer.clone() : json(answer);
  }
}

function nameOf({ method, url, path }: RecordedRequest): string {
  return url.startsWith(`${backendUrl}/`) ? `${method} ${path}` : `${method} ${url}`;
}

/** Starts the mock for the tests of this file; what a test changed is forgotten after it. */
export function mockBackend(): MockBackend {
  const backend = new MockBackend();
  const server = setupServer(http.all(/.*/, ({ request }) => backend.answer(request)));
  beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
  afterEach(() => backend.reset());
  afterAll(() => server.close());
  return backend;
}

export function json(body: unknown, init: ResponseInit = {}): Response {
  return HttpResponse.json(body as Record<string, unknown>, init);
}

export function eventStream(text: string): Response {
  return new Response(text, { headers: { "content-type": "text/event-stream" } });
}

export function html(status: number): Response {
  const page = "<!DOCTYPE html><html><head><title>Bad Gateway</title></head><body>nginx</body></html>";
  return new Response(page, { status, headers: { "content-type": "text/html" } });
}

export const networkFailure = (): Response => Response.error();
