import { NemoError } from "../errors/index.js";
import { freePath, type Output } from "./choose-output.js";
import type { ConvertHooks } from "./convert-hooks.js";
import type { ConversionResult, ConvertOptions } from "./convert-options.js";
import { publishAll } from "./publish-all.js";
import { type Sidecar, sidecarPath, withSidecars } from "./sidecars.js";

/** A result that is made and has no name yet, with what belongs to it. */
export interface Unnamed {
  temporary: string;
  output: Output;
  sidecars: readonly Sidecar[];
  result: ConversionResult;
}

/**
 * Gives results their names, all or none, each after its sidecars: whoever sees it sees all that belongs to it. A name was free
 * when the work began; where somebody else has taken it meanwhile, `"rename"` gives the next free one.
 *
 * @returns them by the names that they got
 * @throws NemoError `output-exists`
 */
export async function publishResults<Result extends Unnamed>(
  results: readonly Result[],
  { onExists }: ConvertOptions,
  beforePublish?: ConvertHooks["beforePublish"],
): Promise<Result[]> {
  let named = [...results];
  for (;;) {
    const files = named.flatMap(({ temporary, output, sidecars }) => [...sidecars, { temporary, ...output }]);
    await beforePublish?.(files);
    try {
      await publishAll(files);
      return named;
    } catch (error) {
      if (!NemoError.isInstance(error) || error.code !== "output-exists") throw error;
    }
    named = await Promise.all(named.map((result) => withFreeNames(result, onExists)));
  }
}

async function withFreeNames<Result extends Unnamed>(
  result: Result,
  onExists: ConvertOptions["onExists"],
): Promise<Result> {
  const path = await freePath(result.output.wanted, onExists);
  const sidecars: Sidecar[] = [];
  for (const each of result.sidecars) sidecars.push({ ...each, path: await sidecarPath(path, each) });
  return { ...result, output: { ...result.output, path }, sidecars };
}

/** By the names that it and its sidecars have now. */
export function resultOf({ result, output, sidecars }: Unnamed): ConversionResult {
  return withSidecars({ ...result, path: output.path }, sidecars);
}
