import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { NemoError } from "../../../src/errors/index.js";
import { poll } from "../../../src/time/index.js";
import { failureOf } from "../../support/failure-of.js";
import { ManualClock } from "../../support/manual-clock.js";

function start(readings: number[], signal?: AbortSignal) {
  const clock = new ManualClock();
  const startedAt = clock.now();
  const readAt: number[] = [];
  const result = poll({
    read: () => {
      readAt.push(clock.now() - startedAt);
      return Promise.resolve(readings.length > 1 ? readings.shift()! : readings[0]!);
    },
    isDone: (value) => value === 100,
    hasMoved: (value, before) => value !== before,
    intervalMs: 30_000,
    timeoutMs: 90_000,
    onTimeout: (last) => new NemoError("timeout", `stuck at ${last}`),
    signal,
    clock,
  });
  result.catch(() => undefined);
  return { clock, readAt, result };
}

describe("R27 poll", () => {
  it("reads at once, then at every interval, until it is done", async () => {
    const { clock, readAt, result } = start([0, 50, 100]);
    await clock.advance(60_000);
    expect(await result).toBe(100);
    expect(readAt).toEqual([0, 30_000, 60_000]);
    expect(clock.pending).toEqual([]);
  });

  it("waits for nothing when the first reading is the last", async () => {
    const { clock, result } = start([100]);
    expect(await result).toBe(100);
    expect(clock.pending).toEqual([]);
  });

  it("gives up after the time allowed without progress; progress starts it anew", async () => {
    const { clock, readAt, result } = start([0, 0, 0, 10, 10]);
    await clock.advance(24 * 3600_000);
    expect((await failureOf(result)).message).toBe("stuck at 10");
    // Moved last at 90 s: three more intervals fit into the time allowed.
    expect(readAt.at(-1)).toBe(180_000);
    expect(clock.pending).toEqual([]);
  });

  it("ends at once on abort and reads no more", async () => {
    const controller = new AbortController();
    const { clock, readAt, result } = start([0], controller.signal);
    await clock.untilWaitingFor(30_000);
    controller.abort();
    expect((await failureOf(result)).code).toBe("aborted");
    await clock.advance(60_000);
    expect(readAt).toEqual([0]);
    expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
  });

  it("passes a failed reading on", async () => {
    const clock = new ManualClock();
    const failing = poll({
      read: () => Promise.reject(new NemoError("network", "x")),
      isDone: () => true,
      hasMoved: () => true,
      intervalMs: 1,
      timeoutMs: 1,
      onTimeout: () => new NemoError("timeout", "x"),
      clock,
    });
    expect((await failureOf(failing)).code).toBe("network");
    expect(clock.pending).toEqual([]);
  });
});
