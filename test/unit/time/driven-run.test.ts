import { describe, expect, it } from "vitest";
import { NemoError } from "../../../src/errors/index.js";
import { DrivenRun, type Stage } from "../../../src/time/index.js";
import { failureOf } from "../../support/failure-of.js";

const turns = async (count = 20) => {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setTimeout(resolve, 1));
};

/** Counts up to `to`, one event each, and gives how far it came. */
function counting(to: number, seen: { count: number }) {
  return async ({ emit, signal }: Stage<number>) => {
    while (seen.count < to && !signal.aborted) {
      seen.count += 1;
      await emit(seen.count);
      await Promise.resolve();
    }
    return seen.count;
  };
}

describe("R51 a run that is driven by whoever follows it", () => {
  it("does nothing before anybody looks", async () => {
    const seen = { count: 0 };
    const run = new DrivenRun(counting(3, seen));
    await turns();
    expect(seen.count).toBe(0);
    expect(await run.summary).toBe(3);
  });

  it("gives every event in order, then the summary", async () => {
    const run = new DrivenRun(counting(1000, { count: 0 }));
    const events: number[] = [];
    for await (const event of run) events.push(event);
    expect(events).toEqual(Array.from({ length: 1000 }, (_, index) => index + 1));
    expect(await run.summary).toBe(1000);
  });

  it("hears everything when the summary was asked for first", async () => {
    const run = new DrivenRun(counting(100, { count: 0 }));
    const summary = run.summary;
    const events: number[] = [];
    for await (const event of run) events.push(event);
    expect(events).toHaveLength(100);
    expect(await summary).toBe(100);
  });

  it("waits for a listener who is slow", async () => {
    const seen = { count: 0 };
    const run = new DrivenRun(counting(10_000, seen), { mostWaiting: 8 });
    const events = run[Symbol.asyncIterator]();
    for (let read = 1; read <= 20; read += 1) {
      expect(await events.next()).toEqual({ done: false, value: read });
      await turns(2);
      expect(seen.count).toBeLessThanOrEqual(read + 8);
    }
    await events.return?.();
  });

  it("leaves out passing events for a listener who is slow", async () => {
    const work = async ({ emit }: Stage<string>) => {
      for (let count = 0; count < 1000; count += 1) void emit("passing");
      await emit("last");
    };
    const run = new DrivenRun<string, void>(work, {
      mostWaiting: 8,
      isPassing: (event) => event === "passing",
    });
    const events: string[] = [];
    for await (const event of run) events.push(event);
    expect(events).toEqual([...Array<string>(8).fill("passing"), "last"]);
  });

  it("goes on for its summary when a listener stopped listening without a word", async () => {
    const run = new DrivenRun(counting(1000, { count: 0 }), { mostWaiting: 8 });
    await run[Symbol.asyncIterator]().next();
    expect(await run.summary).toBe(1000);
  });

  it("is cancelled by leaving the loop", async () => {
    const seen = { count: 0 };
    const run = new DrivenRun(counting(100_000, seen));
    for await (const event of run) if (event === 5) break;
    await turns();
    const stopped = seen.count;
    await turns();
    expect(seen.count).toBe(stopped);
    expect(await run.summary).toBe(stopped);
  });

  it("goes on after the loop was left when its summary is asked for", async () => {
    const run = new DrivenRun(counting(5000, { count: 0 }));
    for await (const event of run) if (event === 5) break;
    expect(await run.summary).toBe(5000);
  });

  it("cancels, and tells how far it came", async () => {
    const seen = { count: 0 };
    const work = async ({ emit, signal }: Stage<number>) => {
      while (!signal.aborted) {
        seen.count += 1;
        await emit(seen.count);
        await turns(1);
      }
      return seen.count;
    };
    const run = new DrivenRun(work);
    const summary = run.summary;
    await turns(5);
    await run.cancel();
    expect(await summary).toBe(seen.count);
  });

  it("tells a failure to the listener and by the summary, and to nobody who did not ask", async () => {
    const fail = () => Promise.reject(new NemoError("journal-locked", "in use"));
    const listen = async (run: AsyncIterable<unknown>) => {
      for await (const event of run) expect.unreachable(String(event));
    };
    const run = new DrivenRun(fail);
    expect((await failureOf(listen(run))).code).toBe("journal-locked");
    expect((await failureOf(run.summary)).code).toBe("journal-locked");
    await new DrivenRun(fail).cancel();
  });

  it("refuses a second listener", () => {
    const run = new DrivenRun(counting(1, { count: 0 }));
    run[Symbol.asyncIterator]();
    expect(() => run[Symbol.asyncIterator]()).toThrow(/iterated once/);
  });
});
