import { type Clock, systemClock } from "../../src/time/index.js";

/** The system's clock, but for pauses between repeats: they are over at once. */
export const hurriedClock: Clock = {
  ...systemClock,
  setTimeout: (callback, ms) => systemClock.setTimeout(callback, ms < 3000 ? 0 : ms),
};
