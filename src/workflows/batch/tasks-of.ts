import { stat } from "node:fs/promises";
import { NemoError } from "../../errors/index.js";
import { localPath } from "../../modules/later.js";
import type { BatchEntry } from "./batch-entry.js";
import type { BatchTask } from "./batch-task.js";
import type { Listing } from "./list-inputs.js";
import type { OutputNames } from "./output-names.js";
import type { OverallProgress } from "./overall-progress.js";

// So many files of a list that ends are counted before the first is converted, so that it can be told how far the batch is.
const mostCounted = 10_000;

export interface NamingOptions {
  names: OutputNames;
  overall: OverallProgress;
  /** Whether an output's name is somebody else's. */
  isTaken: (path: string) => Promise<boolean>;
  /** Whether a file is no input but came from this very batch. */
  isOwnResult: (path: string) => Promise<boolean>;
}

/** The files of a listing with the names of their results, one after the other as they are needed. */
export async function* tasksOf(
  { entries, isFinite }: Pick<Listing, "entries" | "isFinite">,
  { names, overall, isTaken, isOwnResult }: NamingOptions,
): AsyncGenerator<BatchTask> {
  const sources = sourcesOf(entries, isOwnResult);
  const counted: Source[] = [];
  while (isFinite && counted.length < mostCounted) {
    const { done, value } = await sources.next();
    if (done) {
      const bytes = counted.reduce((sum, each) => sum + (each.bytes ?? 0), 0);
      overall.expect({ files: counted.length, bytes });
      break;
    }
    counted.push(value);
    // A result must not take the name of a file that is still to be converted.
    if (value.path !== undefined) names.reserve(value.path);
  }
  const toTask = async (source: Source): Promise<BatchTask> => ({
    ...source,
    output: await names.claim(source.entry, source.path, isTaken),
  });
  for (let source = counted.shift(); source !== undefined; source = counted.shift()) yield toTask(source);
  for await (const source of sources) yield toTask(source);
}

type Source = Pick<BatchTask, "entry" | "path" | "bytes">;

async function* sourcesOf(
  entries: AsyncIterable<BatchEntry>,
  isOwnResult: (path: string) => Promise<boolean>,
): AsyncGenerator<Source, undefined> {
  for await (const entry of entries) {
    const path = pathOf(entry);
    if (path === undefined) {
      yield { entry };
      continue;
    }
    if (await isOwnResult(path)) continue;
    const found = await stat(path).catch(() => undefined);
    yield { entry, path, ...(found && { bytes: found.size }) };
  }
}

/** What is no input at all is a failure of its own, later. */
function pathOf({ input }: BatchEntry): string | undefined {
  try {
    return localPath(input);
  } catch (error) {
    if (NemoError.isInstance(error)) return undefined;
    throw error;
  }
}
