import { describe, expect, it } from "vitest";
import { GrowthWatch } from "../../../src/media/growth-watch.js";

function isStopped(bytes: number, time: number, duration: number | undefined = 100): boolean {
  const watch = new GrowthWatch(1000, duration);
  watch.look({ bytes, time });
  return watch.signal.aborted;
}

describe("R88 an encode is stopped", () => {
  it("as soon as it is too large already", () => {
    expect(isStopped(1001, 1)).toBe(true);
    expect(isStopped(1001, 0, undefined)).toBe(true);
  });

  it("when after a fair share it is clearly on its way to be", () => {
    expect(isStopped(600, 40)).toBe(true);
  });

  it("not by what the beginning or a small excess promises", () => {
    expect(isStopped(900, 20)).toBe(false);
    expect(isStopped(600, 55)).toBe(false);
    expect(isStopped(999, 99)).toBe(false);
    expect(isStopped(0, 0)).toBe(false);
    expect(isStopped(500, 10, undefined)).toBe(false);
  });

  it("with the figures as the reason", () => {
    const watch = new GrowthWatch(1000, 100);
    watch.look({ bytes: 900, time: 50 });
    expect(watch.signal.reason).toMatchObject({
      code: "target-unreachable",
      details: { expectedBytes: 1800, mostBytes: 1000 },
    });
  });
});
