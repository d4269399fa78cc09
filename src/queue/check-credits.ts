import { loadWorkflows, type NemoConverter } from "../nemo-converter.js";

/**
 * Whether another session may be begun on the cloud: not once the credits are used up.
 *
 * @throws NemoError `insufficient-credits`
 */
export async function checkCredits(nemo: NemoConverter, signal: AbortSignal): Promise<void> {
  const { available } = await nemo.credits.balance({ signal });
  if (available > 0) return;
  const { noCreditsLeft } = await loadWorkflows();
  throw noCreditsLeft(available);
}
