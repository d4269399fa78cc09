import { throwIfAborted } from "../errors/index.js";
import { type ConversionPlan, lossesIn, planConversion, withSourcePath } from "../conversion/index.js";
import { localPath } from "../modules/later.js";
import type { MediaInput } from "../options/index.js";
import type { ConverterContext } from "./context.js";
import type { ConvertOptions } from "./convert-options.js";
import { probeInput } from "./probe-input.js";
import { refuseLosses } from "./refuse-losses.js";
import { resolveRequest } from "./resolve-request.js";

/** What a conversion would do, without doing it. See `NemoConverter.plan`. */
export async function planInput(
  context: ConverterContext,
  input: MediaInput,
  options: ConvertOptions = {},
): Promise<ConversionPlan> {
  throwIfAborted(options.signal);
  const { spec, doubts, language = context.transport.options.language } = resolveRequest(options);
  const planned = planConversion(await probeInput(context, input, options.signal), spec);
  refuseLosses(planned, options, language);
  const losses = lossesIn(planned.losses, language);
  const plan = { ...planned, losses, warnings: [...doubts, ...planned.warnings] };
  const path = localPath(input);
  return path === undefined
    ? plan
    : { ...plan, passes: plan.passes.map((pass) => withSourcePath(pass, path)) };
}
