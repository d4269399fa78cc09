// What design.md fixes of batches, written out by hand.
import type { ConvertOptions } from "./design-calls.js";
import type * as client from "./design-client.js";
import type { ConversionResult } from "./design-conversion.js";
import type { NemoError } from "./design-errors.js";

export type BatchInput = string | URL | readonly client.MediaInput[] | AsyncIterable<client.MediaInput>;

export interface BatchOptions extends Omit<ConvertOptions, "output" | "onProgress"> {
  output?: string;
  concurrency?: number;
  canary?: boolean;
  journal?: string;
  report?: boolean | string;
}

export interface BatchRun extends AsyncIterable<BatchEvent> {
  readonly summary: Promise<BatchSummary>;
  cancel: () => Promise<void>;
}

export interface BatchEvent {
  type:
    | "file-start"
    | "file-progress"
    | "file-done"
    | "file-skipped"
    | "file-failed"
    | "canary-passed"
    | "canary-failed";
  input: string;
  result?: ConversionResult;
  error?: NemoError;
  progress?: client.Progress;
}

export interface BatchSummary {
  total: number;
  done: number;
  skipped: number;
  failed: { input: string; error: NemoError }[];
  bytesBefore: number;
  bytesAfter: number;
  reportPath?: string;
}
