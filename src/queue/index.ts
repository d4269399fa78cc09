export { createWorker } from "./create-worker.js";
export { enqueueBatch } from "./enqueue-batch.js";
export { followBatch } from "./follow-batch.js";
export type {
  EnqueueOptions,
  FollowOptions,
  QueuedBatch,
  QueuedSummary,
  QueuePlace,
  QueueWorker,
  QueueWorkerOptions,
} from "./queue-options.js";
