import { hostname } from "node:os";
import { loadWorkflows } from "../nemo-converter.js";
import { checkNumber } from "./check-number.js";
import { connect } from "./connect.js";
import type { QueueWorker, QueueWorkerOptions } from "./queue-options.js";
import { RunningWorker } from "./running-worker.js";

/**
 * Starts to take files from a queue and to convert them. Any number of workers may do so, on any machine that sees the files under
 * the paths in the jobs. When one is killed, its files go to the others after `lockMs`.
 *
 * @throws NemoError `network` when Redis cannot be reached; `invalid-request`
 * @example
 * import { createWorker } from "nemo-converter/bullmq";
 * import { localBackend } from "nemo-converter/local";
 *
 * const worker = await createWorker({
 *   redis: "redis://127.0.0.1:6379",
 *   converter: { backend: localBackend() },
 * });
 * process.once("SIGTERM", () => void worker.close());
 * await worker.ended;
 */
export async function createWorker(options: QueueWorkerOptions): Promise<QueueWorker> {
  checkNumber("concurrency", options.concurrency);
  checkNumber("lockMs", options.lockMs);
  checkNumber("limit.max", options.limit?.max);
  checkNumber("limit.durationMs", options.limit?.durationMs);
  const { createContext } = await loadWorkflows();
  const connection = await connect(options);
  const name = `${hostname()}-${process.pid}-${crypto.randomUUID().slice(0, 8)}`;
  try {
    return new RunningWorker(name, createContext(options.converter ?? {}), connection, options);
  } catch (error) {
    await connection.close();
    throw error;
  }
}
