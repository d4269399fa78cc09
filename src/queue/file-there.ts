import { stat } from "node:fs/promises";
import type { ConvertOptions } from "../nemo-converter.js";

/** Why a file is not converted whose result would take the place of one that is to stay; undefined where none is there. */
export async function whyFileStays(
  output: string,
  { onExists }: Pick<ConvertOptions, "onExists">,
): Promise<string | undefined> {
  if (onExists !== "skip") return undefined;
  return stat(output).then(
    () => `There is a file already: ${output}`,
    () => undefined,
  );
}
