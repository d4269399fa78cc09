import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { NemoError } from "../../../src/errors/index.js";
import { raceAbort, wait } from "../../../src/time/index.js";
import { failureOf } from "../../support/failure-of.js";
import { ManualClock } from "../../support/manual-clock.js";

describe("R27 R38 wait", () => {
  it("resolves when the time is over and not before", async () => {
    const clock = new ManualClock();
    let isOver = false;
    const waiting = wait(30_000, { clock }).then(() => (isOver = true));
    await clock.advance(29_999);
    expect(isOver).toBe(false);
    await clock.advance(1);
    expect(await waiting).toBe(true);
    expect(clock.pending).toEqual([]);
  });

  it("ends at once on abort; timer and listener are gone by then", async () => {
    const clock = new ManualClock();
    const controller = new AbortController();
    const waiting = wait(30_000, { clock, signal: controller.signal });
    expect(getEventListeners(controller.signal, "abort")).toHaveLength(1);
    controller.abort();
    expect(clock.pending).toEqual([]);
    expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
    expect((await failureOf(waiting)).code).toBe("aborted");
  });

  it("leaves no listener behind when it ends well", async () => {
    const clock = new ManualClock();
    const { signal } = new AbortController();
    const waiting = wait(10, { clock, signal });
    await clock.advance(10);
    await waiting;
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
  });

  it("sets no timer for a signal that is aborted already", async () => {
    const clock = new ManualClock();
    const reason = new NemoError("closed", "x");
    expect(await failureOf(wait(10, { clock, signal: AbortSignal.abort(reason) }))).toBe(reason);
    expect(clock.pending).toEqual([]);
  });

  it("works on the system's own clock", async () => {
    await expect(wait(1)).resolves.toBeUndefined();
  });
});

describe("R12 raceAbort", () => {
  it("gives what the work gives and removes its listener", async () => {
    const { signal } = new AbortController();
    expect(await raceAbort(Promise.resolve(7), signal)).toBe(7);
    await expect(raceAbort(Promise.reject(new Error("x")), signal)).rejects.toThrow("x");
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
  });

  it("rejects on abort while the work goes on for the others", async () => {
    const controller = new AbortController();
    let finish!: (value: number) => void;
    const work = new Promise<number>((resolve) => (finish = resolve));
    const impatient = raceAbort(work, controller.signal);
    const patient = raceAbort(work, undefined);
    controller.abort();
    expect((await failureOf(impatient)).code).toBe("aborted");
    expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
    finish(7);
    expect(await patient).toBe(7);
  });

  it("leaves no listener on a signal that was aborted before", async () => {
    const signal = AbortSignal.abort();
    expect((await failureOf(raceAbort(new Promise(() => undefined), signal))).code).toBe("aborted");
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
  });
});
