export { type Clock, systemClock } from "./clock.js";
export { Deadline } from "./deadline.js";
export { DrivenRun, type Stage } from "./driven-run.js";
export { poll } from "./poll.js";
export { ProgressMeter } from "./progress-meter.js";
export { raceAbort } from "./race-abort.js";
export { wait } from "./wait.js";
