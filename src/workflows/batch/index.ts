export type {
  BatchEvent,
  BatchInput,
  BatchOptions,
  BatchProgress,
  BatchRun,
  BatchSummary,
} from "./batch-options.js";
export { runBatch } from "./run-batch.js";
