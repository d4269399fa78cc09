import { basename, extname } from "node:path";
import { type ConversionSpec } from "../conversion/index.js";
import { NemoError } from "../errors/index.js";
import { exists, localPath, outputExists } from "../modules/later.js";
import type { MediaInput } from "../options/index.js";
import { convertAnywhere } from "./auto/convert-anywhere.js";
import { specDigest } from "./batch/identity.js";
import { hashOfName, type Mark, markOf, markText } from "./batch/mark.js";
import { sourceIdentity } from "./batch/source-identity.js";
import { chooseOutput } from "./choose-output.js";
import type { ConverterContext } from "./context.js";
import type { ConvertHooks } from "./convert-hooks.js";
import type { ConversionResult, ConvertOptions } from "./convert-options.js";
import { openSource } from "./open-source.js";
import { resolveRequest } from "./resolve-request.js";

/** As `convertAnywhere`; with `once` only where that was not done before. */
export async function convertInput(
  context: ConverterContext,
  input: MediaInput,
  { once = false, ...options }: ConvertOptions = {},
  hooks: ConvertHooks = {},
): Promise<ConversionResult> {
  if (!once) return convertAnywhere(context, input, options, hooks);
  const { path } = await chooseOutput(await openSource(input), { ...options, onExists: "overwrite" });
  const mark = await markFor(input, resolveRequest(options).spec, options);
  const keep = async (found: string) =>
    convertAnywhere(context, input, { ...options, output: found, onExists: "skip" });
  const before = await findResult(path, mark, options);
  if (before !== undefined) return keep(before);
  try {
    return await convertAnywhere(context, input, options, {
      ...hooks,
      mark: () => Promise.resolve(markText(mark)),
      beforePublish: async () => {
        const meanwhile = await findResult(path, mark, options);
        if (meanwhile !== undefined) throw outputExists(meanwhile);
      },
    });
  } catch (error) {
    if (!NemoError.isInstance(error) || error.code !== "output-exists") throw error;
    // Somebody else who made the same was faster.
    const meanwhile = await findResult(path, mark, options);
    if (meanwhile === undefined) throw error;
    return keep(meanwhile);
  }
}

async function markFor(input: MediaInput, spec: ConversionSpec, options: ConvertOptions): Promise<Mark> {
  const source = await sourceIdentity(input);
  if (source === undefined) {
    throw new NemoError(
      "invalid-request",
      "`once` needs a path or a URL: nobody can tell whether a Blob or a stream was converted before.",
    );
  }
  const file = localPath(input);
  return {
    ...{ source, spec: specDigest(spec, options) },
    ...(file !== undefined && { name: hashOfName(basename(file)) }),
  };
}

/** The result of the same source and wish, under the name that is wanted or those that `"rename"` gives. */
async function findResult(
  path: string,
  mark: Mark,
  { onExists }: ConvertOptions,
): Promise<string | undefined> {
  const extension = extname(path);
  const stem = path.slice(0, path.length - extension.length);
  for (let number = 0; ; number += 1) {
    const candidate = number === 0 ? path : `${stem} (${number})${extension}`;
    if (!(await exists(candidate))) return undefined;
    const found = await markOf(candidate);
    if (found?.source === mark.source && found?.spec === mark.spec) return candidate;
    if (onExists !== "rename") return undefined;
  }
}
