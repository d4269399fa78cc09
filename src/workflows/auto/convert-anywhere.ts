import type { ConversionSpecInput, PresetName } from "../../conversion/index.js";
import type { MediaInput } from "../../options/index.js";
import type { ConverterContext } from "../context.js";
import { convert } from "../convert.js";
import type { ConvertHooks } from "../convert-hooks.js";
import type { ConversionResult, ConvertOptions } from "../convert-options.js";
import { makeVariants } from "../variants.js";
import { withEither } from "./with-either.js";

/** As `convert`; with `backend: "auto"` on the cloud or here. */
export async function convertAnywhere(
  context: ConverterContext,
  input: MediaInput,
  options: ConvertOptions = {},
  hooks: ConvertHooks = {},
): Promise<ConversionResult> {
  if (!context.transport.options.isAutomatic) return convert(context, input, options, hooks);
  const { value, refusal } = await withEither(context, input, options, (chosen, own) =>
    convert(chosen, input, own, hooks),
  );
  return withWarning(value, refusal);
}

/** As `makeVariants`; with `backend: "auto"` on the cloud or here. */
export async function makeVariantsAnywhere<K extends string>(
  context: ConverterContext,
  input: MediaInput,
  variants: Record<K, ConversionSpecInput | PresetName>,
  options: ConvertOptions = {},
): Promise<Record<K, ConversionResult>> {
  if (!context.transport.options.isAutomatic) return makeVariants(context, input, variants, options);
  const { value, refusal } = await withEither(context, input, options, (chosen, own) =>
    makeVariants(chosen, input, variants, own),
  );
  const results = Object.entries<ConversionResult>(value).map(
    ([name, result]) => [name, withWarning(result, refusal)] as const,
  );
  return Object.fromEntries(results) as Record<K, ConversionResult>;
}

function withWarning(result: ConversionResult, refusal: string | undefined): ConversionResult {
  return refusal === undefined ? result : { ...result, warnings: [...result.warnings, refusal] };
}
