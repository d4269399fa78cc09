import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { NemoError } from "../../../src/errors/index.js";
import { Deadline } from "../../../src/time/index.js";
import { ManualClock } from "../../support/manual-clock.js";

const onTimeout = () => new NemoError("timeout", "too long");

const start = (ms: number, signal?: AbortSignal) => {
  const clock = new ManualClock();
  return { clock, deadline: new Deadline(ms, { clock, signal, onTimeout }) };
};
const codeOf = ({ signal }: Deadline) => (signal.reason as NemoError | undefined)?.code;

describe("R39 Deadline", () => {
  it("aborts with its own error when the time is over", async () => {
    const { clock, deadline } = start(1000);
    await clock.advance(999);
    expect(deadline.signal.aborted).toBe(false);
    await clock.advance(1);
    expect(codeOf(deadline)).toBe("timeout");
    expect(clock.pending).toEqual([]);
  });

  it("aborts with the caller's signal, at once and also when that was aborted before", () => {
    const controller = new AbortController();
    const { clock, deadline } = start(1000, controller.signal);
    controller.abort();
    expect(codeOf(deadline)).toBe("aborted");
    expect(clock.pending).toEqual([]);
    expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
    const late = start(1000, controller.signal);
    expect(codeOf(late.deadline)).toBe("aborted");
    expect(late.clock.pending).toEqual([]);
  });

  it("extends the time that is left", async () => {
    const { clock, deadline } = start(1000);
    await clock.advance(600);
    deadline.extend(500);
    await clock.advance(899);
    expect(deadline.signal.aborted).toBe(false);
    await clock.advance(1);
    expect(codeOf(deadline)).toBe("timeout");
  });

  it("restarts from now, to more time and to less", async () => {
    const { clock, deadline } = start(1000);
    await clock.advance(900);
    deadline.restart(1000);
    expect(clock.pending).toEqual([1000]);
    deadline.restart(10);
    expect(clock.pending).toEqual([10]);
    await clock.advance(10);
    expect(codeOf(deadline)).toBe("timeout");
  });

  it("knows no limit but the caller's with Infinity, and can be given one later", async () => {
    const { clock, deadline } = start(Infinity);
    expect(clock.pending).toEqual([]);
    deadline.extend(5);
    expect(clock.pending).toEqual([]);
    deadline.restart(1000);
    await clock.advance(999);
    expect(deadline.signal.aborted).toBe(false);
    await clock.advance(1);
    expect(codeOf(deadline)).toBe("timeout");
  });

  it("keeps to a limit that is longer than a timer can wait", async () => {
    const month = 31 * 24 * 3600 * 1000;
    const { clock, deadline } = start(month);
    await clock.advance(month - 1);
    expect(deadline.signal.aborted).toBe(false);
    await clock.advance(1);
    expect(codeOf(deadline)).toBe("timeout");
  });
});

describe("R39 Deadline that is over", () => {
  it("leaves no timer and no listener after release, also when it is moved afterwards", () => {
    const { signal } = new AbortController();
    const { clock, deadline } = start(1000, signal);
    deadline.release();
    deadline.extend(500);
    deadline.restart(500);
    expect(clock.pending).toEqual([]);
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
    expect(deadline.signal.aborted).toBe(false);
  });

  it("keeps the first reason and sets no timer after an abort", async () => {
    const { clock, deadline } = start(1000);
    deadline.abort(new NemoError("closed", "x"));
    deadline.abort(new NemoError("aborted", "y"));
    deadline.extend(500);
    deadline.restart(500);
    await clock.advance(10_000);
    expect(codeOf(deadline)).toBe("closed");
    expect(clock.pending).toEqual([]);
  });
});
