import { resolve } from "node:path";
import { fromElsewhere, planConversion, type Verification } from "../conversion/index.js";
import type { MediaInput } from "../options/index.js";
import type { ConverterContext } from "./context.js";
import type { ConvertOptions } from "./convert-options.js";
import { examineResult } from "./examine-result.js";
import { probeInput } from "./probe-input.js";
import { resolveRequest } from "./resolve-request.js";
import { statFile } from "../modules/later.js";
import { findTools } from "./tools.js";

export type VerifyOptions = Pick<ConvertOptions, "request" | "spec" | "preset" | "signal"> & {
  /** `"full"` decodes every frame. Default: `"quick"`. */
  depth?: "quick" | "full";
};

/** Whether a file is what a conversion of `source` has to be. See `NemoConverter.verify`. */
export async function verifyResult(
  context: ConverterContext,
  source: MediaInput,
  result: string,
  { depth = "quick", ...options }: VerifyOptions = {},
): Promise<Verification> {
  const { spec } = resolveRequest(options);
  const path = resolve(result);
  await statFile(path);
  const { expectation } = planConversion(await probeInput(context, source, options.signal), spec);
  const verify = depth === "full" ? "full" : true;
  const expected = fromElsewhere(expectation, spec);
  const { verification } = await examineResult(path, expected, await findTools(context), {
    ...options,
    verify,
  });
  return verification;
}
