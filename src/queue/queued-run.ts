import { DrivenRun, type Stage } from "../time/index.js";
import type { BatchEvent } from "../nemo-converter.js";
import type { QueuedBatch, QueuedSummary } from "./queue-options.js";

/** What following a batch is given. */
export interface QueuedStage extends Stage<BatchEvent> {
  /** Aborted when the batch is to be taken back. */
  cancellation: AbortSignal;
  /** Called when all inputs are in the queue. */
  enqueued: () => void;
}

/** A batch that is followed by whoever looks at its events or its summary. */
export class QueuedRun implements QueuedBatch {
  readonly id: string;
  readonly #run: DrivenRun<BatchEvent, QueuedSummary>;
  readonly #cancellation = new AbortController();
  readonly #listed: Promise<void>;

  constructor(id: string, work: (stage: QueuedStage) => Promise<QueuedSummary>) {
    this.id = id;
    let enqueued: () => void = () => undefined;
    this.#listed = new Promise((resolve) => {
      enqueued = resolve;
    });
    const cancellation = this.#cancellation.signal;
    this.#run = new DrivenRun((stage) => work({ ...stage, cancellation, enqueued }), {
      isPassing: ({ type }) => type === "file-progress",
    });
  }

  get summary(): Promise<QueuedSummary> {
    return this.#run.summary;
  }

  async enqueued(): Promise<void> {
    await Promise.race([this.#listed, this.#run.summary]);
  }

  async cancel(): Promise<void> {
    this.#cancellation.abort();
    await this.#run.summary.catch(() => undefined);
  }

  async detach(): Promise<void> {
    await this.#run.cancel();
  }

  [Symbol.asyncIterator](): AsyncIterator<BatchEvent, undefined> {
    return this.#run[Symbol.asyncIterator]();
  }
}
