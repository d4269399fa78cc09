import type { ServerResponse } from "node:http";
import { describe, expect, it, vi } from "vitest";
import { type AgentEvent, Sse } from "../../../src/modules/index.js";
import type { Notice, Timing } from "../../../src/options/index.js";
import { agentServer, collect, frame, session } from "../../support/agent-server.js";
import { says } from "../../support/adk-events.js";
import { openStream } from "../../support/loopback-server.js";
import { ManualClock } from "../../support/manual-clock.js";
import { testTransport } from "../../support/test-transport.js";

const minute = 60_000;

async function start(timing: Partial<Timing> = {}, language = "en") {
  const clock = new ManualClock();
  let stream!: ServerResponse;
  const opened = (response: ServerResponse) => void (stream = openStream(response));
  const { server, send } = await agentServer(opened, { timing, language }, clock);
  const onNotice = vi.fn<(notice: Notice) => void>();
  const events: AgentEvent[] = [];
  const turn = collect(
    (async function* () {
      for await (const event of send({ onNotice })) {
        events.push(event);
        yield event;
      }
    })(),
  );
  await clock.untilWaitingFor(
    Math.min(timing.stillWorkingMs ?? 2 * minute, timing.idleTimeoutMs ?? 10 * minute),
  );
  /** Sends `text` and waits until `count` events have come of it. */
  const receive = async (text: string, count = 1) => {
    const before = events.length;
    stream.write(text);
    await vi.waitFor(() => expect(events.length).toBe(before + count), { timeout: 5000, interval: 1 });
  };
  return { clock, server, turn, onNotice, receive, end: () => stream.end() };
}

const stillWorkingOf = (events: AgentEvent[]) =>
  events.flatMap((event) => (event.type === "still-working" ? [event.elapsedMs / minute] : []));

describe("R19 waiting for the agent", () => {
  it("tells every two minutes that it is still working, as an event and as a notice", async () => {
    const { clock, turn, onNotice, receive, end } = await start();
    await clock.advance(2 * minute - 1);
    expect(onNotice).not.toHaveBeenCalled();
    await clock.advance(1);
    await clock.advance(2 * minute);
    await receive(frame(says("Done.")));
    end();
    const { events, error } = await turn;
    expect(error).toBeUndefined();
    expect(stillWorkingOf(events)).toEqual([2, 4]);
    expect(onNotice.mock.calls).toEqual([
      [{ kind: "still-working", message: "⏳ Still working..." }],
      [{ kind: "still-working", message: "⏳ Still working..." }],
    ]);
    expect(clock.pending).toEqual([]);
  });

  it("in Chinese too, and as often as it is told", async () => {
    const { clock, turn, onNotice, end } = await start({ stillWorkingMs: 10_000 }, "zh-CN");
    await clock.advance(20_000);
    end();
    expect(stillWorkingOf((await turn).events)).toHaveLength(2);
    expect(onNotice).toHaveBeenCalledWith({ kind: "still-working", message: "⏳ 仍在处理中..." });
  });

  it("counts anew from whatever is no heartbeat", async () => {
    const { clock, turn, receive, end } = await start();
    await clock.advance(minute);
    await receive(": ping\n\n");
    await clock.advance(2 * minute);
    await receive(frame(says("One.")));
    await clock.advance(2 * minute - 1);
    end();
    expect(stillWorkingOf((await turn).events)).toEqual([2]);
  });

  it.each([
    ["silence", ""],
    ["comments", ": ping\n\n"],
    ["named heartbeats", "event: heartbeat\ndata: {}\n\n"],
    ["empty data", "data:\n\n"],
    ["heartbeats without data", "event: heartbeat\n\n"],
  ])("ends after ten minutes of %s alone", async (_, heartbeat) => {
    const { clock, server, turn, receive } = await start({ stillWorkingMs: 60 * minute });
    for (let minutes = 0; minutes < 9; minutes += 1) {
      await clock.advance(minute);
      if (heartbeat !== "") await receive(heartbeat);
    }
    await clock.advance(minute - 1);
    expect(server.connections).toBe(1);
    await clock.advance(1);
    const { error } = await turn;
    expect(error).toMatchObject({
      code: "timeout",
      isRetryable: false,
      charged: "unknown",
      action: { kind: "check-state" },
      details: { endpoint: "POST /run_sse", ms: 10 * minute },
    });
    expect(clock.pending).toEqual([]);
    await server.untilIdle();
  });

  it("ends though heartbeats come faster than any wait is over", async () => {
    const onNotice = vi.fn<(notice: Notice) => void>();
    const beating = new ReadableStream<Uint8Array>({
      async pull(controller) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        controller.enqueue(new TextEncoder().encode(": ping\n\n"));
      },
    });
    const answer = new Response(beating, { headers: { "content-type": "text/event-stream" } });
    const transport = testTransport({
      fetch: () => Promise.resolve(answer),
      timing: { idleTimeoutMs: 100, stillWorkingMs: 40 },
    });
    const { error } = await collect(new Sse(transport).send("Trim it", { session, onNotice }));
    expect(error).toMatchObject({ code: "timeout", details: { ms: 100 } });
    expect(onNotice).toHaveBeenCalledWith({ kind: "still-working", message: "⏳ Still working..." });
  });

  it("goes on beyond ten minutes while the agent works", async () => {
    const { clock, turn, receive, end } = await start();
    await clock.advance(9 * minute);
    await receive(frame({ author: "nemo_agent", usageMetadata: {} }) + frame(says("One.")));
    await clock.advance(5 * minute);
    end();
    const { events, error } = await turn;
    expect(error).toBeUndefined();
    expect(events.at(-1)).toMatchObject({ type: "end", text: "One." });
  });
});

describe("R17 a turn", () => {
  it("ends after 15 minutes, however busy it is", async () => {
    const { clock, server, turn, receive } = await start();
    for (let minutes = 0; minutes < 14; minutes += 1) {
      await clock.advance(minute);
      await receive(frame(says(`${minutes}`)));
    }
    await clock.advance(minute);
    const { events, error } = await turn;
    expect(error).toMatchObject({
      code: "timeout",
      charged: "unknown",
      isRetryable: false,
      details: { ms: 15 * minute },
    });
    expect(events.filter(({ type }) => type === "text")).toHaveLength(14);
    expect(clock.pending).toEqual([]);
    await server.untilIdle();
  });

  it("ends after 15 minutes without an answer's head, and may have been taken", async () => {
    const clock = new ManualClock();
    const { server, send } = await agentServer(() => undefined, {}, clock);
    const turn = collect(send());
    await vi.waitFor(() => expect(server.requests).toHaveLength(1), { timeout: 5000, interval: 1 });
    await clock.advance(15 * minute);
    expect((await turn).error).toMatchObject({ code: "timeout", charged: "unknown", isRetryable: false });
    expect(server.requests).toHaveLength(1);
    await server.untilIdle();
  });
});
