import { resolve } from "node:path";
import {
  type ConversionPlan,
  fromElsewhere,
  placeTrim,
  planConversion,
  type Verification,
} from "../conversion/index.js";
import { probe } from "../media/index.js";
import type { MediaInput } from "../options/index.js";
import { failedOf } from "./complete-result.js";
import type { Origin } from "./check-shows.js";
import type { ConverterContext } from "./context.js";
import type { ConvertOptions } from "./convert-options.js";
import { examineResult } from "./examine-result.js";
import { planByCount } from "./plan-by-count.js";
import { resolveRequest } from "./resolve-request.js";
import { statFile } from "../modules/later.js";
import { findTools } from "./tools.js";
import { withLocalFile } from "./with-local-file.js";

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
  const { spec: asked } = resolveRequest(options);
  const path = resolve(result);
  await statFile(path);
  const tools = await findTools(context);
  const { ffprobe, mediaLimits } = tools;
  const { signal } = options;
  const { ffprobePath, localFiles } = context.transport.options;
  const examine = (plan: ConversionPlan, origin: Pick<Origin, "path" | "info" | "spec">) =>
    examineResult(path, fromElsewhere(plan.expectation, origin.spec, localFiles), tools, {
      ...options,
      origin: { ...origin, plan },
      verify: depth === "full" ? "full" : true,
    });
  return withLocalFile(context, source, signal, async (sourcePath) => {
    const info = await probe(sourcePath, { ffprobePath, mediaLimits, signal });
    const spec = placeTrim(asked, info);
    const origin = { path: sourcePath, info, spec };
    const examined = await examine(planConversion(info, spec), origin);
    const counted = await planByCount(failedOf(examined), { path: sourcePath, info, spec, ffprobe, signal });
    return (counted ? await examine(counted, origin) : examined).verification;
  });
}
