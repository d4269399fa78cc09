import { type Language, NemoError } from "../errors/index.js";
import { isSessionGone, type Session, type SessionState } from "../modules/index.js";
import { notice, type Notice } from "../options/index.js";
import { wait } from "../time/index.js";
import { hasChanged } from "./fingerprint.js";
import { hasSpent } from "./judge-turn.js";
import type { TurnContext } from "./turn-context.js";
import { withOutcome } from "./turn-failure.js";
import type { TurnRecord } from "./turn-record.js";

export interface CutTurn {
  before: SessionState;
  record: TurnRecord;
  cut: NemoError;
  session: Session;
  language: Language;
  signal: AbortSignal | undefined;
  onNotice: ((notice: Notice) => void) | undefined;
}

/**
 * After a cut: reads the state until it is another one than before the message (R21). A reading that fails is one without
 * news, for what cut the stream may well keep us from reading.
 *
 * @throws NemoError `outcome-unknown` after the last reading; `session-not-found`, `aborted`, `closed`
 */
export async function recoverTurn(context: TurnContext, turn: CutTurn): Promise<SessionState> {
  const { ledger, transport } = context;
  const { before, record, session, language, signal, onNotice } = turn;
  const { recoveryFirstMs, recoveryNextMs, recoveryReadings } = transport.options.timing;
  const pause = pauses(context, turn);
  try {
    onNotice?.(notice("recovering", language));
    for (let reading = 0; reading < recoveryReadings; reading += 1) {
      await pause(reading === 0 ? recoveryFirstMs : recoveryNextMs);
      const now = await context.state.get({ session, signal }).catch(passOver);
      if (!now || !hasChanged(before, now)) continue;
      await ledger.settle(record, { outcome: "applied", charged: "unknown" });
      return now;
    }
  } catch (error) {
    await ledger.settle(record, { outcome: "unknown", charged: "unknown" });
    throw withOutcome(error, { outcome: "unknown", charged: "unknown", language, texts: [] });
  }
  const credits = await context.credits.balance({ signal }).catch(() => undefined);
  const isSpent = hasSpent(record.credits, credits);
  const charged = isSpent === true ? true : "unknown";
  await ledger.settle(record, { outcome: "unknown", charged });
  throw unknownOutcome(turn, recoveryReadings, isSpent);
}

/**
 * Waits that closing ends too; now and then it is told that somebody still waits (R19). What is left is counted down: the clock
 * may be set back meanwhile.
 */
function pauses({ transport }: TurnContext, { signal, language, onNotice }: CutTurn) {
  const { clock } = transport;
  const { stillWorkingMs } = transport.options.timing;
  let untilTold = stillWorkingMs;
  return async (ms: number): Promise<void> => {
    const deadline = transport.startDeadline(Infinity, signal, "The recovery");
    try {
      let left = ms;
      do {
        const part = Math.min(left, Math.max(1, untilTold));
        await wait(part, { signal: deadline.signal, clock });
        left -= part;
        untilTold -= part;
        if (untilTold > 0) continue;
        untilTold = stillWorkingMs;
        onNotice?.(notice("still-working", language));
      } while (left > 0);
    } finally {
      transport.release(deadline);
    }
  };
}

function passOver(error: unknown): undefined {
  const isFinal = isSessionGone(error) || !NemoError.isInstance(error);
  if (isFinal || error.code === "aborted" || error.code === "closed") throw error;
}

function unknownOutcome(
  { cut, language }: CutTurn,
  readings: number,
  isSpent: boolean | undefined,
): NemoError {
  const said = cut.details["text"];
  const what = cut.code === "timeout" ? cut.message.replace(/\.$/, "") : "The connection was cut";
  const parts = [
    `${what}, and after ${readings} readings the project is as it was before the message.`,
    isSpent === true && "Credits were spent since then.",
    isSpent === false && "No credits were spent so far.",
    typeof said === "string" && `The agent had said: ${said}`,
  ];
  return new NemoError("outcome-unknown", parts.filter(Boolean).join(" "), {
    charged: isSpent === true ? true : "unknown",
    details: { ...cut.details, outcome: "unknown" },
    cause: cut,
    language,
  });
}
