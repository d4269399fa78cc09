import type { BatchEntry } from "./batch-entry.js";
import type { Grouped } from "./canary-groups.js";
import type { Content } from "./content-of.js";

/** A file on its way through a batch. */
export interface BatchTask extends Grouped {
  entry: BatchEntry;
  /** Where its result goes; absolute. */
  output: string;
  /** Absolute, for a file on the local disk. */
  path?: string;
  bytes?: number;
  /** Why nothing is to be done with it. */
  leftOut?: string;
  /** What it is known by whatever it is called; undefined for what cannot be read twice, or changed while it was converted. */
  content?: Content;
  /** When its conversion began, as `performance.now()` counts. */
  startedAt?: number;
}

/** What is done with a task, step by step; each tells the world what it did. */
export interface TaskSteps {
  /** Finds out what the file is; false when there is nothing to do. */
  look(task: BatchTask): Promise<boolean>;
  /** @throws why it failed; whoever calls then says so by `failed` */
  convert(task: BatchTask, how: HowToConvert): Promise<void>;
  /** @param isCanary whether others fail with it */
  failed(task: BatchTask, error: unknown, isCanary: boolean): Promise<void>;
}

export interface HowToConvert {
  isCanary: boolean;
  threads?: number;
  /** Called when the result is made and only has to be looked at. */
  onMade: () => void;
}
