import { type Language, NemoError } from "../../errors/index.js";
import { Credits } from "../../modules/index.js";
import type { ConverterContext } from "../context.js";

/**
 * Whether another session may be begun on the cloud: not once the credits are used up.
 *
 * @throws NemoError `insufficient-credits`
 */
export async function checkCredits(
  { transport }: ConverterContext,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { localFiles, isAutomatic, language } = transport.options;
  if (localFiles || isAutomatic) return;
  const { available } = await new Credits(transport).balance({ ...(signal && { signal }) });
  if (available <= 0) throw noCreditsLeft(available, language);
}

function noCreditsLeft(available: number, language?: Language): NemoError {
  return new NemoError(
    "insufficient-credits",
    "There are no credits left: the rest of the batch was not begun.",
    { details: { available }, ...(language && { language }) },
  );
}
