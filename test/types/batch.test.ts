import { describe, expectTypeOf, it } from "vitest";
import type * as root from "../../src/index.js";
import { gives, takes } from "./compare.js";
import type * as design from "./design-batch.js";

describe("R51 public shapes of batches", () => {
  it("inputs and options are taken", () => {
    takes<root.BatchInput, design.BatchInput>();
    takes<root.BatchOptions, design.BatchOptions>();
    expectTypeOf<root.NemoConverter["batch"]>().toExtend<
      (inputs: design.BatchInput, options?: design.BatchOptions) => root.BatchRun
    >();
  });

  it("events and summaries hold what they should", () => {
    gives<root.BatchEvent, design.BatchEvent>();
    gives<root.BatchSummary, design.BatchSummary>();
    expectTypeOf<root.BatchEvent["type"]>().toEqualTypeOf<design.BatchEvent["type"]>();
    expectTypeOf<root.BatchRun>().toExtend<design.BatchRun>();
  });
});
