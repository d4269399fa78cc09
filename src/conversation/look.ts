import { NemoError } from "../errors/index.js";
import type { CreditBalance, Session, SessionState } from "../modules/index.js";
import type { TurnContext } from "./turn-context.js";

export interface LookOptions {
  session: Session;
  signal: AbortSignal | undefined;
}

/** What is seen when somebody looks: the project, and what there is to spend. */
export async function look(
  context: Pick<TurnContext, "state" | "credits">,
  options: LookOptions,
): Promise<{ state: SessionState; credits: CreditBalance | undefined }> {
  const [state, credits] = await Promise.all([
    context.state.get(options),
    balanceIfKnown(context, options.signal),
  ]);
  return { state, credits };
}

/** What there is to spend is worth knowing, but no reason to fail; being stopped is. */
export async function balanceIfKnown(
  { credits }: Pick<TurnContext, "credits">,
  signal: AbortSignal | undefined,
): Promise<CreditBalance | undefined> {
  return credits.balance({ signal }).catch((error: unknown) => {
    if (NemoError.isInstance(error) && (error.code === "aborted" || error.code === "closed")) throw error;
    return undefined;
  });
}
