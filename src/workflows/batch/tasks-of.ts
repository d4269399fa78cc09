import { stat } from "node:fs/promises";
import { NemoError } from "../../errors/index.js";
import { localPath } from "../../modules/later.js";
import type { BatchEntry } from "./batch-entry.js";
import type { BatchTask } from "./batch-task.js";
import { NameHashes } from "./name-hashes.js";
import type { Listing } from "./list-inputs.js";
import type { OutputNames } from "./output-names.js";
import type { OverallProgress } from "./overall-progress.js";
import type { ResultOwners } from "./result-owners.js";

// So many files of a list that ends are counted before the first is converted, so that it can be told how far the batch is.
const mostCounted = 10_000;

export interface NamingOptions {
  names: OutputNames;
  owners: Pick<ResultOwners, "expect" | "isTaken" | "isResult">;
  overall: OverallProgress;
}

/** The files of a listing with the names of their results, one after the other as they are needed. */
export async function* tasksOf(
  { entries, isFinite }: Pick<Listing, "entries" | "isFinite">,
  { names, owners, overall }: NamingOptions,
): AsyncGenerator<BatchTask> {
  const sources = sourcesOf(entries, { names, owners });
  const counted: Source[] = [];
  while (isFinite && counted.length < mostCounted) {
    const { done, value } = await sources.next();
    if (done) {
      const bytes = counted.reduce((sum, each) => sum + (each.bytes ?? 0), 0);
      overall.expect({ files: counted.length, bytes });
      break;
    }
    counted.push(value);
    const { entry, path, leftOut } = value;
    if (path === undefined || leftOut !== undefined) continue;
    // A result must not take the name of a file that is still to be converted, or of the result that it has already.
    names.reserve(path);
    owners.expect(path, names.folderOf(entry, path));
  }
  const isTaken: ResultOwners["isTaken"] = (path, source) => owners.isTaken(path, source);
  const toTask = async (source: Source): Promise<BatchTask> => {
    const { entry, path, leftOut } = source;
    const isWanted = leftOut === undefined;
    return {
      ...source,
      output: isWanted ? await names.claim(entry, path, isTaken) : names.propose(entry, path),
    };
  };
  for (let source = counted.shift(); source !== undefined; source = counted.shift()) yield toTask(source);
  for await (const source of sources) yield toTask(source);
}

const leftOut = "It was named before.";

type Source = Pick<BatchTask, "entry" | "path" | "bytes" | "leftOut">;

async function* sourcesOf(
  entries: AsyncIterable<BatchEntry>,
  { names, owners }: Pick<NamingOptions, "names" | "owners">,
): AsyncGenerator<Source, undefined> {
  const named = new NameHashes();
  for await (const entry of entries) {
    const path = pathOf(entry);
    if (path === undefined) {
      const isRepeated = isUrl(entry) && !named.add(entry.name);
      yield { entry, ...(isRepeated && { leftOut }) };
      continue;
    }
    const found = await stat(path).catch(() => undefined);
    const { isNamed = false } = entry;
    const isResult = found?.isFile() && (await owners.isResult(path, names.folderOf(entry, path), isNamed));
    if (isResult && !isNamed) continue;
    yield {
      ...{ entry, path },
      ...(found && { bytes: found.size }),
      ...(isResult && { leftOut: "It is the result of a batch itself." }),
      ...(!named.add(path) && { leftOut }),
    };
  }
}

/** An address that is none fails each time. */
function isUrl({ input, name }: BatchEntry): boolean {
  return (typeof input === "string" || input instanceof URL) && URL.canParse(name);
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
