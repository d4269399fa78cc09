import type { ConversionPlan } from "../../conversion/index.js";
import type { MediaInput } from "../../options/index.js";
import type { ConverterContext } from "../context.js";
import type { ConvertOptions } from "../convert-options.js";
import { planInput } from "../plan-input.js";
import { chooseBackend } from "./choose-backend.js";
import { lookAround } from "./look-around.js";

type Cost = NonNullable<ConversionPlan["cost"]>;

// What an editing session takes, by the cloud's own word.
const sessionCredits = 50;

/** As `planInput`, and what it would cost on the backend that the conversion would go to. */
export async function planWithCost(
  context: ConverterContext,
  input: MediaInput,
  options: ConvertOptions = {},
): Promise<ConversionPlan> {
  const plan = await planInput(context, input, options);
  return { ...plan, cost: await costOf(context, input, options) };
}

async function costOf(context: ConverterContext, input: MediaInput, options: ConvertOptions): Promise<Cost> {
  const { isAutomatic } = context.transport.options;
  if (context.credits.isFree) {
    return { credits: 0, isEstimate: false, note: "It runs on this machine, free of charge." };
  }
  const onCloud = `About ${sessionCredits} for a session on the NemoVideo cloud; the download is free.`;
  if (!isAutomatic) return { credits: sessionCredits, isEstimate: true, note: onCloud };
  const order = options.session
    ? ["cloud", "local"]
    : chooseBackend(await lookAround(context, input, options));
  if (order[0] === "local") {
    const note = `It runs on this machine, free of charge. Should ffmpeg fail, it goes to the cloud: about ${sessionCredits}.`;
    return { credits: 0, isEstimate: true, note };
  }
  const note = order.includes("local") ? `${onCloud} Should the cloud refuse, it runs here.` : onCloud;
  return { credits: sessionCredits, isEstimate: true, note };
}
