export type {
  BatchEvent,
  BatchInput,
  BatchOptions,
  BatchProgress,
  BatchRun,
  BatchSummary,
} from "./batch-options.js";
export type { BatchTask } from "./batch-task.js";
export { asNemoError, isOfTheBatch } from "./failures.js";
export { listBatch } from "./list-batch.js";
export { markOf } from "./mark.js";
export { runBatch } from "./run-batch.js";
export { sourceIdentity } from "./source-identity.js";
export { Tally } from "./tally.js";
