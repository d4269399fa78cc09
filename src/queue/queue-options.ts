import type { Logger, NemoConverterOptions } from "../options/index.js";
import type { BatchOptions, BatchRun, BatchSummary } from "../nemo-converter.js";

/** Which queue is meant. */
export interface QueuePlace {
  /** `redis://user:password@host:port/db`, or `rediss:` for TLS. The password is never printed and goes into no job. */
  redis: string | URL;
  /**
   * The queue's name on that Redis.
   * @default "nemo-converter"
   */
  queue?: string;
  /**
   * What all its keys begin with.
   * @default "bull"
   */
  prefix?: string;
}

/** How files are converted, and how they get to the workers. Workers see files under the paths that they have here. */
export interface EnqueueOptions
  extends
    QueuePlace,
    Omit<BatchOptions, "concurrency" | "journal" | "dryRun" | "session" | "onNotice" | "once"> {
  /** The batch's name, by which it can be followed again. Default: a new UUID. */
  id?: string;
  /**
   * How many times a file is tried, if it fails for a reason that may pass.
   * @default 3
   */
  attempts?: number;
  /**
   * Before the second attempt, in milliseconds; before each further one twice as long.
   * @default 5000
   */
  backoffMs?: number;
  /**
   * How many files of this batch may be in the queue at once; the inputs are read on as they are done.
   * @default 10000
   */
  mostWaiting?: number;
  /** Which ffmpeg makes the report's pictures, here. Default: as for the embedded backend. */
  ffmpegPath?: string;
  /** Which ffprobe tells of what kind a file is, here. Default: as for the embedded backend. */
  ffprobePath?: string;
}

/** How a batch is followed by somebody who did not enqueue it. */
export interface FollowOptions extends QueuePlace {
  /** Ends the following; the batch goes on. */
  signal?: AbortSignal;
  /**
   * Whether a page on all files is written when the batch is over, with its data as JSON beside it. `true`: where the batch's
   * producer would have put it, its output folder or else the folder that was named.
   * @default false
   */
  report?: boolean | string;
  /** Which ffmpeg makes the report's pictures, here. Default: as for the embedded backend. */
  ffmpegPath?: string;
}

export interface QueuedSummary extends BatchSummary {
  /** Whether all inputs were listed; `false` when their producer ended before. Enqueue them again to go on. */
  isListed: boolean;
}

/**
 * A batch in the queue: the same events and the same summary as on one machine. Leaving the loop, or aborting `signal`, only ends
 * the following; `cancel()` takes the batch back.
 */
export interface QueuedBatch extends BatchRun {
  /** By which `followBatch()` finds it again. */
  readonly id: string;
  readonly summary: Promise<QueuedSummary>;
  /** Resolves when all inputs are in the queue, as far as `mostWaiting` lets them; drives the batch by itself. */
  enqueued(): Promise<void>;
  /**
   * Takes back the files that no worker has begun and has the others stopped; resolves when nothing of it is left. Files for
   * which another batch waits, too, are left to that one. The summary then tells what was done.
   */
  cancel(): Promise<void>;
  /** Ends the following; workers go on with what is enqueued. */
  detach(): Promise<void>;
}

/** How a worker works. */
export interface QueueWorkerOptions extends QueuePlace {
  /** For the converter that does the work: its backend, token and ffmpeg are the worker's own. */
  converter?: NemoConverterOptions;
  /**
   * How many files at the same time.
   * @default 1
   */
  concurrency?: number;
  /** No more than `max` files are begun in `durationMs`, by all workers together. Default: no limit. */
  limit?: { max: number; durationMs: number };
  /**
   * After so long without a sign of life of a worker, in milliseconds, its files are given to others. Signs come twice in that time.
   * @default 30000
   */
  lockMs?: number;
  /**
   * How long `close()` lets files that are under way come to their end, in milliseconds, before it gives them back.
   * @default 5000
   */
  graceMs?: number;
  logger?: Logger;
}

/** Takes files from the queue until it is closed. */
export interface QueueWorker extends AsyncDisposable {
  /** As it is called in the queue. */
  readonly name: string;
  /**
   * Resolves when it was closed; rejects when it gave up because none of its conversions can succeed (no ffmpeg, no credits, a
   * token that is refused). The file goes back to the queue then.
   */
  readonly ended: Promise<void>;
  /** Takes no more files, lets those under way end or gives them back, and leaves nothing behind. */
  close(): Promise<void>;
}
