export type {
  BatchEvent,
  BatchInput,
  BatchOptions,
  BatchProgress,
  BatchRun,
  BatchSummary,
} from "./batch-options.js";
export { BatchReporter } from "./batch-reporter.js";
export type { BatchTask } from "./batch-task.js";
export { checkCredits } from "./check-credits.js";
export { asNemoError, canaryFailed, isOfTheBatch, isOfTheGroup } from "./failures.js";
export { groupTask } from "./group-task.js";
export { listBatch } from "./list-batch.js";
export { markOf } from "./mark.js";
export { stillUnfetched } from "./paid-before.js";
export { runBatch } from "./run-batch.js";
export { sourceIdentity } from "./source-identity.js";
export { Tally } from "./tally.js";
