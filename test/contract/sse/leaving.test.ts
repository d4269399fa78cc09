import type { ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import { agentServer, collect, frame } from "../../support/agent-server.js";
import { says } from "../../support/adk-events.js";
import { openStream } from "../../support/loopback-server.js";
import { ManualClock } from "../../support/manual-clock.js";

/** An agent that says two things and then works on, for ever. */
const talkative = (response: ServerResponse) => {
  openStream(response).write(frame(says("One.")) + frame(says("Two.")));
};

async function start() {
  const clock = new ManualClock();
  return { clock, ...(await agentServer(talkative, {}, clock)) };
}

describe("R17 leaving a turn", () => {
  it("by break is quiet and closes the connection", async () => {
    const { clock, server, send } = await start();
    const seen: string[] = [];
    for await (const event of send()) {
      seen.push(event.type);
      break;
    }
    expect(seen).toEqual(["text"]);
    expect(clock.pending).toEqual([]);
    await server.untilIdle();
  });

  it("by an error of the loop keeps that error", async () => {
    const { clock, server, send } = await start();
    const loop = async () => {
      for await (const event of send()) throw new Error(`mine, after ${event.type}`);
    };
    await expect(loop()).rejects.toThrow("mine, after text");
    expect(clock.pending).toEqual([]);
    await server.untilIdle();
  });

  it("by return() and throw() of the iterator", async () => {
    const { clock, server, send } = await start();
    const first = send()[Symbol.asyncIterator]();
    await first.next();
    expect(await first.return!()).toEqual({ done: true, value: undefined });
    const second = send()[Symbol.asyncIterator]();
    await second.next();
    await expect(second.throw!(new Error("mine"))).rejects.toMatchObject({
      message: expect.stringContaining("mine") as string,
    });
    expect(clock.pending).toEqual([]);
    await server.untilIdle();
  });

  it.each(["aborted", "closed"])(
    "ends with %s at once while it waits, and closes the connection",
    async (code) => {
      const { clock, server, transport, send } = await start();
      const controller = new AbortController();
      const turn = collect(send({ signal: controller.signal }));
      await clock.untilWaitingFor(120_000);
      if (code === "aborted") controller.abort(new Error("the user's own reason"));
      else transport.close();
      const { events, error } = await turn;
      expect(events.map(({ type }) => type)).toEqual(["text", "text"]);
      expect(error).toMatchObject({ code, charged: "unknown", isRetryable: false });
      expect(clock.pending).toEqual([]);
      await server.untilIdle();
    },
  );

  it("by an abort within the loop brings no further event", async () => {
    const { server, send } = await start();
    const controller = new AbortController();
    const { events, error } = await collect(
      (async function* () {
        for await (const event of send({ signal: controller.signal })) {
          yield event;
          controller.abort();
        }
      })(),
    );
    expect(events).toHaveLength(1);
    expect(error).toMatchObject({ code: "aborted" });
    await server.untilIdle();
  });

  it("by abort before the answer's head", async () => {
    const clock = new ManualClock();
    const { server, send } = await agentServer(() => undefined, {}, clock);
    const controller = new AbortController();
    const turn = collect(send({ signal: controller.signal }));
    while (server.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    controller.abort();
    expect((await turn).error).toMatchObject({ code: "aborted", charged: "unknown" });
    expect(clock.pending).toEqual([]);
    await server.untilIdle();
  });

  it("does not happen by a slow reader: what came meanwhile is kept", async () => {
    const { server, send } = await agentServer((response) => {
      talkative(response);
      setTimeout(() => response.end(frame(says("Three."))), 10);
    });
    const seen: string[] = [];
    for await (const event of send()) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      seen.push(event.type === "text" ? event.text : event.type);
    }
    expect(seen).toEqual(["One.", "Two.", "Three.", "end"]);
    await server.untilIdle();
  });
});
