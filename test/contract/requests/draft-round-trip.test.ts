import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Render, State } from "../../../src/modules/index.js";
import { mockBackend } from "../../support/mock-backend.js";
import { testTransport } from "../../support/test-transport.js";

const backend = mockBackend();
const session = { id: "sess-1", taskId: "task-1" };

describe("R23 a draft on its way from the state to the render", () => {
  it("keeps every key that nobody here knows", async () => {
    const unknown = fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 3 });
    const known = fc.record({
      tt: fc.constantFrom(0, 1, 7),
      sg: fc.array(unknown, { minLength: 1, maxLength: 2 }),
    });
    const track = fc.tuple(unknown, known).map(([more, own]) => ({ ...more, ...own }));
    const draft = fc
      .tuple(unknown, fc.array(track, { minLength: 1, maxLength: 2 }))
      .map(([more, t]) => JSON.parse(JSON.stringify({ ...more, t })) as unknown);
    await fc.assert(
      fc.asyncProperty(draft, async (sent) => {
        const transport = testTransport();
        backend.on("GET /api/state/nemo_agent/me/sess-1/latest", {
          code: 0,
          data: { state: { draft: sent } },
        });
        const state = await new State(transport).get({ session });
        await new Render(transport).submit(state.draft!, { session });
        const body = backend.to("POST /api/render/proxy/lambda").at(-1)!.json as { draft: unknown };
        expect(body.draft).toEqual(sent);
      }),
      { numRuns: 30 },
    );
  });
});
