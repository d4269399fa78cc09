import { http, type HttpHandler } from "msw";
import { MockCloud } from "./mock-cloud.js";
import { endpoints } from "./request-kind.js";
import type { NemoScenario } from "./scenario.js";
import { type ScenarioName, scenarios } from "./scenarios.js";

/**
 * MSW handlers for every endpoint of the backend, on any host. Give it a `MockCloud` to change the scenario between tests
 * and to ask what was requested; a scenario, or the name of one, where that is not needed.
 *
 * @example
 * const cloud = new MockCloud();
 * const server = setupServer(...nemoHandlers(cloud));
 * beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
 * afterEach(() => cloud.reset());
 * afterAll(() => server.close());
 */
export function nemoHandlers(played: MockCloud | NemoScenario | ScenarioName = {}): HttpHandler[] {
  const cloud =
    played instanceof MockCloud
      ? played
      : new MockCloud(typeof played === "string" ? scenarios[played] : played);
  return endpoints.map(({ method, path, host }) => {
    const on = method === "GET" ? http.get : http.post;
    return on(`${host ? `https://${host}` : "*"}${path}`, ({ request }) => cloud.answer(request));
  });
}
