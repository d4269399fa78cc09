import { describe, expect, it } from "vitest";
import { Render, type Session } from "../../../src/modules/index.js";
import * as answers from "../../support/answers.js";
import { failureOf } from "../../support/failure-of.js";
import { ManualClock } from "../../support/manual-clock.js";
import { mockBackend } from "../../support/mock-backend.js";
import { testTransport } from "../../support/test-transport.js";

const backend = mockBackend();
const session: Session = { id: "sess-1", taskId: "task-1" };

async function abandon(accepted: Record<string, unknown>): Promise<string[]> {
  const clock = new ManualClock();
  const render = new Render(testTransport({ timing: { requestTimeoutMs: 20_000 } }, clock));
  backend.on("POST /api/render/proxy/lambda", accepted);
  const { id } = await render.submit(answers.draft, { session });
  backend.on(`GET /api/render/proxy/lambda/${id}`, { status: "processing" });
  const controller = new AbortController();
  const failing = failureOf(render.wait(id, { signal: controller.signal }));
  await clock.untilWaitingFor(30_000);
  controller.abort();
  expect((await failing).code).toBe("aborted");
  return backend.names.slice(2);
}

describe("R39 a render nobody waits for any more", () => {
  it("is ended where the backend says how", async () => {
    const path = "/api/render/proxy/lambda/render_1/cancel";
    backend.on(`DELETE ${path}`, { code: 0 });
    expect(await abandon({ code: 0, data: { cancel: path } })).toEqual([`DELETE ${path}`]);
  });

  it("is left alone where it does not", async () => {
    expect(await abandon(answers.renderAccepted)).toEqual([]);
  });

  it.each(["@evil.test/steal", ".evil.test/steal", "https://evil.test/steal", ":1@evil.test", 5])(
    "takes no request, and no bearer, to another host: %s",
    async (cancel) => {
      expect(await abandon({ code: 0, data: { cancel } })).toEqual([]);
    },
  );
});
