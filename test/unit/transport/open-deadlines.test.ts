import { describe, expect, it } from "vitest";
import type { NemoError } from "../../../src/errors/index.js";
import { OpenDeadlines } from "../../../src/transport/open-deadlines.js";
import { ManualClock } from "../../support/manual-clock.js";

const codeOf = ({ reason }: AbortSignal) => (reason as NemoError | undefined)?.code;

describe("R39 what is under way when it is closed", () => {
  it("ends with closed, as does what is started afterwards", () => {
    const clock = new ManualClock();
    const open = new OpenDeadlines(clock, "en");
    const one = open.start(1000, undefined, "GET /a");
    const endless = open.start(Infinity, undefined, "GET /b");
    open.close();
    const late = open.start(1000, undefined, "GET /c");
    expect([one, endless, late].map(({ signal }) => codeOf(signal))).toEqual(["closed", "closed", "closed"]);
    expect(clock.pending).toEqual([]);
  });

  it("is let go of when it is over before", () => {
    const clock = new ManualClock();
    const open = new OpenDeadlines(clock, "en");
    const deadline = open.start(1000, undefined, "GET /a");
    open.release(deadline);
    open.close();
    expect(deadline.signal.aborted).toBe(false);
    expect(clock.pending).toEqual([]);
  });

  it("names itself when it took too long, in the user's language", async () => {
    const clock = new ManualClock();
    const { signal } = new OpenDeadlines(clock, "zh").start(1000, undefined, "GET /a");
    await clock.advance(1000);
    const error = signal.reason as NemoError;
    expect(error).toMatchObject({ code: "timeout", message: "GET /a took too long: more than 1000 ms." });
    expect(error.details).toEqual({ endpoint: "GET /a", ms: 1000 });
    expect(error.action.message).toMatch(/^请重试/);
  });
});
