import type { CreditBalance } from "../modules/index.js";
import { fingerprint, type StateLike, stateText } from "./fingerprint.js";
import type { Settlement, TurnRecord } from "./turn-record.js";

/** What is seen when somebody looks again. */
export interface Sight {
  state: StateLike;
  credits: CreditBalance | undefined;
}

/**
 * What became of a message whose answer nobody heard. A changed project says that it was carried out. An unchanged one says
 * that it was not only when it can no longer be under way and nothing was spent.
 *
 * @param isOver whether the agent's time for it has run out
 */
export async function judgeTurn(
  record: TurnRecord,
  { state, credits }: Sight,
  isOver: boolean,
): Promise<Settlement> {
  const isSpent = hasSpent(record.credits, credits);
  if ((await fingerprint(stateText(state))) !== record.state) {
    return { outcome: "applied", charged: isSpent === true ? true : "unknown" };
  }
  const isIdle = isOver && isSpent === false && credits?.frozen === 0;
  if (isIdle) return { outcome: "not-applied", charged: false };
  return { outcome: "unknown", charged: isSpent === true ? true : "unknown" };
}

/** Credits that are set aside (`frozen`) are not spent yet. Undefined where a balance is missing. */
export function hasSpent(
  before: CreditBalance | undefined,
  after: CreditBalance | undefined,
): boolean | undefined {
  if (!before || !after) return undefined;
  return after.total < before.total;
}
