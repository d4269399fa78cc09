import { describe, expect, it } from "vitest";
import { type ProgressNote, ProgressReporter } from "../../src/agents/mcp/progress-reporter.js";

function reporter() {
  const notes: ProgressNote[] = [];
  const clock = { ms: 0 };
  const send = (note: ProgressNote) => {
    notes.push(note);
    return Promise.reject(new Error("The client has gone."));
  };
  return { notes, clock, reporter: new ProgressReporter(send, () => clock.ms) };
}

describe("R89 notes of progress", () => {
  it("always grow, as the protocol asks, also when nothing has come further", () => {
    const { notes, clock, reporter: made } = reporter();
    for (const percent of [0, 10, 10, 10, 5, undefined, 60]) {
      made.tell({ message: "render", ...(percent !== undefined && { percent }) });
      clock.ms += 1000;
    }
    expect(notes.map(({ progress }) => progress)).toEqual([0, 10, 10.001, 10.002, 10.003, 10.004, 60]);
    expect(notes[0]).toEqual({ progress: 0, total: 100, message: "render" });
  });

  it("are not more than anybody reads, but tell each new stage", () => {
    const { notes, clock, reporter: made } = reporter();
    for (let percent = 0; percent < 50; percent += 1) {
      made.tell({ percent, message: "render" });
      clock.ms += 10;
    }
    made.tell({ percent: 50, message: "verify" });
    expect(notes.map(({ progress }) => progress)).toEqual([0, 25, 50]);
  });
});
