// The clock that users get for their tests serves ours too.
export { ManualClock } from "../../src/testing/manual-clock.js";

/** Lets everything run that needs no time of its own. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
