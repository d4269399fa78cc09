import { describe, expect, it, vi } from "vitest";
import { Sse } from "../../src/modules/index.js";
import { session } from "../support/agent-server.js";
import { partsOf } from "../support/adk-events.js";
import { collectGarbage } from "../support/collect-garbage.js";
import { testTransport } from "../support/test-transport.js";
import { CountedClock } from "./counted-clock.js";

const event = partsOf([{ functionResponse: { name: "tool", response: { log: "x".repeat(600) } } }]);
const bytes = new TextEncoder().encode(`data: ${JSON.stringify(event)}\n\n`);

/** So many events, each in a chunk of its own that is made when it is asked for. */
function answer(events: number, onAsked: (event: number) => void = () => undefined): Response {
  let given = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      onAsked(given);
      if (given === events) controller.close();
      else controller.enqueue(bytes.slice());
      given += 1;
    },
  });
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
}

describe("R17 a long stream", () => {
  it("holds no more after 20,000 events than after 2,000", async () => {
    const transport = testTransport({ fetch: () => Promise.resolve(answer(20_001)) });
    const heap: number[] = [];
    let events = 0;
    for await (const { type } of new Sse(transport).send("x", { session })) {
      if (type === "tool-result") events += 1;
      if (events !== 2000 && events !== 20_000) continue;
      await collectGarbage();
      heap.push(process.memoryUsage().heapUsed);
    }
    expect(events).toBe(20_001);
    expect(heap).toHaveLength(2);
    // 18,000 events that were kept would be more than 11 MB.
    expect(heap[1]! - heap[0]!).toBeLessThan(2_000_000);
  });

  it("sets no timer and no listener for what is here already", async () => {
    const clock = new CountedClock();
    const transport = testTransport({ fetch: () => Promise.resolve(answer(2000)) }, clock);
    const listening = vi.spyOn(EventTarget.prototype, "addEventListener");
    const { signal } = new AbortController();
    for await (const { type } of new Sse(transport).send("x", { session, signal })) {
      expect(type).not.toBe("unknown");
    }
    expect(clock.set).toBeLessThan(20);
    expect(clock.open).toBe(0);
    expect(listening.mock.calls.length).toBeLessThan(20);
  });
});
