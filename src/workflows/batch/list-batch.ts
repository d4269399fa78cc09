import { resolve } from "node:path";
import type { ConversionSpec } from "../../conversion/index.js";
import type { BatchInput, BatchOptions } from "./batch-options.js";
import type { BatchTask } from "./batch-task.js";
import { specDigest } from "./identity.js";
import { listInputs } from "./list-inputs.js";
import { OutputNames } from "./output-names.js";
import type { OverallProgress } from "./overall-progress.js";
import { ResultOwners } from "./result-owners.js";
import { resolveBoth } from "./run-batch.js";
import { tasksOf } from "./tasks-of.js";

export interface BatchList {
  tasks: AsyncGenerator<BatchTask>;
  /** What is wanted of each: preset, words and numbers brought together. */
  spec: ConversionSpec;
  /** Of the spec. */
  digest: string;
  /** The folder that was named, if one was. */
  root: string | undefined;
  /** The sentence that named the files, if one did. */
  request: string | undefined;
}

/**
 * The files of a batch with the names of their results, for somebody else to convert.
 *
 * @throws NemoError as `listInputs`, and `invalid-request` for a wish that is none
 */
export async function listBatch(
  inputs: BatchInput,
  options: BatchOptions,
  overall: OverallProgress,
): Promise<BatchList> {
  const output = options.output === undefined ? undefined : resolve(options.output);
  const listing = await listInputs(inputs, output);
  const { spec } = resolveBoth(options, listing.request);
  const digest = specDigest(spec, options);
  const names = new OutputNames(output);
  const owners = new ResultOwners(digest, options);
  return {
    tasks: tasksOf(listing, { names, owners, overall }),
    ...{ spec, digest, root: listing.root, request: listing.request },
  };
}
