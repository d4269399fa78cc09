import type { ConversionPlan } from "../../conversion/index.js";
import type { NemoError } from "../../errors/index.js";
import type { MediaInput, Progress } from "../../options/index.js";
import type { ConversionResult, ConvertOptions } from "../convert-options.js";

/**
 * What a batch converts. A string is a path that exists, a file or a folder with all that is in it; else a glob if it has
 * magic characters; else a sentence in English or Chinese that names the files and what is wanted. A list holds any kinds of
 * input, folders and globs among them. An async iterable may be of any length: it is read as there is work to do. A file that
 * is named again is skipped (of more than a million files, the last million are known).
 */
export type BatchInput = string | URL | readonly MediaInput[] | AsyncIterable<MediaInput>;

/** How a batch is converted; what is not said here is as for `convert()`. */
export interface BatchOptions extends Omit<ConvertOptions, "output" | "onProgress"> {
  /** A folder, made when it is missing, in which the tree of the inputs is mirrored. Default: each result beside its source. */
  output?: string;
  /** How many files are converted at the same time. Default: by cores, memory and encoder; on the cloud 3. */
  concurrency?: number;
  /**
   * Whether files are grouped by what their streams are and the cheapest of each group is converted first, which stands for the
   * others: when it fails for a reason that they share, they are not converted. Files are looked at up to 64 ahead, and a
   * group's first is chosen among those.
   * @default true
   */
  canary?: boolean;
  /**
   * The file in which is written what was done, for a later run. Default: `.nemo-batch.jsonl` in the output folder, else in the
   * folder that was named. With a journal, `resume` is on unless it is turned off. On the cloud it remembers what was paid for: the
   * next run fetches that free of charge, and only with another journal is it paid for again.
   */
  journal?: string;
  /**
   * Whether a page on all files is written, with its data as JSON beside it. `true`: as `nemo-report.html` in the output folder,
   * else in the folder that was named.
   * @default false
   */
  report?: boolean | string;
  /** Nothing is written; each file gives `file-skipped` with its `plan` and `output`. */
  dryRun?: boolean;
}

/** One thing that happened to one file. */
export interface BatchEvent {
  type:
    | "file-start"
    | "file-progress"
    | "file-done"
    | "file-skipped"
    | "file-failed"
    | "canary-passed"
    | "canary-failed";
  /** As it was given or found. */
  input: string;
  result?: ConversionResult;
  error?: NemoError;
  progress?: Progress;
  /** How far the whole batch is. */
  overall?: BatchProgress;
  /** Why a file was skipped. */
  reason?: string;
  /** Where the result of a skipped file is, or in a dry run would be. */
  output?: string;
  /** In a dry run, where the file could be looked at. */
  plan?: ConversionPlan;
}

export interface BatchProgress {
  /** Files that are done, skipped or failed. */
  finished: number;
  /** Undefined as long as the end of the inputs is not known. */
  total?: number;
  /** 0 to 100; never falls. */
  percent?: number;
  /** Bytes of sources that are converted in a second. */
  speed?: number;
  remainingMs?: number;
}

export interface BatchSummary {
  /** Files that were done, skipped or failed. */
  total: number;
  done: number;
  skipped: number;
  failed: { input: string; error: NemoError }[];
  /** Of the files that are done: their sources. */
  bytesBefore: number;
  /** Of the files that are done: their results. */
  bytesAfter: number;
  reportPath?: string;
  /** What went wrong besides, such as a report that could not be written. */
  warnings?: string[];
}

/** A batch under way; it begins with the first look at its events or its summary. */
export interface BatchRun extends AsyncIterable<BatchEvent> {
  /**
   * Drives the run by itself. Files that fail are in it; it rejects for what concerns the whole: wrong options, a journal in use, an
   * aborted `signal` (with the summary so far in the error's details).
   */
  readonly summary: Promise<BatchSummary>;
  /** Ends what is under way; resolves when nothing of it is left. The summary then tells what was done. */
  cancel(): Promise<void>;
}
