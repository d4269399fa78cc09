import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { nextFrames } from "../../../src/modules/sse/next-frames.js";
import { ManualClock, turn } from "../../support/manual-clock.js";

const frames = [{ data: "1" }];

describe("R19 waiting for frames", () => {
  it("brings what comes in time, and leaves no timer and no listener", async () => {
    const clock = new ManualClock();
    const { signal } = new AbortController();
    expect(await nextFrames(Promise.resolve(frames), 100, signal, clock)).toBe(frames);
    expect(await nextFrames(Promise.resolve(undefined), 0, signal, clock)).toBeUndefined();
    expect(clock.pending).toEqual([]);
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
  });

  it("says that it is waiting when the time is over; what comes later is for the next call", async () => {
    const clock = new ManualClock();
    const { signal } = new AbortController();
    let bring!: (value: typeof frames) => void;
    const pending = new Promise<typeof frames>((resolve) => (bring = resolve));
    const first = nextFrames(pending, 100, signal, clock);
    await clock.advance(100);
    expect(await first).toBe("waiting");
    const second = nextFrames(pending, -5, signal, clock);
    bring(frames);
    expect(await second).toBe(frames);
    expect(clock.pending).toEqual([]);
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
  });

  it("rejects at once on abort, also where the stream takes no notice", async () => {
    const clock = new ManualClock();
    const controller = new AbortController();
    const reason = new Error("stop");
    const waiting = nextFrames(new Promise(() => undefined), 100, controller.signal, clock);
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    const late = nextFrames(new Promise(() => undefined), 100, controller.signal, clock);
    await expect(late).rejects.toBe(reason);
    await turn();
    expect(clock.pending).toEqual([]);
    expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
  });

  it("passes a failure on", async () => {
    const clock = new ManualClock();
    const { signal } = new AbortController();
    await expect(nextFrames(Promise.reject(new Error("cut")), 100, signal, clock)).rejects.toThrow("cut");
    expect(clock.pending).toEqual([]);
  });
});
